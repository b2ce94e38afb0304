/**
 * The site: what an HTTP request to the chat's port gets. The files of the page, a switch to a
 * WebSocket at `/chat`, and the offered files, or in a room with a password first the question for it. A
 * request under a name that is not the server's is
 * refused (a foreign page could reach the server through DNS rebinding), and so is a WebSocket of
 * another page: it could join through a visitor's browser. Pure: a request comes in, an answer goes out.
 */

import type { Texts } from "../i18n/mod.ts";
import { safeText, shorten } from "../text.ts";
import {
  contentSecurityPolicy,
  encodeHttpHead,
  FORM_PATH,
  type HttpHead,
  type HttpRejection,
  type HttpRequest,
} from "../wire/http.ts";
import { IRC_SUBPROTOCOLS } from "../wire/irc_frames.ts";
import { textsFor } from "./accept_language.ts";
import { parseRange } from "./byte_range.ts";
import { bodyAnswer, type Fields, textAnswer, toPageAnswer } from "./http_answers.ts";
import { isOwnHost } from "./own_host.ts";
import { encryptionAnswer, passwordAnswer, readForm } from "./password_answers.ts";
import type { WebAccess } from "./room_password.ts";

/** A file of the page. */
export interface PageFile {
  /** Its path, such as `/page.js`. */
  path: string;
  /** Its media type. */
  type: string;
  /** What is in it. */
  text: string;
  /** Whether it is also for those who have not said the password. @default {false} */
  isPublic?: boolean;
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
  /** The language of the sentences for who asks for none. */
  texts: Texts;
  /** The answer to the key of a WebSocket. */
  acceptKey: (key: string) => string;
}

/** How a request came, and what it may get. */
export interface Visitor {
  /** Whether it came by https. */
  isEncrypted: boolean;
  /** What the room lets it have. */
  access: WebAccess;
  /**
   * Where the same room is or was served, too, as `host:port`: its pages come here from there.
   * @default {nowhere}
   */
  servers?: readonly string[];
}

/**
 * What a request gets: an answer, a switch to a WebSocket, bytes of a file behind a head, or what comes of
 * the password in it.
 */
export type SiteAnswer =
  | { type: "answer"; bytes: Uint8Array }
  | { type: "upgrade"; bytes: Uint8Array; subprotocol?: string | undefined }
  | { type: "password"; password: string }
  | { type: "file"; head: Uint8Array; offer: Offer; from: number; to: number };

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
   * @param visitor How it came. @default {by http, to a room on one server without a password}
   */
  answer(
    head: HttpHead,
    visitor: Visitor = { isEncrypted: false, access: "page" },
  ): SiteAnswer {
    if ("failure" in head) return failureAnswer(head, this.#options.texts);
    const { request } = head;
    const { hostNames } = this.#options;
    const texts = textsFor(request, this.#options.texts);
    if (request.host !== undefined && !isOwnHost(request.host, hostNames)) {
      const { isHead } = request;
      return textAnswer(texts.site.foreignHost(quoted(request.host)), { status: 403, isHead });
    }
    const isFromPage = request.form !== undefined || isChat(request);
    const foreign = isFromPage ? foreignOrigin(request, visitor) : undefined;
    if (foreign !== undefined) {
      const { isHead } = request;
      return textAnswer(texts.site.foreignOrigin(quoted(foreign)), { status: 403, isHead });
    }
    return this.#route(request, visitor, texts);
  }

  #route(request: HttpRequest, { access, servers = [] }: Visitor, texts: Texts): SiteAnswer {
    const { path, isHead } = request;
    const { files } = this.#options;
    // Its gate asks for the password: a page whose ticket is void comes back with its token.
    if (isChat(request)) return this.#upgrade(request, texts);
    const file = files.find((one) => one.path === path);
    if (access !== "page" && !file?.isPublic) {
      const isDocument = isPage(path, file);
      if (access === "encryption") return encryptionAnswer(request, isDocument, texts);
      if (request.form) return readForm(request.form, request, texts);
      return passwordAnswer(request, isDocument, texts);
    }
    if (path === FORM_PATH) return toPageAnswer();
    const fields = { "Content-Security-Policy": contentSecurityPolicy(servers) };
    if (file) return bodyAnswer(file.type, file.text, { isHead, fields });
    if (path === OFFERS) return bodyAnswer("application/json", this.#offerList(), { isHead });
    const offer = this.#options.offers.find(({ name }) => path === DOWNLOADS + name);
    if (offer) return fileAnswer(offer, request, texts);
    return textAnswer(texts.site.notFound(quoted(path)), { status: 404, isHead });
  }

  #upgrade({ isHead, fields }: HttpRequest, texts: Texts): SiteAnswer {
    const { acceptKey } = this.#options;
    const isUpgrade = hasToken(fields.get("upgrade"), "websocket") &&
      hasToken(fields.get("connection"), "upgrade");
    if (isHead || !isUpgrade || fields.get("sec-websocket-version") !== WEB_SOCKET_VERSION) {
      const fields = {
        "Upgrade": "websocket",
        "Connection": "Upgrade, close",
        "Sec-WebSocket-Version": WEB_SOCKET_VERSION,
      };
      return textAnswer(texts.site.onlyWebSocket, { status: 426, isHead, fields });
    }
    const key = fields.get("sec-websocket-key") ?? "";
    if (!WEB_SOCKET_KEY.test(key)) {
      return failureAnswer({ failure: 400, isHead }, texts);
    }
    const subprotocol = subprotocolOf(fields);
    const bytes = encodeHttpHead(101, {
      "Upgrade": "websocket",
      "Connection": "Upgrade",
      "Sec-WebSocket-Accept": acceptKey(key),
      ...(subprotocol === undefined ? {} : { "Sec-WebSocket-Protocol": subprotocol }),
    });
    return { type: "upgrade", bytes, subprotocol };
  }

  #offerList(): string {
    return JSON.stringify(this.#options.offers.map(({ name, size, sha256, version }) => {
      return { name, path: DOWNLOADS + encodeURIComponent(name), size, sha256, version };
    }));
  }
}

