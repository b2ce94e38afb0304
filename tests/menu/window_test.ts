import { assertEquals } from "@std/assert";
import { MenuWindow } from "../../lib/menu/window.ts";

/** What a window of so many columns shows. */
function windowOf(columns: number, simple = false) {
  const shown: unknown[] = [];
  const window = new MenuWindow({
    size: { columns, rows: 24 },
    print: (text) => void shown.push(text),
    ask: (question, options, aside) => {
      shown.push([question, options.simple]);
      aside?.((text) => shown.push(text) > 0);
      return Promise.resolve("Ana");
    },
  }, { simple });
  return { window, shown };
}

Deno.test("MenuWindow breaks sentences and questions between words", {
  permissions: "none",
}, async () => {
  const { window, shown } = windowOf(20, true);
  window.print("Aperte só Enter para entrar.");
  assertEquals(await window.ask("Lembrar o seu nome neste computador? (s/N) "), "Ana");
  assertEquals(shown, [
    "Aperte só Enter\npara entrar.",
    "Lembrar o seu nome\nneste computador?",
    ["(s/N) ", true],
  ]);
  const wide = windowOf(80);
  await wide.window.ask("Nome: ");
  await wide.window.ask("Enter.");
  assertEquals(wide.shown, [["Nome: ", false], ["Enter.", false]]);
});

Deno.test("MenuWindow breaks what is shown above a question between words", {
  permissions: "none",
}, async () => {
  const { window, shown } = windowOf(20);
  const hasShown: boolean[] = [];
  await window.ask("Nome: ", (show) => hasShown.push(show("Nenhum chat foi encontrado.")));
  assertEquals([shown, hasShown], [[["Nome: ", false], "Nenhum chat foi\nencontrado."], [true]]);
});
