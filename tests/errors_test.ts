import { assertEquals } from "@std/assert";
import { systemErrorNumber, type SystemFailure, systemFailureOf } from "../lib/errors.ts";

const pure = { permissions: "none" } as const;

/** An error without a class of its own, as Deno makes it. */
function coded(message: string, code?: string): Error {
  return Object.assign(new Error(message), code === undefined ? {} : { code });
}

Deno.test("systemFailureOf() tells the kind of an error of the system", pure, () => {
  const { errors } = Deno;
  const cases: [error: unknown, kind: SystemFailure, number?: number][] = [
    [new errors.NotFound("No such file or directory (os error 2): open 'x'"), "missing", 2],
    [new errors.PermissionDenied("Acesso negado. (os error 5)"), "denied", 5],
    [new errors.NotCapable('Requires write access to "x"'), "denied"],
    [new errors.IsADirectory("Is a directory (os error 21)"), "not-a-file", 21],
    [new errors.InvalidData("it is not a file"), "not-a-file"],
    [new errors.NotADirectory("Not a directory (os error 20)"), "not-a-folder", 20],
    [new errors.AlreadyExists("File exists (os error 17): mkdir 'x'"), "not-a-folder", 17],
    [new errors.Busy("busy (os error 32)"), "busy", 32],
    [coded("sharing violation (os error 32)", "EBUSY"), "busy", 32],
    [coded("No space left on device (os error 28)", "ENOSPC"), "full", 28],
    [coded("Read-only file system (os error 30)", "EROFS"), "read-only", 30],
    [coded("File name too long (os error 36)", "ENAMETOOLONG"), "bad-name", 36],
    [coded("Invalid name. (os error 123)"), "bad-name", 123],
    [coded("Invalid name. (os error 123)", "ENOENT"), "bad-name", 123],
    [coded("General failure. (os error 31)"), "other", 31],
    [new TypeError("x"), "other"],
    ["(os error 5)", "other", 5],
    [undefined, "other"],
  ];
  for (const [error, kind, number] of cases) {
    assertEquals([systemFailureOf(error), systemErrorNumber(error)], [kind, number], `${error}`);
  }
});
