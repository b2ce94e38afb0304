/**
 * The people whom the person ignores: nothing of them is shown. Only this client knows, and only until
 * it ends. An ignored person is followed through renames.
 */

import type { ConversationTexts } from "../i18n/mod.ts";
import { fold } from "../names.ts";
import type { Event } from "../protocol.ts";
import { calleesOf } from "../view/callees.ts";
import { isMe, isPast, type Model } from "../view/model.ts";
import type { Ui } from "./ui.ts";

/** What it is made with. */
export interface IgnoredOptions {
  /** Where the events of all others are shown. */
  ui: Pick<Ui, "say" | "note" | "show">;
  /** The language. */
  texts: ConversationTexts;
  /** Called when other people are ignored. @default {nothing is done} */
  onChange?: () => void;
}

/** An ignored person. */
interface IgnoredPerson {
  name: string;
  /** Whether the person was told of a private message that was ignored. */
  isPrivateTold: boolean;
}

/** The ignored people of one client. */
export class Ignored {
  readonly #options: IgnoredOptions;
  #people: IgnoredPerson[] = [];

  /**
   * Ignores nobody.
   *
   * @param options Where the events of all others are shown.
   */
  constructor(options: IgnoredOptions) {
    this.#options = options;
  }

  /** The names of the ignored people. */
  get names(): string[] {
    return this.#people.map(({ name }) => name);
  }

  /** Ignores these people again, and says nothing. */
  restore(names: readonly string[]): void {
    this.#people = names.map((name) => ({ name, isPrivateTold: true }));
  }

  /** Whether a person is ignored, in any spelling that `fold` makes equal. */
  has(name: string): boolean {
    return this.#find(name) !== undefined;
  }

  /**
   * Ignores a person, or no longer; without a name it lists the ignored people.
   *
   * @param people Who is here, with their names as they write them.
   */
  toggle(typed: string | undefined, people: readonly string[]): void {
    const { ui, texts, onChange } = this.#options;
    if (typed === undefined) {
      const names = this.#people.map((one) => one.name).join(", ");
      return ui.say(names === "" ? texts.ignoresNobody : texts.ignored(names));
    }
    const [name = typed] = calleesOf(people, typed);
    const person = this.#find(name);
    this.#people = person
      ? this.#people.filter((one) => one !== person)
      : [...this.#people, { name, isPrivateTold: false }];
    ui.say(person ? texts.ignoringNoMore(person.name) : texts.ignoring(name));
    onChange?.();
  }

  /** Shows an event, unless it is of an ignored person; of messages of the past the others. */
  show(event: Event, before: Model): void {
    const { ui } = this.#options;
    if (event.type === "renamed" && this.#rename(event, before)) return;
    const author = authorOf(event);
    if (author !== undefined && this.has(author) && !isMe(before, author)) {
      if (event.type === "whispered") this.#tellPrivate(author);
      return;
    }
    if (event.type !== "past") return ui.show(event, before);
    const entries = event.entries.filter((one) => !this.has(authorOf(one) ?? ""));
    ui.show({ ...event, entries }, before);
  }

  #find(name: string): IgnoredPerson | undefined {
    if (this.#people.length === 0) return undefined;
    const key = fold(name);
    return this.#people.find((one) => fold(one.name) === key);
  }

  /** The first private message of each ignored person is mentioned, without its text. */
  #tellPrivate(from: string): void {
    const { ui, texts } = this.#options;
    const person = this.#find(from);
    if (!person || person.isPrivateTold) return;
    person.isPrivateTold = true;
    ui.note(texts.ignoredPrivate(from));
  }

  /** Follows a rename. Returns whether it is of an ignored person. */
  #rename(event: Event & { type: "renamed" }, before: Model): boolean {
    const person = this.#find(event.from);
    if (!person || isMe(before, event.from)) return false;
    if (!isPast(before, event)) person.name = event.to;
    return true;
  }
}

/** The person whose message, coming or going an event is; that they were removed is the host's doing. */
function authorOf(event: Event): string | undefined {
  switch (event.type) {
    case "said":
    case "whispered":
      return event.from;
    case "joined":
      return event.name;
    case "left":
      return event.reason === "kicked" ? undefined : event.name;
    default:
      return undefined;
  }
}
