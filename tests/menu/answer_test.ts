import { assertEquals } from "@std/assert";
import { isLeave, isLeaveWord, type MenuAnswer, readAnswer } from "../../lib/menu/answer.ts";

const pure = { permissions: "none" } as const;

/** Asserts what each of these answers means, also with blanks around. */
function assertMeans(meaning: MenuAnswer, answers: string[]): void {
  for (const answer of answers) {
    for (const text of [answer, `  ${answer}\t`, `\u00a0${answer}\u200b\r`]) {
      assertEquals(readAnswer(text), meaning, JSON.stringify(text));
    }
  }
}

const command = (...argv: string[]): MenuAnswer => ({ type: "command", argv });

Deno.test("readAnswer() takes an address as people and browsers write it", pure, () => {
  assertMeans(command("join", "26.253.198.232"), [
    "26.253.198.232",
    '"26.253.198.232"',
    "'26.253.198.232'",
    "“26.253.198.232”",
    "«26.253.198.232»",
    "<26.253.198.232>",
    "`26.253.198.232`",
    "26.253.198.232.",
    "26.253.198.232,",
    "26.253.198.232;",
    "26.253.198.232/",
    "26.253.198.232/24",
    "26.253.198.232?a=1",
    "26.253.198.232#a",
    "http://26.253.198.232",
    "HTTPS://26.253.198.232/a/b?c=d#e",
    "26,253,198,232",
  ]);
  assertMeans(command("join", "26.253.198.232:9000"), [
    "26.253.198.232:9000",
    "http://26.253.198.232:9000/",
    "26.253.198.232 : 9000",
    "26.253.198.232: 9000",
    "26.253.198.232 9000",
    "26,253,198,232:9000",
    "26,253,198,232 9000",
    "'26.253.198.232':9000",
    "join 26.253.198.232 9000",
  ]);
  assertMeans(command("join", "[::1]:9000"), ["[::1]:9000", "http://[::1]:9000/", "[::1] 9000"]);
  assertMeans(command("join", "fe80::1%eth0"), ["fe80::1%eth0"]);
  assertMeans(command("join", "::1"), ["::1"]);
});

Deno.test("readAnswer() takes what the server tells people to type", pure, () => {
  assertMeans(command("join", "26.253.198.232"), [
    "chat join 26.253.198.232",
    "Chat Join 26.253.198.232",
    "CHAT  JOIN  26.253.198.232",
    '"chat join 26.253.198.232"',
    'chat join "26.253.198.232"',
    "chat join http://26.253.198.232/",
    "join 26.253.198.232",
    "JOIN 26.253.198.232",
    "chat 26.253.198.232",
    "chat.exe join 26.253.198.232",
    ".\\chat.exe join 26.253.198.232",
    "./chat join 26.253.198.232",
    "./chat-linux-x64 join 26.253.198.232",
    "& .\\chat.exe join 26.253.198.232",
    '"C:\\Users\\Ana Luz\\chat.exe" join 26.253.198.232',
    "C:\\Users\\Ana>chat join 26.253.198.232",
    "$ chat join 26.253.198.232",
    "Radmin VPN   chat join 26.253.198.232",
    "deno task join 26.253.198.232",
  ]);
  assertMeans(command("join", "h", "--name", "Ana"), ["chat join h --name Ana"]);
  assertMeans(command("join", "--name", "Ana", "h"), ["chat join --name Ana h"]);
  assertMeans(command("join", "h:1", "--name", "Ana"), [
    "h:1 --name Ana",
    "http://h:1/ --name Ana",
    "chat h:1 --name Ana",
  ]);
  assertMeans(command("join", "h:1", "--plain"), ["h 1 --plain", "chat join h:1 --plain"]);
  assertMeans(command("join"), ["chat join", "join", "chat", "chat.exe", "join ."]);
  assertMeans(command("join", "chat:9000"), ["chat:9000", "http://chat:9000/"]);
  assertMeans(command("join", "chat"), ["http://chat", "http://chat/", "join chat"]);
  assertMeans(command("join", "http"), ["http"]);
});

Deno.test("readAnswer() takes the other commands, as they are typed elsewhere", pure, () => {
  assertMeans(command("serve"), [
    "serve",
    "chat serve",
    "SERVE",
    "abrir",
    "Open",
    ".\\chat.exe serve",
  ]);
  assertMeans(command("serve", "--port", "9000"), ["chat serve --port 9000"]);
  assertMeans(command("doctor", "26.1.1.1"), ["chat doctor 26.1.1.1", "doctor http://26.1.1.1/"]);
  assertMeans(command("doctor"), ["chat doctor"]);
  assertMeans(command("forget"), ["chat forget", "forget"]);
  assertMeans(command("help", "join"), [
    "chat help join",
    "help join",
    "ajuda JOIN",
    "--help join",
    "chat /? join",
  ]);
  assertMeans(command("-v"), ["chat -v"]);
});

Deno.test("readAnswer() never takes an address alone for an option", pure, () => {
  for (
    const given of ["--port", "-x", "-", "--", "--lang en", "--port=1", "-1", "http://-x"]
  ) {
    assertMeans({ type: "bad-address", given }, [given]);
  }
});

Deno.test("readAnswer() takes a word for help, and a word to leave", pure, () => {
  const help = ["ajuda", "help", "AJUDA", "-h", "--help", "?", "/ajuda", "/help", "/?"];
  assertMeans(command("help"), [...help, ...help.map((word) => `chat ${word}`), "'ajuda'"]);
  const leave = ["sair", "exit", "quit", "q", "Q", "Sair"];
  assertMeans({ type: "leave" }, [...leave, "/sair", "/quit", "/SAIR", "/exit"]);
  for (const address of ["q", "sair", "ajuda"]) {
    assertMeans(command("join", address), [`join ${address}`, `http://${address}`]);
  }
});

Deno.test("isLeave() takes no word for leaving that may be a name", pure, () => {
  for (const name of ["sair", "quit", "exit", "q"]) {
    assertEquals([isLeave(name), isLeaveWord(` ${name} `)], [false, true]);
  }
  for (const command of ["/sair", " /QUIT "]) {
    assertEquals([isLeave(command), isLeaveWord(command)], [true, true]);
  }
});

Deno.test("readAnswer() tells nothing typed from what is no address", pure, () => {
  for (const text of ["", " ", "\t", "\u00a0\u200b", "\r", "\u0000\u0001"]) {
    assertEquals(readAnswer(text), { type: "empty" }, JSON.stringify(text));
  }
  for (const given of ['"', "''", "/", "://", "http://", ":", "/ ?", "...", "<>"]) {
    assertEquals(readAnswer(given).type, "bad-address", given);
  }
  assertMeans(command("join", "endereço ruim"), ["endereço ruim"]);
});

Deno.test("readAnswer() repeats only the beginning of a long answer", pure, () => {
  const given = readAnswer("a".repeat(1000));
  assertEquals(given, { type: "bad-address", given: `${"a".repeat(60)}…` });
  assertEquals(readAnswer(`-${"a".repeat(59)}`), {
    type: "bad-address",
    given: `-${"a".repeat(59)}`,
  });
  assertEquals(readAnswer("a".repeat(999)).type, "command");
});
