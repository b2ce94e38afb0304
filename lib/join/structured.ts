/**
 * A conversation with a server of ours: an event and the model give the next model, and what a
 * person reads of it. After an outage it goes on where it broke off: the server tells what was
 * missed, and is sent once more what had not come back, which it knows by its `id`.
 */

import { bracketed } from "../net/host.ts";
import type { LinkEvent } from "../net/link.ts";
import {
  type Command,
  type Event,
  isNameRefusal,
  LIMITS,
  PROTOCOL_VERSION,
  type Refused,
  type Say,
  type Whisper,
} from "../protocol.ts";
import { parseUserInput, personHelp, type UserInput } from "../slash.ts";
import { eventLines } from "../view/lines.ts";
import { EMPTY, isMe, isResumed, type Model, post, update } from "../view/model.ts";
import { encodeLine, JsonEventDecoder } from "../wire/json_lines.ts";
import { faultIn } from "./validate.ts";
import { Conversation } from "./conversation.ts";
import type { Outage } from "./ui.ts";

/** So many messages under way, and no more is read from a redirected input. */
const MAX_PENDING = 200;

/** How often it is looked whether the server is still heard, and how long it may take to answer. */
const WATCH_MS = 2_000;
/** How long after the server could not record a message it is sent again. */
const PUT_OFF_MS = 1_000;
/** How long a server may take to say anything to a name. */
const GREETING_MS = 5_000;

/**
 * After these there is no coming back by oneself. `replaced` is none of them: only this client has
 * its token, so what replaced this connection is an older one whose `hello` came late.
 */
const FINAL = ["full", "hello-first", "kicked", "malformed", "version"];

/** A conversation with a server of ours. */
export class StructuredConversation extends Conversation {
  #model: Model = EMPTY;
  #decoder = new JsonEventDecoder();
  #name = "";
  /** The name that was asked for and not granted yet. */
  #requestedName?: string;
  #isUp = false;
  #heardAt = 0;
  /** When the server was last asked whether it is there. */
  #askedAt = 0;
  /** Whether the answer has to come at once: a connection that slept is probably dead. */
  #isHasty = false;
  #isIn = false;
  #isReadOnly = false;
  #isTrying = false;
  #hasComplained = false;
  #outage?: Outage;
  #hasEnded = false;
  #entered = Promise.withResolvers<boolean>();
  #waiting: { until: () => boolean; resolve: () => void }[] = [];

