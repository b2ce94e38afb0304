/** The types of option values: how each is named in the help, what is allowed, and how it is read. */

import { type Texts, toLang } from "../i18n/mod.ts";
import { isRoomName } from "../discovery/datagrams.ts";
import { checkName } from "../names.ts";

/** The type of a value. */
export interface ValueType {
  /** What the value is called in the help. */
  placeholder: (texts: Texts) => string;
  /** What is allowed, for a person. */
  allowed: (texts: Texts) => string;
  /** The value of a text; undefined when it is not allowed. */
  read: (text: string) => unknown;
}

/** A whole number within bounds. */
export const integer = (from: number, to: number): ValueType => ({
  placeholder: () => "N",
  allowed: (texts) => texts.allowed.integer(from, to),
  read: (text) => /^\d{1,9}$/.test(text) && +text >= from && +text <= to ? +text : undefined,
});

/** A TCP port that can be connected to. */
export const port: ValueType = integer(1, 65535);

/** A name or an address of a computer. */
export const address: ValueType = {
  placeholder: () => "IP",
  allowed: (texts) => texts.allowed.address,
  read: readHost,
};

/** A DNS name, in ASCII, as a browser says it; in lower case. */
export const dnsName: ValueType = {
  placeholder: (texts) => texts.namePlaceholder,
  allowed: (texts) => texts.allowed.dnsName,
  read: (text) => /^[a-z\d.-]{1,253}$/i.test(text) ? text.toLowerCase() : undefined,
};

/** Nodes of NATS, with commas between them: `nats://` may be left out, and the port is 4222 then. */
export const natsServers: ValueType = {
  placeholder: () => "URL",
  allowed: (texts) => texts.allowed.nats,
  read: (text) => {
    const nodes = text.split(",").map((one) => one.trim());
    const urls = nodes.map((one) => one.includes("://") ? one : `nats://${one}`);
    return urls.every(isNatsNode) ? urls : undefined;
  },
};

/** Where people connect to a server: a name or an address, with or without a port. */
export const publicAddress: ValueType = {
  placeholder: (texts) => texts.addressPlaceholder,
  allowed: (texts) => texts.allowed.publicAddress,
  read: (text) => {
    const { host, port: typed } = splitAddress(text);
    const read = readHost(host)?.toLowerCase();
    const isPort = typed === undefined || port.read(typed) !== undefined;
    if (read === undefined || !isPort) return undefined;
    const bracketed = read.includes(":") ? `[${read}]` : read;
    return typed === undefined ? bracketed : `${bracketed}:${Number(typed)}`;
  },
};

/** The name of a person. */
export const name: ValueType = {
  placeholder: (texts) => texts.namePlaceholder,
  allowed: (texts) => texts.allowed.name,
  read: (text) => {
    const check = checkName(text);
    // The server says of a reserved name what is wrong with it, and asks for another.
    return check.ok ? check.name : check.code === "name-reserved" ? text.trim() : undefined;
  },
};

/** The name of a room. */
export const roomName: ValueType = {
  placeholder: (texts) => texts.namePlaceholder,
  allowed: (texts) => texts.allowed.room,
  read: (text) => isRoomName(text.trim()) ? text.trim() : undefined,
};

/** A channel of IRC. */
export const channelName: ValueType = {
  placeholder: (texts) => `#${texts.namePlaceholder}`,
  allowed: (texts) => texts.allowed.channel,
  read: (text) => /^#[\p{L}\p{M}\p{Nd}_.-]{1,31}$/u.test(text) ? text.normalize("NFC") : undefined,
};

/** The path of a file. */
export const file: ValueType = {
  placeholder: (texts) => texts.filePlaceholder,
  allowed: (texts) => texts.allowed.file,
  // SQLite takes some names for something else than a file (sqlite.org/c3ref/open.html).
  read: (text) => /^:|^file:|\0/i.test(text) ? undefined : text,
};

/** A language of the program. */
export const language: ValueType = {
  placeholder: () => "pt-BR|en",
  allowed: (texts) => texts.allowed.lang,
  read: toLang,
};

/** Whether a URL is that of a node, perhaps with `user:password@` or `token@`. */
function isNatsNode(text: string): boolean {
  const url = URL.parse(text);
  if (!url || !/^(?:nats|tls):$/.test(url.protocol) || url.hostname === "") return false;
  if (url.port === "0" || !/^\/?$/.test(url.pathname + url.search + url.hash)) return false;
  try {
    decodeURIComponent(url.username + url.password);
    return true;
  } catch {
    return false;
  }
}

/** Splits `host`, `host:port`, `[v6]`, `[v6]:port`, or an IPv6 address as it is. */
export function splitAddress(text: string): { host: string; port?: string } {
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(text);
  const [, host, port] = bracketed ?? /^([^:]*):([^:]*)$/.exec(text) ?? [, text];
  return { host: host!, ...(port === undefined ? {} : { port }) };
}

/**
 * The host in a text, without brackets. Whether it exists the network will tell.
 *
 * @returns Undefined when it is neither a name nor an address.
 */
export function readHost(text: string): string | undefined {
  const host = text.replace(/^\[(.*)\]$/, "$1");
  // No name begins with a hyphen (RFC 952): it would be an option.
  const isName = /^(?!-)[\p{L}\p{N}._-]{1,253}$/u.test(host);
  // Of digits and dots it is a whole address: systems read 9999, a port in its place, as 0.0.39.15.
  if (/^[\d.]+$/.test(host)) {
    return URL.parse(`http://${host}`)?.hostname === host ? host : undefined;
  }
  return isName || URL.canParse(`http://[${host.replace(/%\w+$/, "")}]`) ? host : undefined;
}
