import { assertEquals } from "@std/assert";
import { needsFiles, writesFiles } from "../../lib/cli/needs_files.ts";
import { textsOf } from "../../lib/i18n/mod.ts";
import { assertUsageError, parse } from "../support/parsed_options.ts";

const pure = { permissions: "none" } as const;
const { passwordTyped, contradiction } = textsOf("pt-BR");

/** What is parsed of the password. */
function passwordOf(...argv: string[]): unknown {
  const parsed = parse(argv);
  if (parsed.command === "join") return parsed.passwordFile;
  if (parsed.command !== "serve") return parsed.command;
  const { password, passwordFile, passwordPlain } = parsed;
  return [password, passwordFile, passwordPlain];
}

Deno.test(
  "parseCommandLine() reads where the password is from, and never the password",
  pure,
  () => {
    assertEquals(passwordOf("serve"), [false, undefined, false]);
    assertEquals(passwordOf("serve", "--password"), [true, undefined, false]);
    const all = ["--password", "--password-file", "a.txt", "--password-plain"];
    assertEquals(passwordOf("serve", ...all), [true, "a.txt", true]);
    assertEquals(passwordOf("join", "h", "--password-file=a.txt"), "a.txt");
    assertEquals(passwordOf("join", "h"), undefined);
  },
);

Deno.test("parseCommandLine() does not repeat a password that was typed", pure, () => {
  assertUsageError("serve", [
    [["--password", "segredo"], passwordTyped],
    [["--password=segredo"], passwordTyped],
    [["segredo", "--password"], passwordTyped],
  ]);
  for (
    const argv of [["join", "h", "--password", "segredo"], ["join", "h", "--password=segredo"]]
  ) {
    const parsed = parse(argv);
    assertEquals(parsed.command, "usage-error");
    assertEquals(JSON.stringify(parsed).includes("segredo"), false, JSON.stringify(parsed));
  }
});

Deno.test("parseCommandLine() gives the old program no password", pure, () => {
  assertUsageError("join", [
    [["h", "--plain", "--password-file", "a.txt"], contradiction("--password-file", "--plain")],
  ]);
});

Deno.test("a password file is read, and not written", pure, () => {
  for (const argv of [["serve"], ["join", "h"]]) {
    const parsed = parse([...argv, "--password-file", "a.txt"]);
    assertEquals(needsFiles(parsed), true);
  }
  assertEquals(writesFiles(parse(["serve", "--password-file", "a.txt"])), false);
});
