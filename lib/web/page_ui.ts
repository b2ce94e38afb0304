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
import { type Event, isNameRefusal } from "../protocol.ts";
import { personWords } from "../slash.ts";
import { complete } from "../view/complete.ts";
import { EMPTY, isMe, isPast, type Model } from "../view/model.ts";
import { Transcript } from "../view/transcript.ts";
import { separator, type TranscriptLine } from "../view/transcript_line.ts";
import { Composer } from "./composer.ts";
import { button, element } from "./element.ts";
import { makeMenu } from "./menu.ts";
import { NamingForm } from "./naming_form.ts";
import { OlderMessages } from "./older_messages.ts";
import { PeoplePanel } from "./people_panel.ts";
import { PageTitle } from "./page_title.ts";
import { type PageSentences, withoutColumns } from "./sentences.ts";
import { QuietQuestions } from "./quiet_questions.ts";
import { SoundSwitch } from "./sound_switch.ts";
import { StatusView } from "./status_view.ts";
import type { TabMemory } from "./tab_memory.ts";
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
  /** What the tab remembers. */
  memory: TabMemory;
}

/** How long comings and goings are held back, to be shown in one line. */
const BURST_MS = 300;

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
  readonly #questions: QuietQuestions;
  /** The token of the session whose lines are shown last. */
  #token?: string | undefined;
  readonly #older: OlderMessages;
  #onActivity = () => {};

  /**
   * Shows nothing but that the chat is being opened.
   *
   * @param options The language, the clock, and where everything is shown.
   */
  constructor(options: PageUiOptions) {
    this.#options = options;
    const { texts, formatTime, clock, memory } = options;
    const onName = (name: string) => this.#composer.address(name);
    this.#requests = new LineRequests((complaint, lines) => {
      this.#composer.put(lines.join("\n"));
      this.#composer.complain(complaint);
    });
    this.#questions = new QuietQuestions((line) => this.#requests.submit(line));
    this.#transcript = new Transcript({ ...options, now: clock.date });
    this.#view = new TranscriptView({
      formatTime,
      texts: texts.page,
      onEdit: (text) => this.#composer.put(text),
      nextFrame: options.nextFrame,
      onOlder: () => this.#questions.askOlder(),
      onNewest: () => this.#composer.focus(),
      onName,
    });
    this.#composer = new Composer({
      texts: texts.page,
      tooLong: texts.rejections["too-long"],
      draft: memory,
      complete: (text, cursor) => this.#complete(text, cursor),
      recipientOf: (text) => {
        const name = recipientOf(text, this.#model, texts);
        return name === undefined ? undefined : texts.private(name);
      },
      submit: (line) => {
        const complaint = this.#requests.submit(line);
        if (complaint === undefined && line !== "") this.#view.toEnd();
        return complaint;
      },
      onActivity: () => this.#onActivity(),
    });
    this.#composer.element.addEventListener("input", () => this.#view.follow());
    this.#naming = new NamingForm({
      texts: texts.page,
      name: memory.name,
      onName: (name) => {
        memory.name = name;
        // A second press would say the name to everybody.
        if (this.#requests.isQuestion) this.#requests.submit(name);
      },
    });
    this.#people = new PeoplePanel({
      texts: texts.page,
      onName,
      onRefresh: () => this.#questions.askPeople(),
      every: clock.every,
    });
    this.#older = new OlderMessages({ ...options, view: this.#view, questions: this.#questions });
    this.#title = new PageTitle(texts);
    this.#attention = new Attention(clock);
    this.#sound = new SoundSwitch({ text: texts.page.sound, clock, memory });
    this.#status = new StatusView(texts, clock);
  }

  say(sentence: string): void {
    const { banner, youLeft, closedByServer } = this.#options.texts;
    // A page has begun already, and says at its end why it ended.
    if ([banner, youLeft, closedByServer].includes(sentence)) return;
    if (this.#isNaming) this.#naming.say(sentence);
    else this.#view.append([{ kind: "answer", text: withoutColumns(sentence) }]);
  }

  note(sentence: string): void {
    if (this.#isNaming) this.#naming.say(sentence);
    else this.#view.append(this.#transcript.note(sentence));
  }

  show(event: Event, before: Model): void {
    // A server that was opened anew has no older messages than those of the session before.
    if (this.#token !== undefined && before.token !== this.#token) this.#view.beginSession();
    this.#token = before.token;
    if (event.type === "past") return this.#older.show(event.entries, before);
    if (event.type === "people") {
      this.#away = new Set(event.people.filter(({ away }) => away).map(({ name }) => name));
      if (this.#questions.takePeople()) return; // The panel shows them.
    }
    if (event.type === "rejected" && isNameRefusal(event.code)) this.#composer.takeBack();
    const { lines, isHighlight } = this.#transcript.add(event, before);
    const isMessage = (event.type === "said" || event.type === "whispered") &&
      !isMe(before, event.from) && !isPast(before, event);
    if (isMessage && this.#isTalking) this.#onMessage(); // What is shown again was seen.
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
    if (outage) this.#questions.forget();
    this.#older.onModel(model);
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
    this.#options.memory.forgetEvents();
    this.#view.clear();
  }

  close(): Promise<void> {
    const { texts } = this.#options;
    const unsent = unsentSentences(this.#model.pending, [this.#composer.text], texts);
    const lines = unsent.map((text): TranscriptLine => ({ kind: "undelivered", text }));
    this.#view.append([...this.#transcript.flush(), ...lines]);
    this.#status.close();
    return Promise.resolve();
  }

  /** The window got or lost the focus. */
  setFocus(isFocused: boolean): void {
    this.#attention.onFocus(isFocused);
    if (!isFocused) return;
    this.#title.markRead();
    this.#onActivity();
  }

  /** Says at the end why it ended, and offers to begin again. */
  showEnd(sentence: string, again: () => void): void {
    const { texts } = this.#options;
    const againButton = button(texts.page.again, again);
    const why = element("p", {}, sentence);
    const end = element("div", { class: "end", role: "alert" }, why, againButton);
    this.#title.setRoom(EMPTY);
    this.#view.endOlder("");
    const transcript = this.#isTalking ? [this.#view.element] : [];
    this.#showParts([], ...transcript, end, this.#options.about);
    this.#view.toEnd();
    againButton.focus();
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

  #complete(text: string, cursor: number) {
    const names = this.#model.people.filter((name) => !isMe(this.#model, name));
    return complete(text, cursor, { names, commands: personWords(this.#options.texts) });
  }
}
