/**
 * The pages before the page, in a room with a password: the question for it, and the way to the encrypted
 * address. They need no script. Pure.
 */

import type { Texts } from "../i18n/mod.ts";
import { FORM_PATH } from "../wire/http.ts";

const SPECIAL: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/**
 * The question for the password.
 *
 * @param error Why it is asked again. @default {it is asked for the first time}
 */
export function passwordPage({ site }: Texts, error?: string): string {
  const { label, enter } = site.password;
  const refusal = error === undefined ? "" : `
        <p id="refusal" class="complaint">${escaped(error)}</p>`;
  const described = error === undefined ? "" : ' aria-invalid="true" aria-describedby="refusal"';
  return pageWith(
    site,
    `
      <form class="naming" method="post" action="${FORM_PATH}">
        <label for="password">${escaped(label)}</label>
        <div class="field">
          <input id="password" name="password" type="password" autocomplete="current-password"
            required autofocus${described}>
          <button type="submit">${escaped(enter)}</button>
        </div>${refusal}
      </form>`,
  );
}

/**
 * Where the password may be said, and what the browser will warn of there.
 *
 * @param link The encrypted address.
 */
export function encryptionPage({ site }: Texts, link: string): string {
  const { only, warning, protection, gap } = site.password;
  const [address, ...sentences] = [link, only, warning, protection, gap].map(escaped);
  const [first, ...others] = sentences.map((sentence) => `
      <p>${sentence}</p>`);
  const way = `
      <p><a href="${address}">${address}</a></p>`;
  return pageWith(site, [first, way, ...others].join(""));
}

function pageWith({ lang, password }: Texts["site"], content: string): string {
  return `<!doctype html>
<html lang="${lang}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
    <meta name="color-scheme" content="light dark">
    <title>${escaped(password.title)}</title>
    <link rel="icon" href="/icon.svg">
    <link rel="stylesheet" href="/page.css">
  </head>
  <body>
    <main>
      <h1>${escaped(password.heading)}</h1>${content}
    </main>
  </body>
</html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => SPECIAL[sign]!);
}
