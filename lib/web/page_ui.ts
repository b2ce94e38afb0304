/**
 * The page as the user interface of a conversation: a form for the name, then the transcript, the people,
 * what is on its way, and the field for messages.
 */

import type { Clock } from "../clock.ts";
import { Attention } from "../join/attention.ts";
import { LineRequests } from "../join/line_requests.ts";
import { recipientOf } from "../join/recipient.ts";
import { unsentSentences } from "../join/unsent.ts";
import { asTyped, type Outage, type Parse, type Ui } from "../join/ui.ts";
import type { Event } from "../protocol.ts";
import { personWords } from "../slash.ts";
import { complete } from "../view/complete.ts";
import { EMPTY, isMe, isPast, type Model } from "../view/model.ts";
import { pastLines, Transcript } from "../view/transcript.ts";
import { separator, type TranscriptLine } from "../view/transcript_line.ts";
import { Composer } from "./composer.ts";
import { button, element } from "./element.ts";
import { makeMenu } from "./menu.ts";
import { NamingForm } from "./naming_form.ts";
import { PeoplePanel } from "./people_panel.ts";
import { PageTitle } from "./page_title.ts";
import type { PageSentences } from "./sentences.ts";
import { SoundSwitch } from "./sound_switch.ts";
import { StatusView } from "./status_view.ts";
import { TranscriptView } from "./transcript_view.ts";

/** What the page is made with. */
export interface PageUiOptions {
  /** Where everything is shown. */
  root: HTMLElement;
  /** The language. */
  texts: PageSentences;
  /** Formats the time of day of a time in ms since 1970. */
  formatTime: (time: number) => string;
  /** Formats the day of a time in ms since 1970. */
  formatDay: (time: number) => string;
  /** Measures time, and waits. */
  clock: Clock;
  /** Calls back before the page is drawn next. Returns what cancels it. */
  nextFrame: (call: () => void) => () => void;
  /** What the page says about itself. */
  about: HTMLElement;
}

/** How long comings and goings are held back, to be shown in one line. */
const BURST_MS = 300;
/** How many older messages are asked for at once. */
const OLDER_COUNT = 50;

/** The page. */
export class PageUi implements Ui {
  readonly keepsRejectedLine = true;
  readonly #options: PageUiOptions;
  readonly #requests: LineRequests;
  readonly #transcript: Transcript;
  readonly #view: TranscriptView;
  readonly #composer: Composer;
  readonly #naming: NamingForm;
  readonly #people: PeoplePanel;
  readonly #title: PageTitle;
  readonly #attention: Attention;
  readonly #sound: SoundSwitch;
  readonly #status: StatusView;
  #model: Model = EMPTY;
  #away: ReadonlySet<string> = new Set();
  #isAskingOlder = false;
  #isAskingPeople = false;
  #onActivity = () => {};

