/**
 * The conversation with a server of the original, where the text of one write is one message: messages
 * are sent as they are, no command is, and what comes is shown as it is.
 */

import { shortenBlanks } from "../blanks.ts";
import { encodeUtf8 } from "../bytes.ts";
import type { ConversationTexts } from "../i18n/mod.ts";
import type { LinkEvent } from "../net/link.ts";
import type { NameCheck } from "../names.ts";
import { personHelp } from "../slash.ts";
import { UnframedDecoder } from "../wire/unframed.ts";
import { Conversation } from "./conversation.ts";
import { askName } from "./naming.ts";
import { parsePlainLine, PLAIN_COMMANDS, type PlainLine } from "./plain_line.ts";

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
    const { texts } = this.options;
    const naming = { ui: this.ui, texts, check: checkOldName };
    const name = this.options.name ?? await askName(naming);
    let input: PlainLine | undefined = name === undefined ? name : { type: "send", text: name };
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

  /** Sends a message, or the name, and waits until the next one may be sent. */
  async #say(text: string): Promise<void> {
    this.#responded = Promise.withResolvers();
    this.#send(text);
    if (this.hasBeenIn) this.ui.echo(text);
    else this.onName(text);
    // Two writes in a row may be read as one message, so the second one waits.
    await Promise.race([this.#responded.promise, this.pause(GAP_MS)]);
    await this.pause(GAP_MS);
  }

  #execute(input: PlainLine): void {
    const { texts } = this.options;
    if (input.type === "clear") this.ui.clear();
    if (input.type !== "help") return;
    const keys = Object.keys(texts.commands) as (keyof ConversationTexts["commands"])[];
    const without = keys.filter((key) => !PLAIN_COMMANDS.includes(key));
    this.ui.say(personHelp(texts, without).join("\n"));
  }

  #send(text: string): void {
    this.link.send(encodeUtf8(text));
  }
}

/** The rules of a server of the original, which takes every name without a blank. */
function checkOldName(typed: string): NameCheck {
  const name = typed.trim();
  if (name === "") return { ok: false, code: "name-empty" };
  // It would say a command to everybody.
  if (/^[/@]/.test(name)) return { ok: false, code: "name-characters" };
  return /\s/.test(name) ? { ok: false, code: "name-spaces" } : { ok: true, name };
}
