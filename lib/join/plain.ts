/**
 * A conversation with a server of the original, where the words of one write are one message: what
 * is typed goes there as it is, what comes is shown as it is.
 */

import type { LinkEvent } from "../net/link.ts";
import { UnframedDecoder } from "../wire/plain_text.ts";
import { Conversation } from "./conversation.ts";

/** A server of the original takes what one read brings for one message. */
const PLAIN_GAP_MS = 150;

/** A conversation with a server of the original, where the words of one write are one message. */
export class PlainConversation extends Conversation {
  readonly #decoder = new UnframedDecoder();
  #isUp = false;
  #isIn = false;
  readonly #up = Promise.withResolvers<void>();
  #answered = Promise.withResolvers<void>();

  /** Sends what is typed, the name first. */
  protected override async readInput(): Promise<void> {
    const following = this.readLink();
    await this.#up.promise;
    this.ui.say(this.options.texts.banner);
    const everything = () => undefined; // The server knows what is wrong with a line.
    let line = this.options.name ?? await this.ui.ask(this.options.texts.askName);
    for (; line !== undefined; line = await this.ui.nextLine(everything)) {
      const text = line.trim();
      if (text === "") continue;
      if (text.toLowerCase() === "/sair") return this.leave();
      this.#answered = Promise.withResolvers();
      this.#send(text);
      if (this.#isIn) this.ui.echo(text);
      this.#isIn = true;
      // Two writes in a row may reach the server as one message, so the second one waits.
      await Promise.race([this.#answered.promise, this.pause(PLAIN_GAP_MS)]);
      await this.pause(PLAIN_GAP_MS);
    }
    this.leave();
    await following;
  }

  /** What the link brings. */
  protected override onLinkEvent(event: LinkEvent): void {
    switch (event.type) {
      case "up":
        this.#isUp = true;
        return this.#up.resolve();
      case "bytes":
        this.#answered.resolve();
        for (const line of this.#decoder.receive(event.bytes)) this.ui.say(line);
        return;
      case "down":
        return this.#isUp ? this.end() : this.fail(this.dialFailure(event.error));
    }
  }

  /** Tells the server, if it is there. */
  protected override sayGoodbye(): void {
    if (this.#isUp) this.#send("/sair");
    else this.end();
  }

  #send(text: string): void {
    this.link.send(new TextEncoder().encode(text));
  }
}
