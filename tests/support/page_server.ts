/** A real server with the page, and people who join it in a real browser. */

import { textsOf } from "../../lib/i18n/mod.ts";
import { acceptKey } from "../../lib/serve/accept_key.ts";
import { PAGE_FILES } from "../../lib/serve/page_files.ts";
import { type Offer, Site } from "../../lib/serve/site.ts";
import type { ServeOptions } from "../../server.ts";
import type { Browser } from "./browser.ts";
import type { Page, PageOptions } from "./page.ts";
import { TestServer } from "./test_server.ts";

/** Where pictures of the page are kept after a test run. */
const PICTURES = new URL("../../screenshots/", import.meta.url);

/** A server with the page. */
export function pageServer(
  { offers = [], ...options }: Partial<ServeOptions> & { offers?: Offer[] } = {},
): TestServer {
  const texts = textsOf("pt-BR");
  const site = new Site({ files: PAGE_FILES, offers, hostNames: [], texts, acceptKey });
  return new TestServer({ site, ...options });
}

/** How a page is opened. */
export type OpenOptions = PageOptions & {
  /** Whether by https; the browser's warning is answered. @default {by http} */
  isEncrypted?: boolean;
};

/** Opens the page, and waits for the question for a name. */
export async function openPage(
  browser: Browser,
  port: number,
  options?: OpenOptions,
): Promise<Page> {
  const page = await browser.newPage(options);
  if (options?.isEncrypted) await answerWarning(page);
  await page.goto(`${options?.isEncrypted ? "https" : "http"}://127.0.0.1:${port}/`);
  await page.waitFor("document.activeElement?.id === 'name'", "the question for a name");
  return page;
}

/** Answers the browser's warning about a certificate that nobody vouches for. */
export async function answerWarning({ session }: Page): Promise<void> {
  const ignore = true;
  await session.call("Security.setIgnoreCertificateErrors", { ignore });
}

/** Opens the page, and joins under a name. */
export async function joinPage(
  browser: Browser,
  port: number,
  name: string,
  options?: OpenOptions,
): Promise<Page> {
  const page = await openPage(browser, port, options);
  await page.type(name);
  await page.press("Enter");
  await isIn(page);
  return page;
}

/** Waits until the person can type a message. */
export async function isIn(page: Page): Promise<void> {
  await page.waitFor("document.activeElement?.id === 'message'", "the field for messages");
}

/** Types a line, and presses Enter. */
export async function say(page: Page, text: string): Promise<void> {
  await page.type(text);
  await page.press("Enter");
}

/** The lines of the transcript, without their times. */
export async function linesOf(page: Page): Promise<string[]> {
  return await page.evaluate<string[]>(
    `[...document.querySelectorAll("[role=log] > :not(button, .beginning)")].map((line) => {
    const copy = line.cloneNode(true);
    copy.querySelector("time")?.remove();
    return copy.textContent;
  })`,
  );
}

/** Waits until the transcript has a line, to the letter. */
export async function shows(page: Page, line: string): Promise<void> {
  await page.waitFor(
    `[...document.querySelectorAll("[role=log] > :not(button, .beginning)")].findLast((one) => {
      const time = one.querySelector("time")?.textContent ?? "";
      return one.textContent === ${JSON.stringify(line)} + time;
    }) !== undefined`,
    `the line "${line}"`,
  );
}

/** Keeps a picture of the page. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  await Deno.mkdir(PICTURES, { recursive: true });
  await page.screenshot(new URL(`${name}.png`, PICTURES).pathname);
}
