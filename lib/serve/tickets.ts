/**
 * Tickets: what a browser that said the password shows from then on, in a cookie. Pure: the time is an
 * argument, and what makes random ones is passed in.
 */

import type { ResumeTokens } from "../chat/admission.ts";

/** For how long a ticket is valid, in ms. */
export const TICKET_MS = 12 * 60 * 60_000;
/** So many are valid at once. The oldest goes first. */
const MAX_TICKETS = 1024;

/** A ticket in a `Cookie`; browsers put a semicolon between cookies, two fields are joined by a comma. */
const COOKIE = /(?:^|[;,])[ \t]*chat-\d*=([0-9a-f]{32})[ \t]*(?=[;,]|$)/g;

/** The tickets of one room. */
export class Tickets {
  readonly #tokens: ResumeTokens;
  /** When each was given, by its hash, the oldest first. */
  readonly #givenAt = new Map<string, number>();

  /**
   * Has given none yet.
   *
   * @param tokens Makes and hashes them.
   */
  constructor(tokens: ResumeTokens) {
    this.#tokens = tokens;
  }

  /**
   * Gives a new ticket.
   *
   * @param now In ms.
   */
  give(now: number): string {
    const ticket = this.#tokens.make();
    this.#givenAt.set(this.#tokens.hash(ticket), now);
    const [oldest] = this.#givenAt.keys();
    if (this.#givenAt.size > MAX_TICKETS) this.#givenAt.delete(oldest!);
    return ticket;
  }

  /**
   * Whether there is a valid ticket among the cookies of a request.
   *
   * @param cookie The field; undefined when there is none.
   * @param now In ms.
   */
  hasValid(cookie: string | undefined, now: number): boolean {
    return ticketsIn(cookie).some((ticket) => {
      const givenAt = this.#givenAt.get(this.#tokens.hash(ticket));
      return givenAt !== undefined && now - givenAt < TICKET_MS;
    });
  }

  /** No ticket given so far is valid any more. */
  voidAll(): void {
    this.#givenAt.clear();
  }
}

/**
 * The cookie that carries a ticket. No script reads it, and no other page sends it. Browsers send the
 * cookies of all ports of a host: the port in the name keeps the chats of one computer apart.
 *
 * @param host The name or address that was asked, with its port; undefined in HTTP/1.0.
 */
export function ticketCookie(
  ticket: string,
  host: string | undefined,
  isEncrypted: boolean,
): string {
  const [, port = ""] = /:(\d+)$/.exec(host ?? "") ?? [];
  const fields = ["HttpOnly", "SameSite=Strict", "Path=/", `Max-Age=${TICKET_MS / 1000}`];
  return [`chat-${port}=${ticket}`, ...fields, ...(isEncrypted ? ["Secure"] : [])].join("; ");
}

function ticketsIn(cookie = ""): string[] {
  return Array.from(cookie.matchAll(COOKIE), ([, ticket]) => ticket!);
}
