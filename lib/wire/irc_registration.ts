/**
 * The registration of an IRC client: its capabilities, the password, its name. It is complete once
 * `NICK` and `USER` have come and the negotiation of capabilities is over.
 */

import { type NameRefusal, refused, type RejectionCode } from "../protocol.ts";
import { safeText } from "../text.ts";
import type { Received } from "./dialect.ts";
import type { IrcClient } from "./irc_client.ts";
import { nameShown } from "./irc_context.ts";
import { realNameOf } from "./irc_people.ts";
import { SERVER_NAME, sourceOf } from "./irc_entries.ts";
import type { IrcMessage } from "./irc_message.ts";

const COMMANDS = ["AUTHENTICATE", "CAP", "NICK", "PASS", "USER"];
/** More is sent in pieces, which no password needs. */
const MAX_SASL_LENGTH = 400;

/** In UTF-16 units. */
const MAX_USER = 32;

/** What `PASS` may say in place of the password, or before it, and a user of SASL. */
const TOKEN = /^token:(\S*)(?: +(.*))?$/s;
/** In UTF-16 units: it is not guessed. */
const MIN_TOKEN = 12;

/** Whether a line begins the registration of an IRC client. */
export function beginsIrc(line: string): boolean {
  const [command, parameter] = line.trimStart().replace(/^@\S* +/, "").split(/ +/, 2);
  return COMMANDS.includes(command!.toUpperCase()) && parameter !== undefined && parameter !== "";
}

/** The registration of one client. */
export class IrcRegistration {
  readonly #client: IrcClient;
  /** The name that the client asked for, and the one before. */
  #wanted = "";
  #hasUser = false;
  #password: string | undefined;
  #sasl: "none" | "waits" | "done" = "none";
  #isNegotiating = false;
  #state: "before" | "waits" | "done" | "closing" = "before";
  #isRenaming = false;

  /**
   * Nothing was said yet.
   *
   * @param client The client.
   */
  constructor(client: IrcClient) {
    this.#client = client;
  }

  /** Whether the client is in the room. */
  get isDone(): boolean {
    return this.#state === "done";
  }

  /** Whether a command is one of the registration; `NICK` and `CAP` may come later, too. */
  knows(command: string): boolean {
    return COMMANDS.includes(command);
  }

  /** Carries out a command of the registration. */
  *run({ command, params }: IrcMessage): Iterable<Received> {
    switch (command) {
      case "CAP":
        this.#negotiate(params);
        break;
      case "NICK":
        return yield* this.#name(safeText(params[0] ?? ""));
      case "PASS":
        this.#pass(params);
        break;
      case "USER":
        this.#user(params);
        break;
      case "AUTHENTICATE":
        yield* this.#authenticate(params[0] ?? "");
    }
    yield* this.#tryJoin();
  }

  /** The client is in the room. */
  onWelcome(name: string): void {
    this.#state = "done";
    this.#client.replies.nick = name;
  }

  /** The name was not accepted; another one may follow. */
  onRefused(code: NameRefusal, sentence: string): void {
    if (this.#state === "waits") this.#state = "before";
    this.#tellRefusal(code, this.#wanted || this.#client.replies.nick, sentence);
    this.#wanted = "";
  }

  /** The connection ends: nothing more is answered. */
  onClosing(): void {
    this.#state = "closing";
    this.#client.isClosing = true;
  }

  /** Whether a NICK is being carried out. */
  get isRenaming(): boolean {
    return this.#isRenaming;
  }

  /** A NICK was rejected: the client keeps its name. */
  onRenameRejected(code: RejectionCode, sentence: string): void {
    this.#isRenaming = false;
    this.#tellRefusal(code, this.#wanted, sentence);
  }

  #tellRefusal(code: RejectionCode, name: string, sentence: string): void {
    const isTaken = code === "name-taken" || code === "name-kept" || code === "name-lookalike";
    this.#client.replies.numeric(isTaken ? "433" : "432", nameShown(name), sentence);
  }

