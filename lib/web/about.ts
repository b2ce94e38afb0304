/** What the page says about itself: what it cannot do, and the program that is offered instead. [edge] */

import type { PageTexts } from "../i18n/pt_br/page.ts";
import { element } from "./element.ts";

/** A file for download, as the server lists it. */
interface ListedOffer {
  name: string;
  path: string;
  size: number;
  sha256?: string;
  version?: string;
}

/** Makes the part of the page, and asks the server for its offers. */
export function aboutPage(texts: PageTexts): HTMLElement {
  const offers = element("div");
  showOffers(offers, texts).catch(() => {}); // Without a list there is nothing to offer.
  const sentences = [texts.keys, texts.onlyWhileOpen].map((text) => element("p", {}, text));
  return element("div", { class: "about" }, ...sentences, offers);
}

async function showOffers(place: HTMLElement, texts: PageTexts): Promise<void> {
  const response = await fetch("/offers.json");
  const offers: ListedOffer[] = await response.json();
  const programs = offers.filter(({ version }) => version !== undefined);
  const files = offers.filter(({ version }) => version === undefined);
  for (
    const [title, some] of [[texts.programsTitle, programs], [texts.filesTitle, files]] as const
  ) {
    if (some.length > 0) place.append(element("p", {}, title), listOf(some, texts));
  }
}

function listOf(offers: readonly ListedOffer[], texts: PageTexts): HTMLElement {
  const rows = offers.map(({ name, path, size, sha256, version = "" }) => {
    const link = element(
      "a",
      { href: path, download: name },
      texts.offer(name, sizeText(size), version),
    );
    const sum = sha256 === undefined
      ? []
      : [element("br"), element("code", {}, texts.checksum(sha256))];
    return element("li", {}, link, ...sum);
  });
  return element("ul", {}, ...rows);
}

/** A size in the unit that people know. */
function sizeText(bytes: number): string {
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, "KB"] : [bytes / 1e6, "MB"];
  return `${
    value.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })
  } ${unit}`;
}
