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
  return element("div", { class: "about" }, element("p", {}, texts.onlyWhileOpen), offers);
}

async function showOffers(place: HTMLElement, texts: PageTexts): Promise<void> {
  const response = await fetch("/offers.json");
  const offers: ListedOffer[] = await response.json();
  if (offers.length === 0) return;
  const rows = offers.map(({ name, path, size, sha256, version = "" }) => {
    const link = element(
      "a",
      { href: path, download: name },
      texts.offer(name, inMb(size), version),
    );
    const sum = sha256 === undefined
      ? []
      : [element("br"), element("code", {}, texts.checksum(sha256))];
    return element("li", {}, link, ...sum);
  });
  place.append(element("p", {}, texts.offersTitle), element("ul", {}, ...rows));
}

function inMb(bytes: number): string {
  return `${Math.max(0.1, bytes / 1e6).toLocaleString(undefined, { maximumFractionDigits: 1 })} MB`;
}
