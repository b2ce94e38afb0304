/** Older messages: shown above the others, and where the conversation begins. */

import type { Clock } from "../clock.ts";
import type { Entry } from "../protocol.ts";
import type { Model } from "../view/model.ts";
import { pastLines } from "../view/transcript.ts";
import type { QuietQuestions } from "./quiet_questions.ts";
import type { PageSentences } from "./sentences.ts";
import type { TranscriptView } from "./transcript_view.ts";

/** What older messages are shown with. */
export interface OlderMessagesOptions {
  /** Where they are shown. */
  view: TranscriptView;
  /** What the page asks by itself. */
  questions: QuietQuestions;
  /** The language. */
  texts: PageSentences;
  /** Formats the day of a time in ms since 1970. */
  formatDay: (time: number) => string;
  /** Tells the time. */
  clock: Clock;
}

/** The older messages of one page. */
export class OlderMessages {
  readonly #options: OlderMessagesOptions;
  /** While an answer without a line is looked at: the oldest message before it. */
  #oldestBefore?: number | undefined;

  /**
   * Shows none yet.
   *
   * @param options Where they are shown.
   */
  constructor(options: OlderMessagesOptions) {
    this.#options = options;
  }

  /**
   * Shows messages that have come.
   *
   * @param entries The messages, without those of ignored people.
   * @param model The model before them.
   */
  show(entries: readonly Entry[], model: Model): void {
    const { view, questions, texts, formatDay, clock } = this.#options;
    const isAsked = questions.takeOlder();
    if (entries.length === 0) {
      // Perhaps none is older, perhaps all are of ignored people: only the next model knows.
      this.#oldestBefore = model.oldestSeq ?? Infinity;
      return;
    }
    const lines = pastLines(entries, model, { texts, formatDay, now: clock.date });
    view.prepend(lines, texts.pastTitle(entries.length));
    if (!isAsked) view.toOlder(); // The person has typed the command, to read them.
  }

  /** The model after what has come. */
  onModel({ oldestSeq = Infinity }: Model): void {
    const { view, questions, texts } = this.#options;
    const before = this.#oldestBefore;
    this.#oldestBefore = undefined;
    if (before === oldestSeq) view.endOlder(texts.page.noOlder);
    else if (before !== undefined) questions.askOlder();
  }
}
