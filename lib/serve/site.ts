/**
 * The site: what an HTTP request to the chat's port gets. The files of the page, a switch to a
 * WebSocket at `/chat`, and the offered files. A request under a name that is not the server's is
 * refused (a foreign page could reach the server through DNS rebinding), and so is a WebSocket of
 * another page: it could join through a visitor's browser. Pure: a request comes in, an answer goes out.
 */

import { encodeUtf8 } from "../bytes.ts";
import type { Texts } from "../i18n/mod.ts";
import { safeText, shorten } from "../text.ts";
import {
  encodeHttpAnswer,
  encodeHttpHead,
  type HttpHead,
  type HttpRejection,
  type HttpRequest,
} from "../wire/http.ts";
import { parseRange } from "./byte_range.ts";
import { isOwnHost } from "./own_host.ts";

/** A file of the page. */
export interface PageFile {
  /** Its path, such as `/page.js`. */
  path: string;
  /** Its media type. */
  type: string;
  /** What is in it. */
  text: string;
}

/** A file that the page offers for download. */
export interface Offer {
  /** Its name, without a folder. */
  readonly name: string;
  /** Its size in bytes. */
  readonly size: number;
  /** Its SHA-256 in hexadecimal digits; undefined until it is known. */
  readonly sha256: string | undefined;
  /** The version of the program; undefined for other files. */
  readonly version: string | undefined;
  /** Reads bytes from a position on, as many as there are up to so many. */
  read(position: number, maxBytes: number): Promise<Uint8Array>;
}

/** What a site is made with. */
export interface SiteOptions {
  /** The files of the page. */
  files: readonly PageFile[];
  /** The files for download. */
  offers: readonly Offer[];
  /** The names of the server, besides addresses and `localhost`. */
  hostNames: readonly string[];
  /** The language of the sentences. */
  texts: Texts;
  /** The answer to the key of a WebSocket. */
  acceptKey: (key: string) => string;
}

/** What a request gets: an answer, a switch to a WebSocket, or bytes of a file behind a head. */
export type SiteAnswer =
  | { type: "answer" | "upgrade"; bytes: Uint8Array }
  | { type: "file"; head: Uint8Array; offer: Offer; from: number; to: number };

type Fields = Record<string, string>;

/** The path of the WebSocket. */
const CHAT = "/chat";
/** The path of the list of offers. */
const OFFERS = "/offers.json";
const DOWNLOADS = "/download/";
/** 16 random bytes in base64 (RFC 6455, 4.1). */
const WEB_SOCKET_KEY = /^[A-Za-z0-9+/]{22}==$/;
const WEB_SOCKET_VERSION = "13";

/** The site of one server. */
export class Site {
  readonly #options: SiteOptions;

  /**
   * Makes a site.
   *
   * @param options Its files and names.
   */
  constructor(options: SiteOptions) {
    this.#options = options;
  }

  /**
   * The answer to a request, or to what is none.
   *
   * @param isEncrypted Whether it came by https. @default {by http}
   */
  answer(head: HttpHead, isEncrypted = false): SiteAnswer {
    if ("failure" in head) return failureAnswer(head, this.#options.texts);
    const { request } = head;
    const { hostNames, texts } = this.#options;
    if (request.host !== undefined && !isOwnHost(request.host, hostNames)) {
      return textAnswer(403, texts.site.foreignHost(quoted(request.host)), request.isHead);
    }
    return this.#route(request, isEncrypted);
  }

  #route(request: HttpRequest, isEncrypted: boolean): SiteAnswer {
    const { path, isHead } = request;
    const { files, texts } = this.#options;
    const file = files.find((one) => one.path === path);
    if (file) return bodyAnswer(file.type, file.text, isHead);
    if (path === CHAT) return this.#upgrade(request, isEncrypted);
    if (path === OFFERS) return bodyAnswer("application/json", this.#offerList(), isHead);
    const offer = this.#options.offers.find(({ name }) => path === DOWNLOADS + name);
    if (offer) return fileAnswer(offer, request, texts);
    return textAnswer(404, texts.site.notFound(quoted(path)), isHead);
  }

  #upgrade({ isHead, host, fields }: HttpRequest, isEncrypted: boolean): SiteAnswer {
    const { texts: { site }, acceptKey } = this.#options;
    const origin = fields.get("origin")?.toLowerCase();
    const own = `${isEncrypted ? "https" : "http"}://${host}`;
    if (origin !== undefined && (host === undefined || origin !== own)) {
      return textAnswer(403, site.foreignOrigin(quoted(origin)), isHead);
    }
    const isUpgrade = hasToken(fields.get("upgrade"), "websocket") &&
      hasToken(fields.get("connection"), "upgrade");
    if (isHead || !isUpgrade || fields.get("sec-websocket-version") !== WEB_SOCKET_VERSION) {
      return textAnswer(426, site.onlyWebSocket, isHead, {
        "Upgrade": "websocket",
        "Connection": "Upgrade, close",
        "Sec-WebSocket-Version": WEB_SOCKET_VERSION,
      });
    }
    const key = fields.get("sec-websocket-key") ?? "";
    if (!WEB_SOCKET_KEY.test(key)) {
      return failureAnswer({ failure: 400, isHead }, this.#options.texts);
    }
    const bytes = encodeHttpHead(101, {
      "Upgrade": "websocket",
      "Connection": "Upgrade",
      "Sec-WebSocket-Accept": acceptKey(key),
    });
    return { type: "upgrade", bytes };
  }

  #offerList(): string {
    return JSON.stringify(this.#options.offers.map(({ name, size, sha256, version }) => {
      return { name, path: DOWNLOADS + encodeURIComponent(name), size, sha256, version };
    }));
  }
}