  /**
   * Shows nothing but that the chat is being opened.
   *
   * @param options The language, the clock, and where everything is shown.
   */
  constructor(options: PageUiOptions) {
    this.#options = options;
    const { texts, formatTime, clock } = options;
    const onName = (name: string) => this.#composer.address(name);
    this.#requests = new LineRequests((complaint, lines) => {
      this.#composer.put(lines.join("\n"));
      this.#composer.complain(complaint);
    });
    this.#transcript = new Transcript({ ...options, now: clock.date });
    this.#view = new TranscriptView({
      formatTime,
      texts: texts.page,
      onEdit: (text) => this.#composer.put(text),
      nextFrame: options.nextFrame,
      onOlder: () => this.#askOlder(),
      onName,
    });
    this.#composer = new Composer({
      texts: texts.page,
      lineFull: texts.lineFull,
      complete: (text, cursor) => this.#complete(text, cursor),
      recipientOf: (text) => {
        const name = recipientOf(text, this.#model, texts);
        return name === undefined ? undefined : texts.private(name);
      },
      submit: (line) => this.#requests.submit(line),
      onActivity: () => this.#onActivity(),
    });
    this.#naming = new NamingForm({
      texts: texts.page,
      onName: (name) => this.#requests.submit(name),
    });
    this.#people = new PeoplePanel({
      texts: texts.page,
      onName,
      onRefresh: () => this.#askPeople(),
      every: clock.every,
    });
    this.#title = new PageTitle(texts);
    this.#attention = new Attention(clock);
    this.#sound = new SoundSwitch(texts.page.sound, clock);
    this.#status = new StatusView(texts);
  }

  say(sentence: string): void {
    if (sentence === this.#options.texts.banner) return; // A page has begun already.
    if (this.#isNaming) this.#naming.say(sentence);
    else this.#view.append([{ kind: "answer", text: withoutColumns(sentence) }]);
  }

  note(sentence: string): void {
    if (this.#isNaming) this.#naming.say(sentence);
    else this.#view.append(this.#transcript.note(sentence));
  }

  show(event: Event, before: Model): void {
    if (event.type === "past") return this.#showPast(event.entries, before);
    if (event.type === "people" || event.type === "welcome") this.#setAway(event.people);
    if (event.type === "people" && this.#isAskingPeople) {
      this.#isAskingPeople = false; // The panel shows them.
      return;
    }
    const { lines, isHighlight } = this.#transcript.add(event, before);
    const isMessage = (event.type === "said" || event.type === "whispered") &&
      !isMe(before, event.from) && !isPast(before, event);
    if (isMessage) this.#onMessage();
    this.#view.append(lines, isMessage ? 1 : 0);
    // What was said before the person joined is there before anything is read out.
    if ("seq" in event && event.type !== "welcome" && !isPast(before, event)) this.#view.announce();
    if (isHighlight) this.#sound.ring();
    if (this.#transcript.isHoldingBack) this.#flushSoon();
  }

  echo(): void {
    // Every message comes back, and is shown then.
  }

  setStatus(model: Model, outage: Outage | undefined): void {
    this.#model = model;
    this.#title.setRoom(model);
    this.#people.show(model.people.map((name) => ({
      name,
      isMe: isMe(model, name),
      isAway: this.#away.has(name),
    })));
    this.#status.show(model, outage);
    if (outage) this.#isAskingOlder = this.#isAskingPeople = false; // No answer will come.
  }

  async ask(_question: string, proposal?: string): Promise<string | undefined> {
    const answer = this.#requests.request("", true, asTyped);
    if (!this.#isNaming) this.#showParts([], this.#naming.element, this.#options.about);
    this.#naming.ask(proposal);
    return await answer;
  }

  async nextLine<T>(parse: Parse<T>): Promise<T | undefined> {
    const line = this.#requests.request("", false, parse);
    if (!this.#isTalking) this.#showConversation();
    return await line;
  }

  onActivity(call: () => void): void {
    this.#onActivity = call;
  }

  clear(): void {
    this.#view.clear();
  }

  close(): Promise<void> {
    const { texts } = this.#options;
    const unsent = unsentSentences(this.#model.pending, [this.#composer.text], texts);
    const lines = unsent.map((text): TranscriptLine => ({ kind: "undelivered", text }));
    this.#view.append([...this.#transcript.flush(), ...lines]);
    this.#composer.element.remove();
    return Promise.resolve();
  }

  /** The window got or lost the focus. */
  setFocus(isFocused: boolean): void {
    this.#attention.onFocus(isFocused);
    if (isFocused) this.#title.markRead();
    if (isFocused) this.#onActivity();
  }

  /** Says at the end why it ended, and offers to begin again. */
  showEnd(sentence: string, again: () => void): void {
    const { texts, root } = this.#options;
    const end = element(
      "div",
      { class: "end", role: "alert" },
      element("p", {}, sentence),
      button(texts.page.again, again),
    );
    if (this.#isTalking) root.append(end);
    else this.#showParts([], end, this.#options.about);
    end.querySelector("button")!.focus();
  }

  get #isNaming(): boolean {
    return this.#naming.element.isConnected;
  }

  get #isTalking(): boolean {
    return this.#view.element.isConnected;
  }

  /** Shows these parts below the title, which has tools beside it. */
  #showParts(tools: HTMLElement[], ...parts: HTMLElement[]): void {
    const { root, texts } = this.#options;
    const head = element("div", { class: "head" }, element("h1", {}, texts.page.title), ...tools);
    root.replaceChildren(head, ...parts);
  }

  #showConversation(): void {
    const { texts, about } = this.#options;
    const menu = makeMenu({
      texts: texts.page,
      sound: this.#sound.element,
      about,
      command: (line) => this.#requests.submit(line),
    });
    this.#showParts(
      [this.#people.element, menu],
      this.#view.element,
      ...this.#status.elements,
      this.#composer.element,
    );
    this.#view.toEnd();
    this.#composer.focus();
  }

  #onMessage(): void {
    if (!this.#attention.isFocused) this.#title.addUnread();
    if (this.#attention.onMessage()) {
      this.#view.append([separator(this.#options.texts.newMessages)]);
    }
  }

  async #flushSoon(): Promise<void> {
    await this.#options.clock.sleep(BURST_MS);
    this.#view.append(this.#transcript.flush());
  }

  #askOlder(): void {
    if (this.#isAskingOlder) return;
    this.#isAskingOlder = this.#requests.submit(`/historico ${OLDER_COUNT}`) === undefined;
  }

  #askPeople(): void {
    this.#isAskingPeople = this.#requests.submit("/quem") === undefined;
  }

  #showPast(entries: (Event & { type: "past" })["entries"], model: Model): void {
    this.#isAskingOlder = false;
    if (entries.length === 0) return this.#view.endOlder(this.#options.texts.page.noOlder);
    const { clock, formatDay, texts } = this.#options;
    const lines: TranscriptLine[] = pastLines(entries, model, {
      texts,
      formatDay,
      now: clock.date,
    });
    this.#view.prepend(lines);
  }

  #setAway(people: readonly { name: string; away: boolean }[]): void {
    this.#away = new Set(people.filter(({ away }) => away).map(({ name }) => name));
  }

  #complete(text: string, cursor: number) {
    const names = this.#model.people.filter((name) => !isMe(this.#model, name));
    return complete(text, cursor, { names, commands: personWords(this.#options.texts) });
  }
}

/** A sentence whose tables are lists: the letters of a page have no columns. */
function withoutColumns(sentence: string): string {
  return sentence.replace(/^ {2}(\S.*?) {3,}/gm, "• $1: ");
}
