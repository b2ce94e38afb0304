/**
 * The conversation with a server of the original, where the text of one write is one message: what is
 * typed is sent as it is, and what comes is shown as it is.
 */

import { encodeUtf8 } from "../bytes.ts";
import type { LinkEvent } from "../net/link.ts";
import { shortenBlanks } from "../text.ts";
import { UnframedDecoder } from "../wire/unframed.ts";
import { Conversation } from "./conversation.ts";
import { asTyped } from "./ui.ts";

/** The gap between two writes: a server of the original takes what one read brings for one message. */
const GAP_MS = 150;

/** A conversation with a server of the original. */
export class PlainConversation extends Conversation {
  readonly #decoder = new UnframedDecoder();
  readonly #connected = Promise.withResolvers<void>();
  #responded = Promise.withResolvers<void>();

  /** Sends what is typed, the name first. */
  protected override async readInput(): Promise<void> {
    const reading = this.readLink();
    await this.#connected.promise;
    this.ui.say(this.options.texts.banner);
    let line = this.options.name ?? await this.ui.ask(this.options.texts.askName);
    for (; line !== undefined; line = await this.ui.nextLine(asTyped)) {
      const text = line.trim();
      if (text === "") continue;
      if (text.toLowerCase() === "/sair") return this.leave();
      this.#responded = Promise.withResolvers();
      this.#send(text);
      if (this.hasBeenIn) this.ui.echo(text);
      else this.onName(text);
      // Two writes in a row may be read as one message, so the second one waits.
      await Promise.race([this.#responded.promise, this.pause(GAP_MS)]);
      await this.pause(GAP_MS);
    }
    this.leave();
    await reading;
  }

  /** Handles what happens on the link. */
  protected override onLinkEvent(event: LinkEvent, wasUp: boolean): void {
    switch (event.type) {
      case "up":
        return this.#connected.resolve();
      case "bytes":
        this.#responded.resolve();
        for (const line of this.#decoder.receive(event.bytes)) this.ui.say(shortenBlanks(line));
        return;
      case "down":
        return wasUp ? this.end() : this.fail(this.dialFailure(event.error));
    }
  }

  /** Tells the server, if it is connected. */
  protected override sayGoodbye(): void {
    if (this.isUp) this.#send("/sair");
    else this.end();
  }

  #send(text: string): void {
    this.link.send(encodeUtf8(text));
  }
}
