import { assertEquals } from "@std/assert";
import { wrapSentences } from "../../lib/term/sentences.ts";
import { textWidth } from "../../lib/term/size.ts";

const pure = { permissions: "none" } as const;
const window = (columns: number) => ({ columns, rows: 24 });

Deno.test("wrapSentences() breaks between words, one column before the edge", pure, () => {
  assertEquals(wrapSentences("Olá a todos aqui", window(12)), "Olá a todos\naqui");
  assertEquals(wrapSentences("Olá a todos aqui", window(11)), "Olá a\ntodos aqui");
  assertEquals(wrapSentences("um\n\ndois", window(80)), "um\n\ndois");
  assertEquals(wrapSentences("", window(80)), "");
});

Deno.test("wrapSentences() leaves commands to copy and tables whole", pure, () => {
  const text = "Digite:\n  netsh advfirewall firewall add rule";
  assertEquals(wrapSentences(text, window(20)), text);
});

Deno.test("textWidth() is one column less than the window, and never less than 8", pure, () => {
  assertEquals([80, 9, 3].map((columns) => textWidth(window(columns))), [79, 8, 8]);
});
