/**
 * The conversation with a server of ours, which survives its connections: after an outage it resumes
 * the session, is told what it missed, and sends again what had not come back.
 */

import { encodeUtf8 } from "../bytes.ts";
import { Heartbeat } from "../net/heartbeat.ts";
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
import { EMPTY, isMe, isResumed, type Model, post, update } from "../view/model.ts";
import { JsonEventDecoder } from "../wire/json_events.ts";
import { encodeLine } from "../wire/json_lines.ts";
import { Conditions } from "./conditions.ts";
import { Conversation } from "./conversation.ts";
import { missesGreeting } from "./greeting_timeout.ts";
import { Ignored } from "./ignored.ts";
import { monitorLink } from "./link_monitor.ts";
import { askName } from "./naming.ts";
import { meaningOf, refusalSentence } from "./refusals.ts";
import { Resender } from "./resender.ts";
import { replay, type SavedSession } from "./session_memory.ts";
import { TypedCommands } from "./typed_commands.ts";
import type { Outage } from "./ui.ts";

/**
 * What the conversation is doing: `naming` while the person has to give a name, `joining` while the
 * server has to accept it, `online`, or `offline` until the session is resumed.
 */
type Phase = "naming" | "joining" | "online" | "offline";

/** A conversation with a server of ours. */
export class StructuredConversation extends Conversation {
  readonly #heartbeat = new Heartbeat(LIMITS);
  readonly #conditions = new Conditions();
  readonly #resender = new Resender({
    pending: () => this.#model.pending,
    isOnline: () => this.#phase === "online",
    isOver: () => this.isOver,
    send: (message) => this.#send(message),
    pause: (ms) => this.pause(ms),
  });
  readonly #showStatus = (): void => {
    this.options.memory?.save(this.#model, this.#ignored.names);
    this.ui.setStatus(this.#model, this.#outage);
  };
  readonly #ignored = new Ignored({ ...this.options, ui: this.ui, onChange: this.#showStatus });
  readonly #typedCommands = new TypedCommands({
    ui: this.ui,
    texts: this.options.texts,
    hostControls: this.options.hostControls,
    model: () => this.#model,
    isOnline: () => this.#phase === "online",
    pendingBelow: (count) => this.#conditions.until(() => this.#model.pending.length < count),
    send: (command) => this.#send(command),
    post: (message) => this.#post(message),
    rename: (name) => this.#rename(name),
    ignored: this.#ignored,
  });
  #phase: Phase = "naming";
  #model: Model = EMPTY;
  #decoder = new JsonEventDecoder();
  #name = "";
  /** A new name that the server has not confirmed. */
  #requestedName?: string | undefined;
  #outage?: Outage | undefined;
  /** Whether a refusal that may pass was shown in this outage. */
  #isRefusalShown = false;
  #hasInputEnded = false;
  /** The newest wait for a greeting: older ones end. */
  #greetingWait = {};
  #joined = Promise.withResolvers<boolean>();

  /** Joins under a name that the server accepts, then carries out what is typed. */
  protected override async readInput(): Promise<void> {
    if (this.saved) this.#restore(this.saved);
    // A person who is asked for a name should know that there is a server, as a page does.
    else if (!this.options.memory && !await this.probe()) return;
    this.ui.onActivity(() => this.#retryNow());
    this.ui.say(this.options.texts.banner);
    const naming = { ui: this.ui, texts: this.options.texts };
    let name = this.#model.me ?? this.options.name ?? await askName(naming);
    if (name === undefined) return this.leave();
    const reading = this.readLink();
    monitorLink({
      reconnect: () => this.link.reconnect(),
      retryNow: () => this.#retryNow(),
      heartbeat: this.#heartbeat,
      isUrgent: () => this.#model.pending.length > 0 && this.runtime.route?.hasOthers === true,
      ping: () => this.#send({ type: "ping" }),
      ...this.runtime.clock,
      pause: (ms) => this.pause(ms),
      isOver: () => this.isOver,
    });
    while (name !== undefined && !await this.#join(name)) name = await askName(naming, name);
    const hasLeft = name === undefined || await this.#typedCommands.read();
    // A host whose input is redirected stays in at its end: the chat is not only theirs.
    if (!hasLeft && this.options.hostControls) return;
    this.#hasInputEnded = true;
    if (this.#phase !== "online") this.leave();
    await Promise.race([
      this.#conditions.until(() => this.#model.pending.length === 0),
      hasLeft ? this.#typedCommands.secondLeave() : new Promise(() => {}),
    ]);
    this.leave();
    await reading;
  }

  /** Handles what happens on the link. */
  protected override onLinkEvent(event: LinkEvent, wasUp: boolean): void {
    switch (event.type) {
      case "up":
        this.#heartbeat.listen(this.runtime.clock.now());
        this.#decoder = new JsonEventDecoder();
        return this.#sayHello();
      case "bytes":
        this.#heartbeat.listen(this.runtime.clock.now());
        for (const told of this.#decoder.receive(event.bytes)) this.#onEvent(told);
        if (this.#decoder.isForeign && this.#model.me === undefined) this.failForeign();
        this.#awaitGreeting();
        this.#showStatus();
        return this.#conditions.recheck();
      case "down":
        return this.#onDown(event, wasUp);
    }
  }

  /** Tells the server, if it is connected. */
  protected override sayGoodbye(): void {
    if (this.isUp) this.#send({ type: "leave" });
    else this.end();
  }

  /** Messages that were sent and have not come back. */
  protected override exitWarning(): string | undefined {
    const { length } = this.#model.pending;
    return length === 0 ? undefined : this.options.texts.unsure(length);
  }

  /** Shows again what was shown before a reload of the page. */
  #restore(saved: SavedSession): void {
    this.#model = replay(saved, this.#ignored);
    this.onName(this.#model.me!);
    this.#showStatus();
  }

  /** Says a name, and waits until the server accepts or refuses it. */
  #join(name: string): Promise<boolean> {
    this.#phase = "joining";
    this.#name = name;
    const joined = this.#joined = Promise.withResolvers<boolean>();
    if (this.isUp) this.#sayHello();
    return joined.promise;
  }

  /** Fails when nothing comes for long, from now on, although the server is asked to let us in. */
  async #awaitGreeting(): Promise<void> {
    if (this.#phase !== "joining") return;
    const wait = this.#greetingWait = {};
    const misses = await missesGreeting({
      now: () => this.runtime.clock.now(),
      pause: (ms) => this.pause(ms),
      isWaiting: () => this.#greetingWait === wait && this.#phase === "joining" && this.isUp,
    });
    if (misses) this.failForeign();
  }

  #sayHello(): void {
    if (this.#phase === "naming") return;
    const { token, lastSeq: seen } = this.#model;
    const resume = token === undefined ? {} : { resume: { token, seen } };
    this.#send({
      type: "hello",
      version: PROTOCOL_VERSION,
      name: this.#requestedName ?? this.#name,
      lang: this.options.lang,
      ...resume,
    });
    this.#awaitGreeting();
  }

  #send(command: Command): void {
    this.link.send(encodeUtf8(encodeLine(command)));
  }

  #onEvent(event: Event): void {
    const before = this.#model;
    this.#model = update(before, event);
    this.options.memory?.add(event, before);
    const isTold = event.type === "welcome" || event.type === "servers";
    if (isTold) this.runtime.route?.learn(event.servers ?? []);
    if (this.#model.me !== before.me) this.onName(this.#name = this.#model.me!);
    if (this.#model.pending.length < before.pending.length) this.#resender.onConfirmed();
    switch (event.type) {
      case "ping":
        return this.#send({ type: "pong" });
      case "welcome":
        return this.#onWelcome(before.me !== undefined && !isResumed(before, event));
      case "refused":
        return this.#onRefused(event);
      case "rejected":
        if (isNameRefusal(event.code)) this.#requestedName = undefined;
        if (event.code !== "not-recorded" || event.id === undefined) break;
        if (this.#resender.onNotRecorded()) this.ui.note(this.options.texts.messageDeferred);
        return;
      case "renamed":
        if (isMe(this.#model, event.to)) this.#requestedName = undefined;
    }
    if (event.type === "whispered" && this.#ignored.has(event.from)) {
      this.#model = { ...this.#model, replyTarget: before.replyTarget };
    }
    this.#ignored.show(event, before);
  }

  #onWelcome(isNewSession: boolean): void {
    const { linkBack, serverBack, unknownSession } = this.options.texts;
    const isServerClosed = this.#outage?.isServerClosed ?? false;
    if (this.#outage) this.ui.note(isServerClosed ? serverBack : linkBack);
    // A server that was closed has another conversation when it opens again: nothing is missing.
    if (isNewSession && !isServerClosed) this.ui.note(unknownSession);
    this.#outage = undefined;
    this.#isRefusalShown = false;
    this.#phase = "online";
    this.link.resetBackoff();
    if (this.#requestedName === this.#model.me) this.#requestedName = undefined;
    if (this.#requestedName !== undefined) {
      this.#send({ type: "rename", name: this.#requestedName });
    }
    this.#resender.onResumed();
    this.#joined.resolve(true);
  }

  #onRefused(event: Refused): void {
    const isResuming = this.#model.me !== undefined;
    const sentence = refusalSentence(event, this.options, isResuming);
    const meaning = meaningOf(event.code, isResuming);
    if (meaning === "end") return this.fail(sentence, { code: event.code });
    if (meaning === "closing") return this.#onServerClosing(event);
    if (meaning === "later") {
      if (!this.#isRefusalShown) this.ui.note(sentence);
      this.#isRefusalShown = true;
      return this.link.reconnect();
    }
    if (meaning !== "name") return;
    this.ui.say(sentence);
    this.#phase = "naming";
    this.#joined.resolve(false);
  }

  /** The server is closed on purpose: the person may wait until it is opened again. */
  #onServerClosing(event: Refused): void {
    const isWaiting = this.options.reconnect && this.#phase !== "naming" && !this.isLeaving;
    if (!isWaiting || this.#hasInputEnded || this.#outage?.isServerClosed) return;
    if (this.runtime.route?.hasOthers) return; // The room is not closed.
    this.ui.show(event, this.#model);
    this.ui.note(this.options.texts.waitingForServer);
    this.#outage = { retryAt: this.runtime.clock.now(), isServerClosed: true };
  }

  #onDown({ error, retryMs }: LinkEvent & { type: "down" }, wasUp: boolean): void {
    this.#heartbeat.stopListening();
    if (this.#phase === "online") this.#phase = "offline";
    if (this.isLeaving) return this.end();
    if (retryMs === undefined) return wasUp ? this.end() : this.fail(this.dialFailure(error));
    if (this.#hasInputEnded) return this.leave();
    if (this.#phase === "naming") return; // Nobody waits for the server while a name is typed.
    const { closedByServer, retrying } = this.options.texts;
    if (!this.#outage) this.ui.note(`${closedByServer}\n${retrying}`);
    this.#outage = { ...this.#outage, retryAt: this.runtime.clock.now() + retryMs };
    this.#showStatus();
  }

  /** Dials now, if the link is waiting for its next try. */
  #retryNow(): void {
    if (!this.link.retryNow() || !this.#outage) return;
    this.#outage = { ...this.#outage, retryAt: this.runtime.clock.now() };
    this.#showStatus();
  }

  /** Asks for a new name now, or when the session is resumed. */
  #rename(name: string): void {
    this.#requestedName = name;
    if (this.#phase === "online") this.#send({ type: "rename", name });
  }

  #post(message: Say | Whisper): void {
    const { model, sent } = post(this.#model, message);
    this.#model = model;
    this.#resender.post(sent);
    this.#showStatus();
  }
}
