/**
 * Twin tabs: a browser that duplicates a tab copies its storage, and with it the token of its session.
 * The copy asks whether another tab has the token: two tabs are two people. Of two that ask at once the
 * one with the lower number has it. [edge]
 */

const CHANNEL = "chat.tokens";
/** A tab of the same browser answers sooner. */
const ANSWER_MS = 300;

/** What tabs say to each other. */
interface TabMessage {
  type: "asked" | "taken";
  token: string;
  /** The number of the tab that says it. */
  from: number;
}

/** This tab among its twins. */
export class TwinTabs {
  readonly #channel = new BroadcastChannel(CHANNEL);
  readonly #number = Math.random();
  readonly #token: () => string | undefined;
  /** The question of this tab, while it waits for answers. */
  #asking?: ((isTaken: boolean) => void) | undefined;

  /**
   * Answers the twins from now on.
   *
   * @param token The token of this tab's session; undefined when it has none.
   */
  constructor(token: () => string | undefined) {
    this.#token = token;
    this.#channel.onmessage = ({ data }: MessageEvent<TabMessage>) => this.#onMessage(data);
  }

  /** Whether another tab has the token of this one: after an answer, or when none comes in 300 ms. */
  async isTaken(): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.#asking = resolve;
    this.#say("asked");
    setTimeout(() => resolve(false), ANSWER_MS);
    return await promise.finally(() => this.#asking = undefined);
  }

  #onMessage({ type, token, from }: TabMessage): void {
    if (token !== this.#token()) return;
    const isOurs = !this.#asking || this.#number < from;
    if (type === "asked" && isOurs) this.#say("taken");
    else this.#asking?.(true); // The other may have begun too late to hear our question.
  }

  #say(type: TabMessage["type"]): void {
    const token = this.#token();
    if (token === undefined) return;
    this.#channel.postMessage({ type, token, from: this.#number } satisfies TabMessage);
  }
}