  /** Gets in under a name the server accepts, then does what is typed. */
  protected override async readInput(): Promise<void> {
    // Whoever is asked for a name should know that there is a server to say it to.
    if (!await this.#probe()) return;
    const { banner, askName } = this.options.texts;
    this.ui.onActivity(() => this.link.retryNow());
    this.ui.say(banner);
    let name = this.options.name ?? await this.ui.ask(askName);
    const following = this.readLink();
    this.#watch();
    while (name !== undefined && !await this.#enter(name)) {
      name = await this.ui.ask(askName, true);
    }
    const complain = (line: string) => this.#validate(line);
    let line = await this.ui.nextLine(complain);
    for (; line !== undefined; line = await this.ui.nextLine(complain)) {
      const typed = parseUserInput(line, this.options.texts);
      if (typed.type === "leave") break;
      await this.#until(() => this.#model.pending.length < MAX_PENDING);
      this.#execute(typed);
    }
    this.#hasEnded = true;
    if (!this.#isIn) this.leave();
    await Promise.race([
      this.#until(() => this.#model.pending.length === 0),
      line === undefined ? new Promise(() => {}) : this.#askedToLeave(),
    ]);
    this.leave();
    await following;
  }

  /** What the link brings. */
  protected override onLinkEvent(event: LinkEvent): void {
    switch (event.type) {
      case "up":
        this.#isUp = true;
        this.#heardAt = this.runtime.now();
        this.#decoder = new JsonEventDecoder();
        return this.#sayHello();
      case "bytes":
        this.#heardAt = this.runtime.now();
        for (const told of this.#decoder.receive(event.bytes)) this.#onEvent(told);
        if (this.#decoder.isForeign && this.#model.me === undefined) this.#failForeign();
        this.#showStatus();
        return this.#lookAround();
      case "down":
        return this.#lost(event);
    }
  }

  /** Tells the server, if it is there. */
  protected override sayGoodbye(): void {
    if (this.#isUp) this.#send({ type: "leave" });
    else this.end();
  }

  /** A server that is there is heard at least as often as it is asked; otherwise it is gone. */
  async #watch(): Promise<void> {
    let lookedAt = this.runtime.now();
    while (!this.isOver) {
      await this.pause(WATCH_MS);
      const now = this.runtime.now();
      // So much time passes between two looks only while the machine sleeps.
      const hasSlept = now - lookedAt > 2 * WATCH_MS;
      lookedAt = now;
      this.#look(now, hasSlept);
    }
  }

  #look(now: number, hasSlept: boolean): void {
    if (hasSlept) this.link.retryNow();
    if (!this.#isUp) return;
    const silentMs = now - this.#heardAt;
    const isAsked = this.#askedAt > this.#heardAt;
    if (silentMs > LIMITS.deadAfterMs || isAsked && this.#isHasty) return this.link.reconnect();
    if (!hasSlept && (silentMs <= LIMITS.pingAfterMs || isAsked)) return;
    this.#askedAt = now;
    this.#isHasty = hasSlept;
    this.#send({ type: "ping" });
  }

  async #probe(): Promise<boolean> {
    try {
      await this.link.probe();
      return true;
    } catch (error) {
      this.fail(this.dialFailure(error));
      return false;
    }
  }

  /** Says a name, and waits for what the server says to it. */
  #enter(name: string): Promise<boolean> {
    this.#name = name;
    this.#entered = Promise.withResolvers();
    if (this.#isUp) this.#sayHello();
    this.pause(GREETING_MS).then(() => {
      if (this.#isUp && this.#name === name && this.#model.me === undefined) this.#failForeign();
    });
    return this.#entered.promise;
  }

  #sayHello(): void {
    if (this.#name === "") return;
    const { token, lastSeq } = this.#model;
    const resume = token === undefined ? {} : { resume: { token, seen: lastSeq } };
    this.#send({
      type: "hello",
      version: PROTOCOL_VERSION,
      name: this.#requestedName ?? this.#name,
      lang: this.options.lang,
      ...resume,
    });
  }

  /** Something answers at that port, or does not answer, but it is no chat of ours. */
  #failForeign(): void {
    const { host, port, texts } = this.options;
    this.fail(texts.cannotConnect(texts.notOurs(bracketed(host), port)));
  }

  #send(command: Command): void {
    this.link.send(new TextEncoder().encode(encodeLine(command)));
  }

  #onEvent(event: Event): void {
    const before = this.#model;
    this.#model = update(before, event);
    if (this.#model.me !== before.me) this.#name = this.#model.me!;
    if (this.#model.pending.length < before.pending.length) this.#resumeSending();
    switch (event.type) {
      case "ping":
        return this.#send({ type: "pong" });
      case "welcome":
        return this.#welcomed(before.me !== undefined && !isResumed(before, event));
      case "refused":
        return this.#refused(event);
      case "rejected":
        if (event.code.startsWith("name-")) this.#requestedName = undefined;
        if (event.code !== "not-recorded" || event.id === undefined) break;
        this.#retryUnrecorded();
        return;
      case "renamed":
        if (isMe(this.#model, event.to)) this.#requestedName = undefined;
    }
    this.ui.show(event, before);
  }

  /** Sends what has not come back, in order; what the server knows already it does not say twice. */
  #resend(): void {
    for (const message of this.#model.pending) this.#send(message);
  }

  /** The server cannot record what is said now: the oldest message is tried until it can. */
  async #retryUnrecorded(): Promise<void> {
    if (this.#isReadOnly) return;
    this.#isReadOnly = true;
    this.ui.say(this.options.texts.putOff);
    if (this.#isTrying) return;
    this.#isTrying = true;
    while (this.#isReadOnly && !this.isOver) {
      await this.pause(PUT_OFF_MS);
      const [oldest] = this.#model.pending;
      if (this.#isReadOnly && this.#isIn && oldest) this.#send(oldest);
    }
    this.#isTrying = false;
  }

  /** The server takes messages again: the others follow the first. */
  #resumeSending(): void {
    if (!this.#isReadOnly) return;
    this.#isReadOnly = false;
    this.#resend();
  }

  #welcomed(isForgotten: boolean): void {
    const { linkBack, unknownSession } = this.options.texts;
    if (this.#outage) this.ui.say(linkBack);
    if (isForgotten) this.ui.say(unknownSession);
    this.#outage = undefined;
    this.#hasComplained = false;
    this.#isIn = true;
    this.#isReadOnly = false;
    this.link.resetBackoff();
    if (this.#requestedName === this.#model.me) this.#requestedName = undefined;
    if (this.#requestedName !== undefined) {
      this.#send({ type: "rename", name: this.#requestedName });
    }
    this.#resend();
    this.#entered.resolve(true);
  }

  #refused(event: Refused): void {
    const sentence = eventLines(event, this.#model, this.options).join("\n");
    if (FINAL.includes(event.code)) return this.fail(sentence);
    const isName = isNameRefusal(event.code);
    if (!isName && event.code !== "not-recorded") return;
    // Back after an outage, somebody else may have the name; they may give it back.
    if (!isName || this.#model.me !== undefined) {
      if (!this.#hasComplained) this.ui.say(sentence);
      this.#hasComplained = true;
      return this.link.reconnect();
    }
    this.ui.say(sentence);
    this.#name = "";
    this.#entered.resolve(false);
  }

  #lost({ error, retryMs }: LinkEvent & { type: "down" }): void {
    const wasUp = this.#isUp;
    this.#isUp = false;
    this.#isIn = false;
    if (this.isLeaving) return this.end();
    if (retryMs === undefined) return wasUp ? this.end() : this.fail(this.dialFailure(error));
    if (this.#hasEnded) return this.leave();
    if (this.#name === "") return; // Nobody waits for the server while a name is thought of.
    const { closedByServer, retrying } = this.options.texts;
    if (!this.#outage) this.ui.say(`${closedByServer}\n${retrying}`);
    this.#outage = { retryAt: this.runtime.now() + retryMs };
    this.#showStatus();
  }

  #showStatus(): void {
    this.ui.setStatus(this.#model, this.#outage);
  }

  /** Leaving takes as long as what was said takes to arrive; asked again, it does not. */
  async #askedToLeave(): Promise<void> {
    for (;;) {
      const line = await this.ui.nextLine(() => undefined);
      if (line === undefined) return await new Promise(() => {});
      if (parseUserInput(line, this.options.texts).type === "leave") return;
    }
  }

  /** What was said and did not arrive is told. */
  protected override exitWarning(): string | undefined {
    const { length } = this.#model.pending;
    return length === 0 ? undefined : this.options.texts.unsure(length);
  }

  #execute(typed: UserInput): void {
    const { texts } = this.options;
    switch (typed.type) {
      case "help":
        return this.ui.say(personHelp(texts).join("\n"));
      case "clear":
        return this.ui.clear();
      case "say":
      case "whisper":
        return this.#post(typed);
      case "reply":
        return this.#post({ type: "whisper", to: this.#model.replyTarget!, text: typed.text });
      case "rename":
        this.#requestedName = typed.name;
        if (this.#isIn) this.#send(typed);
        return;
      case "past":
        return this.#send({ ...typed, before: this.#model.oldestSeq });
      case "who":
        return this.#send(typed);
    }
  }

  #post(message: Say | Whisper): void {
    const { model, sent } = post(this.#model, message);
    this.#model = model;
    if (this.#isIn && !this.#isReadOnly) this.#send(sent);
    this.#showStatus();
  }

  /** What is wrong with a line, before it is sent anywhere. */
  #validate(line: string): string | undefined {
    const { texts } = this.options;
    const typed = parseUserInput(line, texts);
    if ((typed.type === "who" || typed.type === "past") && !this.#isIn) return texts.closedByServer;
    const isFull = this.#model.pending.length >= MAX_PENDING;
    if (isFull && this.ui.keepsRejectedLine && isMessage(typed)) return texts.tooManyPending;
    return faultIn(typed, this.#model, texts);
  }

  /** Resolves when something has become true of the model. */
  #until(isSo: () => boolean): Promise<void> {
    if (isSo()) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ until: isSo, resolve }));
  }

  #lookAround(): void {
    const due = this.#waiting.filter(({ until }) => until());
    this.#waiting = this.#waiting.filter((one) => !due.includes(one));
    for (const { resolve } of due) resolve();
  }
}

function isMessage({ type }: UserInput): boolean {
  return type === "say" || type === "whisper" || type === "reply";
}
