import { assertEquals, assertThrows } from "@std/assert";
import {
  givenPassword,
  PasswordFileError,
  readPasswordFile,
} from "../../lib/settings/password_file.ts";

function withFile(text: string, use: (path: string) => void): void {
  const path = Deno.makeTempFileSync();
  try {
    Deno.writeTextFileSync(path, text);
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
  withFile(" com blanco \n", (path) => assertEquals(readPasswordFile(path), " com blanco "));
});

Deno.test("readPasswordFile() reports a file without a password", () => {
  for (const text of ["", "\n", "  \nsenha\n", "x".repeat(5000)]) {
    withFile(text, (path) => {
      const error = assertThrows(() => readPasswordFile(path), PasswordFileError);
      assertEquals([error.path, error.isEmpty], [path, true]);
    });
  }
  const error = assertThrows(() => readPasswordFile("/nada/senha"), PasswordFileError);
  assertEquals([error.path, error.isEmpty], ["/nada/senha", false]);
  const folder = assertThrows(() => readPasswordFile("/"), PasswordFileError);
  assertEquals(folder.isEmpty, true);
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
