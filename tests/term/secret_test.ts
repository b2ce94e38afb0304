import { assertEquals } from "@std/assert";
import type { Key } from "../../lib/term/keys.ts";
import { Secret } from "../../lib/term/secret.ts";
import { Terminal } from "../../lib/term/tty.ts";
import { FakeSystem } from "../support/fake_system.ts";

const pure = { permissions: "none" } as const;
const press = (name: string): Key => ({ type: "press", name });
const text = (typed: string): Key => ({ type: "text", text: typed });

/** The answer to some keys. */
function answerTo(...keys: Key[]): string | null | undefined {
  const secret = new Secret();
  for (const key of keys) {
    const answer = secret.take(key);
    if (answer) return answer.type === "answer" ? answer.text : null;
  }
  return undefined;
}

Deno.test("Secret takes what is typed, and erases it", pure, () => {
  assertEquals(answerTo(text("se"), text("nha"), press("enter")), "senha");
  assertEquals(answerTo(text("ação👍"), press("backspace"), press("enter")), "ação");
  assertEquals(answerTo(press("backspace"), text("a"), press("enter")), "a");
  for (const key of ["ctrl+u", "ctrl+w"]) {
    assertEquals(answerTo(text("errada"), press(key), text("certa"), press("enter")), "certa");
  }
  assertEquals(answerTo(press("enter")), "");
  assertEquals(answerTo(text("a"), press("up"), press("tab"), press("left")), undefined);
  assertEquals(answerTo({ type: "focus", isFocused: true }, text("a"), press("enter")), "a");
});

Deno.test("Secret ends with a paste that has a line end", pure, () => {
  const paste = (pasted: string): Key => ({ type: "paste", text: pasted });
  assertEquals(answerTo(paste("colada"), press("enter")), "colada");
  for (const end of ["\n", "\r\n", "\r"]) {
    assertEquals(answerTo(text("a-"), paste(`colada${end}resto`)), "a-colada");
  }
});

Deno.test("Secret is left by Ctrl+C and Ctrl+D", pure, () => {
  for (const key of ["ctrl+c", "ctrl+d"]) assertEquals(answerTo(text("a"), press(key)), null);
});

Deno.test("Secret takes 1000 characters, and no more", pure, () => {
  const most = "x".repeat(1000);
  assertEquals(answerTo(text(most), text("y"), press("enter")), most);
  assertEquals(answerTo({ type: "paste", text: `${most}y` }, text("z"), press("enter")), "z");
});

Deno.test("Terminal.askSecret() shows the question, and nothing of the answer", async () => {
  const system = new FakeSystem();
  const terminal = new Terminal({ droppedSentence: String, system });
  const asked = terminal.askSecret("Senha: ");
  system.stdin.write("segredo\r");
  assertEquals(await asked, "segredo");
  await terminal.idle();
  assertEquals(system.shown.includes("Senha: "), true);
  assertEquals(/s?egredo/.test(system.shown), false, system.shown);
  assertEquals(system.shown.endsWith("\n"), true);
  assertEquals(system.switched, ["raw", "not raw"]);
  const ended = terminal.askSecret("Senha: ");
  system.stdin.end("meia");
  assertEquals(await ended, undefined);
});
