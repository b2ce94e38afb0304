import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { en } from "../../lib/i18n/en.ts";
import { ptBr } from "../../lib/i18n/pt_br.ts";
import { encryptionPage, passwordPage } from "../../lib/serve/password_pages.ts";

const pure = { permissions: "none" } as const;

/** What stands once in a page, behind a beginning and before an end. */
function between(page: string, beginning: string, end: string): string {
  const [, rest, ...others] = page.split(beginning);
  assertEquals([rest !== undefined, others], [true, []], `${beginning} in ${page}`);
  return rest!.split(end)[0]!;
}

Deno.test(
  "each page before the page says its language, its title and what it is about",
  pure,
  () => {
    for (const [texts, lang] of [[ptBr, "pt-BR"], [en, "en"]] as const) {
      const { title, heading } = texts.site.password;
      for (const page of [passwordPage(texts), encryptionPage(texts, "https://x/")]) {
        assertStrictEquals(page.slice(0, 15), "<!doctype html>");
        assertStrictEquals(between(page, '<html lang="', '"'), lang);
        assertStrictEquals(between(page, "<title>", "</title>"), title);
        assertStrictEquals(between(page, "<h1>", "</h1>"), heading);
        assertEquals(page.includes('<meta charset="utf-8">'), true);
        assertEquals(page.includes('name="viewport" content="width=device-width'), true);
        assertEquals(page.includes('name="color-scheme" content="light dark"'), true);
        assertEquals(page.includes('rel="stylesheet" href="/page.css"'), true);
        assertEquals(page.includes('rel="icon" href="/icon.svg"'), true);
        assertEquals(/<script|style=|\son\w+=/.test(page), false);
      }
    }
  },
);

Deno.test("passwordPage() asks for the password in a form", pure, () => {
  for (const texts of [ptBr, en]) {
    const page = passwordPage(texts);
    const { label, enter } = texts.site.password;
    assertStrictEquals(
      between(page, "<form ", ">"),
      'class="naming" method="post" action="/password"',
    );
    assertStrictEquals(between(page, '<label for="password">', "<"), label);
    assertStrictEquals(between(page, '<button type="submit">', "<"), enter);
    assertEquals(between(page, "<input ", ">").split(/\s+/), [
      'id="password"',
      'name="password"',
      'type="password"',
      'autocomplete="current-password"',
      "required",
      "autofocus",
    ]);
    assertEquals(page.includes("refusal"), false);
  }
});

Deno.test("passwordPage() says why it asks again, where a screen reader reads it", pure, () => {
  const page = passwordPage(ptBr, 'a < b & "c" > d');
  assertStrictEquals(
    between(page, '<p id="refusal" class="complaint">', "</p>"),
    "a &lt; b &amp; &quot;c&quot; &gt; d",
  );
  const input = between(page, "<input ", ">");
  assert(input.endsWith('autofocus aria-invalid="true" aria-describedby="refusal"'), input);
});

Deno.test(
  "encryptionPage() links to the encrypted address, and says what it is worth",
  pure,
  () => {
    for (const texts of [ptBr, en]) {
      const page = encryptionPage(texts, 'https://a"b:1/');
      assertStrictEquals(
        between(page, "<a ", "</a>"),
        'href="https://a&quot;b:1/">https://a&quot;b:1/',
      );
      const paragraphs = [...page.matchAll(/<p>(.*)<\/p>/g)].map(([, text]) => text);
      const { only, warning, protection, gap } = texts.site.password;
      assertEquals(paragraphs.toSpliced(1, 1), [only, warning, protection, gap]);
    }
  },
);
