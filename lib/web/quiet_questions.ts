/** The questions that the page asks by itself: their answers are shown in their places, and not as such. */

/** How many older messages are asked for at once. */
const OLDER_COUNT = 50;

/** The questions that are not answered yet. */
export class QuietQuestions {
  readonly #submit: (line: string) => string | undefined;
  #isAskingOlder = false;
  #peopleAsked = 0;

  /**
   * Asks nothing yet.
   *
   * @param submit Submits a command. Returns what is wrong with it; undefined when it is taken.
   */
  constructor(submit: (line: string) => string | undefined) {
    this.#submit = submit;
  }

  /** Asks for older messages, unless that is asked already. */
  askOlder(): void {
    this.#isAskingOlder ||= this.#submit(`/historico ${OLDER_COUNT}`) === undefined;
  }

  /** Asks who is here, and who is away. */
  askPeople(): void {
    if (this.#submit("/quem") === undefined) this.#peopleAsked++;
  }

  /** Older messages came. Returns whether the page has asked for them. */
  takeOlder(): boolean {
    const isAsked = this.#isAskingOlder;
    this.#isAskingOlder = false;
    return isAsked;
  }

  /** A list of people came. Returns whether the page has asked for it. */
  takePeople(): boolean {
    const isAsked = this.#peopleAsked > 0;
    if (isAsked) this.#peopleAsked--;
    return isAsked;
  }

  /** The connection is lost: no answer will come. */
  forget(): void {
    this.#isAskingOlder = false;
    this.#peopleAsked = 0;
  }
}