/** Whether a request is for a WebSocket. An IRC client knows no path of ours. */
function isChat({ path, fields }: HttpRequest): boolean {
  return path === CHAT || subprotocolOf(fields) !== undefined;
}

/** The answer of a server whose page is turned off. */
export function noSite(head: HttpHead, texts: Texts): SiteAnswer {
  const { isHead } = "request" in head ? head.request : head;
  return textAnswer(texts.site.off, { status: 404, isHead });
}

/** Whether a browser that asks for a path shows the answer to the person. */
function isPage(path: string, file: PageFile | undefined): boolean {
  if (file) return file.type === "text/html";
  return path !== OFFERS && !path.startsWith(DOWNLOADS);
}

/**
 * The origin of a request by another page; undefined when it is our own, a page of the same room that
 * has lost its server, or when it comes from no browser.
 */
function foreignOrigin(
  { host, path, fields }: HttpRequest,
  { isEncrypted, servers = [] }: Visitor,
): string | undefined {
  const origin = fields.get("origin")?.toLowerCase();
  const own = `${isEncrypted ? "https" : "http"}://${host}`;
  if (host !== undefined && origin === own) return undefined;
  const isOfRoom = path === CHAT && servers.some((one) => isOriginOf(origin, one));
  return isOfRoom ? undefined : origin;
}

/** Whether an origin is a page of the server at `host:port`, however a browser writes that. */
function isOriginOf(origin: string | undefined, server: string): boolean {
  const url = URL.parse(origin ?? "");
  if (!url || url.origin !== origin || !/^https?:$/.test(url.protocol)) return false;
  return URL.parse(`${url.protocol}//${server}`)?.host === url.host;
}

function failureAnswer({ failure, isHead }: HttpRejection, { site }: Texts): SiteAnswer {
  const fields: Fields = failure === 405 ? { "Allow": "GET, HEAD" } : {};
  return textAnswer(site.failures[failure], { status: failure, isHead, fields });
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
    return textAnswer(texts.site.badRange(size), { status: 416, isHead, fields });
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

/** The first subprotocol that a client asks for and we speak; undefined for none. */
function subprotocolOf(fields: HttpRequest["fields"]): string | undefined {
  return itemsOf(fields.get("sec-websocket-protocol"))
    .find((one) => Object.hasOwn(IRC_SUBPROTOCOLS, one));
}

function hasToken(field: string | undefined, token: string): boolean {
  return itemsOf(field).some((one) => one.toLowerCase() === token);
}

function itemsOf(field = ""): string[] {
  return field.split(",").map((one) => one.trim());
}

function quoted(value: string): string {
  return shorten(safeText(value).replaceAll("\n", " "));
}
