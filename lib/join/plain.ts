/**
 * The conversation with a server of the original, where the text of one write is one message: messages
 * are sent as they are, no command is, and what comes is shown as it is.
 */

import { encodeUtf8 } from "../bytes.ts";
import type { Texts } from "../i18n/mod.ts";
import type { LinkEvent } from "../net/link.ts";
import { personHelp } from "../slash.ts";
import { shortenBlanks } from "../text.ts";
import { UnframedDecoder } from "../wire/unframed.ts";
import { Conversation } from "./conversation.ts";
import { parsePlainLine, parsePlainName, PLAIN_COMMANDS, type PlainLine } from "./plain_line.ts";

/** The gap between two writes: a server of the original takes what one read brings for one message. */
const GAP_MS = 150;

/** A conversation with a server of the original. */
export class PlainConversation extends Conversation {
  readonly #decoder = new UnframedDecoder();
  readonly #connected = Promise.withResolvers<void>();
  #hasJoined = false;
  #responded = Promise.withResolvers<void>();

  /** Sends what is typed, the name first. */
  protected override async readInput(): Promise<void> {
    const reading = this.readLink();
    await this.#connected.promise;
    this.ui.say(this.options.texts.banner);
    const { name, texts } = this.options;
    let input = name === undefined ? await this.#askName() : { type: "send" as const, text: name };
    const parse = (line: string) => parsePlainLine(line, texts);
    for (; input !== undefined; input = await this.ui.nextLine(parse)) {
      if (input.type === "leave") return this.leave();
      if (input.type === "send") await this.#say(input.text);
      else this.#execute(input);
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

  /** Asks until the answer can be sent as a name; undefined when there will be none. */
  async #askName(): Promise<PlainLine | undefined> {
    const { texts } = this.options;
    for (let isAgain = false;; isAgain = true) {
      const line = await this.ui.ask(texts.askName, isAgain);
      if (line === undefined) return undefined;
      const parsed = parsePlainName(line, texts);
      if ("value" in parsed) return parsed.value;
      this.ui.say(parsed.complaint);
    }
  }

  /** Sends a message, or the name, and waits until the next one may be sent. */
  async #say(text: string): Promise<void> {
    this.#responded = Promise.withResolvers();
    this.#send(text);
    if (this.#hasJoined) this.ui.echo(text);
    this.#hasJoined = true;
    // Two writes in a row may be read as one message, so the second one waits.
    await Promise.race([this.#responded.promise, this.pause(GAP_MS)]);
    await this.pause(GAP_MS);
  }

  #execute(input: PlainLine): void {
    const { texts } = this.options;
    if (input.type === "clear") this.ui.clear();
    if (input.type !== "help") return;
    const keys = Object.keys(texts.commands) as (keyof Texts["commands"])[];
    const without = keys.filter((key) => !PLAIN_COMMANDS.includes(key));
    this.ui.say(personHelp(texts, without).join("\n"));
  }

  #send(text: string): void {
    this.link.send(encodeUtf8(text));
  }
}
