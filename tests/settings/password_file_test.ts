import { assertEquals, assertThrows } from "@std/assert";
import { encodeUtf8 } from "../../lib/bytes.ts";
import {
  givenPassword,
  PasswordFileError,
  readPasswordFile,
} from "../../lib/settings/password_file.ts";

function withFile(content: string | Uint8Array, use: (path: string) => void): void {
  const path = Deno.makeTempFileSync();
  try {
    Deno.writeFileSync(path, typeof content === "string" ? encodeUtf8(content) : content);
    use(path);
  } finally {
    Deno.removeSync(path);
  }
}

Deno.test("readPasswordFile() reads the first line, without its end", () => {
  const cases = ["ação 2", "ação 2\n", "ação 2\r\n", "\uFEFFação 2\noutra\n"];
  for (const text of cases) {
    withFile(text, (path) => assertEquals(readPasswordFile(path), "ação 2"));
  }
  withFile("a\tb\n", (path) => assertEquals(readPasswordFile(path), "a\tb"));
});

Deno.test("readPasswordFile() reads what PowerShell writes: UTF-16 with a byte order mark", () => {
  const units = [..."\uFEFFação 2\r\n"].map((unit) => unit.charCodeAt(0));
  const little = Uint8Array.from(units.flatMap((unit) => [unit & 0xff, unit >> 8]));
  const big = Uint8Array.from(units.flatMap((unit) => [unit >> 8, unit & 0xff]));
  for (const bytes of [little, big]) {
    withFile(bytes, (path) => assertEquals(readPasswordFile(path), "ação 2"));
  }
});

Deno.test("readPasswordFile() reports a file without a password", () => {
  const fault = (path: string): [string, string] => {
    const { path: named, code } = assertThrows(() => readPasswordFile(path), PasswordFileError);
    return [named, code];
  };
  for (const text of ["", "\n", "  \nsenha\n", "x".repeat(4097)]) {
    withFile(text, (path) => assertEquals(fault(path), [path, "empty"]));
  }
  const latin1 = Uint8Array.of(0x61, 0xe7, 0xe3, 0x6f);
  const halfUtf16 = Uint8Array.of(0xff, 0xfe, 0x61);
  for (const content of [latin1, halfUtf16, "s\0e\0n\0", "\x1b[A", "a\x7f"]) {
    withFile(content, (path) => assertEquals(fault(path), [path, "not-text"]));
  }
  assertEquals(fault("/nada/senha"), ["/nada/senha", "unusable"]);
  assertEquals(fault("/"), ["/", "empty"]);
});

Deno.test("givenPassword() takes the file before the environment", () => {
  const env = (name: string) => name === "CHAT_PASSWORD" ? "do ambiente" : undefined;
  assertEquals(givenPassword({}, env), "do ambiente");
  assertEquals(givenPassword({}, () => undefined), undefined);
  assertEquals(givenPassword({}, () => ""), undefined);
  withFile("do arquivo", (passwordFile) => {
    assertEquals(givenPassword({ passwordFile }, env), "do arquivo");
  });
});
