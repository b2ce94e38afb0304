import { assertEquals } from "@std/assert";
import { copyCommand } from "../../lib/store/copy_command.ts";

Deno.test("copyCommand() names the copy, and quotes the path for the shell and for SQL", {
  permissions: "none",
}, () => {
  const cases: [path: string, isWindows: boolean, expected: string][] = [
    ["chat.db", false, `sqlite3 "chat.db" "VACUUM INTO 'chat-copia.db'"`],
    ["chat", false, `sqlite3 "chat" "VACUUM INTO 'chat-copia'"`],
    ["a.b/chat", false, `sqlite3 "a.b/chat" "VACUUM INTO 'a.b/chat-copia'"`],
    [
      "/de casa/João.db",
      false,
      `sqlite3 "/de casa/João.db" "VACUUM INTO '/de casa/João-copia.db'"`,
    ],
    ["d'água.db", false, `sqlite3 "d'água.db" "VACUUM INTO 'd''água-copia.db'"`],
    [
      "$HOME`x`\\.db",
      false,
      `sqlite3 "\\$HOME\\\`x\\\`\\\\.db" "VACUUM INTO '\\$HOME\\\`x\\\`\\\\-copia.db'"`,
    ],
    ["C:\\a\\chat.db", true, `sqlite3 "C:\\a\\chat.db" "VACUUM INTO 'C:\\a\\chat-copia.db'"`],
  ];
  for (const [path, isWindows, expected] of cases) {
    assertEquals(copyCommand(path, { suffix: "-copia", isWindows }), expected);
  }
});