/** The answer of a server whose page is turned off. */
export function noSite(head: HttpHead, texts: Texts): SiteAnswer {
  return textAnswer(404, texts.site.off, "request" in head ? head.request.isHead : head.isHead);
}

function bodyAnswer(type: string, text: string, isHead: boolean): SiteAnswer {
  const fields = { "Content-Type": `${type}; charset=utf-8` };
  const bytes = encodeHttpAnswer({ status: 200, fields, body: encodeUtf8(text) }, isHead);
  return { type: "answer", bytes };
}

function failureAnswer({ failure, isHead }: HttpRejection, { site }: Texts): SiteAnswer {
  const fields: Fields = failure === 405 ? { "Allow": "GET, HEAD" } : {};
  return textAnswer(failure, site.failures[failure], isHead, fields);
}

function textAnswer(
  status: number,
  sentence: string,
  isHead: boolean,
  fields: Fields = {},
): SiteAnswer {
  const body = encodeUtf8(`${sentence}\n`);
  const all = { "Content-Type": "text/plain; charset=utf-8", ...fields };
  return { type: "answer", bytes: encodeHttpAnswer({ status, fields: all, body }, isHead) };
}

/** A file, or the part of it that a download which broke off still lacks (RFC 9110, 14). */
function fileAnswer(offer: Offer, { isHead, fields }: HttpRequest, texts: Texts): SiteAnswer {
  const { name, size, sha256 } = offer;
  const tag: Fields = sha256 === undefined ? {} : { "ETag": `"${sha256}"` };
  const condition = fields.get("if-range");
  const isSame = condition === undefined || condition === tag["ETag"];
  const range = isSame ? parseRange(fields.get("range"), size) : undefined;
  if (range === "unsatisfiable") {
    const fields = { "Content-Range": `bytes */${size}` };
    return textAnswer(416, texts.site.badRange(size), isHead, fields);
  }
  const { from, to } = range ?? { from: 0, to: size };
  const head = encodeHttpHead(range ? 206 : 200, {
    "Content-Type": "application/octet-stream",
    "Content-Disposition": `attachment; filename*=UTF-8''${encodeExtended(name)}`,
    "Content-Length": String(to - from),
    "Accept-Ranges": "bytes",
    "Cache-Control": "no-cache",
    ...tag,
    ...(range ? { "Content-Range": `bytes ${from}-${to - 1}/${size}` } : {}),
  });
  const hasBody = !isHead && from < to;
  return hasBody ? { type: "file", head, offer, from, to } : { type: "answer", bytes: head };
}

/** A value of a field in UTF-8 (RFC 8187, 3.2.1). */
function encodeExtended(text: string): string {
  return encodeURIComponent(text).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function hasToken(field: string | undefined, token: string): boolean {
  return field?.split(",").some((one) => one.trim().toLowerCase() === token) ?? false;
}

function quoted(value: string): string {
  return shorten(safeText(value).replaceAll("\n", " "));
}