  #negotiate([subcommand = "", argument = ""]: readonly string[]): void {
    const answers = this.#client.capabilities.answer(subcommand.toUpperCase(), argument);
    if (!answers) return this.#client.replies.error("410", subcommand);
    const isBegun = ["LS", "REQ"].includes(subcommand.toUpperCase());
    const isOver = subcommand.toUpperCase() === "END";
    this.#isNegotiating = !isOver && (this.#isNegotiating || isBegun && this.#state === "before");
    for (const params of answers) {
      this.#client.replies.command("CAP", this.#client.replies.nick, ...params);
    }
  }

  *#name(name: string): Iterable<Received> {
    if (name.trim() === "") return this.#client.replies.error("431");
    if (this.#state !== "done") {
      this.#wanted = name;
      return yield* this.#tryJoin();
    }
    if (name === this.#client.replies.nick) return;
    const { replies, place } = this.#client;
    const next = name.trim().normalize("NFC"); // As the room writes it.
    const message = { source: sourceOf(replies.nick), command: "NICK", params: [next] };
    this.#wanted = name;
    if (place !== "parted") { // Else it is asked for when the client joins again.
      this.#isRenaming = true;
      yield { type: "rename", name };
      if (!this.#isRenaming) return; // It was rejected.
      this.#isRenaming = false;
    }
    replies.nick = next;
    if (place !== "on") replies.send(message); // Else the log tells it.
  }

  #pass(params: readonly string[]): void {
    if (this.#state === "done") this.#client.replies.error("462");
    else if (params.length === 0) this.#client.replies.error("461", "PASS");
    else this.#takePass(params.join(" "));
  }

  /** Takes a password, which clients send as it is typed, or a token, behind which it may be. */
  #takePass(words: string): void {
    const [, token, password] = TOKEN.exec(words) ?? [];
    this.#password = token === undefined ? words : password;
    if (token !== undefined) this.#takeToken(token);
  }

  #takeToken(token: string): void {
    const { replies, context: { texts } } = this.#client;
    if (token.length >= MIN_TOKEN) this.#client.token = `token:${token}`;
    else replies.command("NOTICE", "*", texts.irc.shortToken);
  }

  #user([user = "", , , realname = ""]: readonly string[]): void {
    if (this.#state === "done") this.#client.replies.error("462");
    else if (user === "" || realname === "") this.#client.replies.error("461", "USER");
    else {
      this.#hasUser = true;
      this.#client.person.user = wordOf(user);
      this.#client.person.realName = realNameOf(realname);
    }
  }

  /** Takes the password by SASL PLAIN: `identity NUL user NUL password` (RFC 4616). */
  *#authenticate(argument: string): Iterable<Received> {
    const { irc } = this.#client.context.texts;
    if (!this.#client.capabilities.has("sasl")) return this.#client.replies.error("904");
    if (this.#sasl === "done") return this.#client.replies.error("907");
    if (argument === "*") {
      this.#sasl = "none";
      return this.#client.replies.error("906");
    }
    if (this.#sasl === "none") {
      if (argument.toUpperCase() !== "PLAIN") {
        this.#client.replies.numeric("908", "PLAIN", irc.errors["908"]);
        return this.#client.replies.error("904");
      }
      this.#sasl = "waits";
      return this.#client.replies.send({ command: "AUTHENTICATE", params: ["+"] });
    }
    this.#sasl = "none";
    const [, user, password] = argument.length < MAX_SASL_LENGTH ? decodePlain(argument) : [];
    if (password === undefined || user === undefined) return this.#client.replies.error("904");
    const { hasPassword } = this.#client.context;
    // All know the password of the room: with it nobody proves to be the same user as before.
    if (!hasPassword()) this.#client.token ??= `sasl:${user}\0${password}\0${this.#client.address}`;
    else yield { type: "password", password: safeText(password), isQuiet: true };
    const [, token] = TOKEN.exec(user) ?? [];
    if (token !== undefined) this.#takeToken(token);
    this.#sasl = "done";
    const { nick } = this.#client.replies;
    this.#client.replies.numeric(
      "900",
      `${nick}!chat@${SERVER_NAME}`,
      nameShown(user),
      irc.loggedIn,
    );
    this.#client.replies.numeric("903", irc.saslDone);
  }

  /** Joins the room, if everything that it takes was said. */
  *#tryJoin(): Iterable<Received> {
    const isComplete = this.#wanted !== "" && this.#hasUser && !this.#isNegotiating;
    if (this.#state !== "before" || !isComplete) return;
    const password = this.#password;
    this.#password = undefined;
    if (password !== undefined && this.#client.context.hasPassword() && this.#sasl !== "done") {
      yield { type: "password", password: safeText(password), isQuiet: true };
    }
    this.#state = "waits";
    yield this.#client.hello(this.#wanted);
    // Without a password the room waits for one, which an IRC client says before its name.
    if (this.#client.isClosing) {
      yield { type: "end", refusal: refused("password"), lastWords: new Uint8Array() };
    }
  }
}

/** What a system calls its user, as a word. */
function wordOf(user: string): string {
  const word = safeText(user).replace(/[\s!@:*]/g, "").slice(0, MAX_USER).toWellFormed();
  return word === "" ? "chat" : word;
}

/** The parts of what SASL PLAIN says; fewer than three when it is not that. */
function decodePlain(base64: string): string[] {
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).split("\0");
  } catch {
    return []; // It is not base64, or not UTF-8.
  }
}
