/**
 * The lines that a person types in a conversation with a server of ours: each is parsed, validated and
 * carried out, until the person leaves.
 */

import type { ConversationTexts } from "../i18n/mod.ts";
import type { Command, Say, Whisper } from "../protocol.ts";
import type { HostCommand, HostInput } from "../slash/meaning.ts";
import {
  type CommandWords,
  parseUserInput,
  personHelp,
  personWords,
  type UserInput,
} from "../slash.ts";
import { marksHelp } from "../view/marks_help.ts";
import type { Model } from "../view/model.ts";
import type { Ignored } from "./ignored.ts";
import type { Parsed, Ui } from "./ui.ts";
import { addressReply, resolve, validate } from "./validate.ts";

/** What the host of the chat, on whose machine the server runs, can do besides. */
export interface HostControls {
  /** Carries out a command of the operator. To close the chat, the host leaves. */
  execute(command: HostCommand): void;
  /** Parses a line that the host types. */
  parse(line: string, texts: ConversationTexts): HostInput;
  /** The words that the host can type. */
  words(texts: ConversationTexts): CommandWords;
  /** The help: about what every person can type, and about what only the host can. */
  help(texts: ConversationTexts): { person: string[]; host: string[] };
  /** What is wrong with a line of the host, or has to be said before; undefined when it is carried out. */
  complaint(input: HostInput, model: Model, keepsLine: boolean): string | undefined;
}

/** What typed commands are carried out with. */
export interface TypedCommandsOptions {
  /** Where lines are typed. */
  ui: Ui;
  /** The language. */
  texts: ConversationTexts;
  /** What the person can do as the host; undefined for other people. */
  hostControls: HostControls | undefined;
  /** The state of the conversation. */
  model: () => Model;
  /** Whether the server can be asked something now. */
  isOnline: () => boolean;
  /** Resolves when fewer messages than this are pending. */
  pendingBelow: (count: number) => Promise<void>;
  /** Sends a command to the server. */
  send: (command: Command) => void;
  /** Posts a message, which is pending until it comes back. */
  post: (message: Say | Whisper) => void;
  /** The people of whom nothing is shown. */
  ignored: Ignored;
  /** Asks the server for a new name, as soon as that is possible. */
  rename: (name: string) => void;
}

/** How many messages may be pending; then redirected input waits, and a prompt refuses. */
const MAX_PENDING = 200;

/** The typed commands of one conversation. */
export class TypedCommands {
  readonly #options: TypedCommandsOptions;

  /**
   * Reads nothing before `read`.
   *
   * @param options The conversation.
   */
  constructor(options: TypedCommandsOptions) {
    this.#options = options;
  }

  /** Carries out what is typed until the person leaves; false when the input ended before. */
  async read(): Promise<boolean> {
    const { ui, pendingBelow } = this.#options;
    const parse = (line: string) => this.#parse(line);
    for (;;) {
      const input = await ui.nextLine(parse);
      if (!input) return false;
      if (leaves(input)) return true;
      await pendingBelow(MAX_PENDING);
      this.#execute(input);
    }
  }

  /** Leaving waits until all messages are delivered; a second `/sair` does not. */
  async secondLeave(): Promise<void> {
    const parse = (line: string) => this.#parseLeaving(line);
    for (;;) {
      const input = await this.#options.ui.nextLine(parse);
      if (!input) return await new Promise(() => {});
      if (leaves(input)) return;
    }
  }

  /** A person who is leaving can only leave without waiting. */
  #parseLeaving(line: string): Parsed<HostInput> {
    const input = this.#meaning(line);
    if (leaves(input) || input.type === "nothing") return { value: input };
    return { complaint: this.#options.texts.isLeaving };
  }

  #meaning(line: string): HostInput {
    const { texts, hostControls } = this.#options;
    return (hostControls?.parse ?? parseUserInput)(line, texts);
  }

  #parse(line: string): Parsed<HostInput> {
    const { ui, hostControls, model } = this.#options;
    const input = this.#meaning(line);
    const complaint = hostControls?.complaint(input, model(), ui.keepsRejectedLine);
    if (complaint !== undefined) return { complaint };
    return input.type === "host" ? { value: input } : this.#validated(input);
  }

  #validated(typed: UserInput): Parsed<UserInput> {
    const { ui, texts, isOnline, ignored, hostControls } = this.#options;
    const model = this.#options.model();
    const input = resolve(typed, model);
    const isFull = ui.keepsRejectedLine && model.pending.length >= MAX_PENDING;
    const commands = (hostControls?.words ?? personWords)(texts);
    const state = { model, isOnline: isOnline(), isFull, ignored, commands };
    const complaint = validate(input, state, texts);
    return complaint === undefined ? { value: addressReply(input, model) } : { complaint };
  }

  #execute(input: HostInput): void {
    const { ui, hostControls, model, send, post, rename, ignored } = this.#options;
    switch (input.type) {
      case "host":
        return hostControls!.execute(input.command);
      case "help":
        return this.#help();
      case "clear":
        return ui.clear();
      case "ignore":
        return ignored.toggle(input.name, model().people);
      case "say":
      case "whisper":
        return post(input);
      case "rename":
        return rename(input.name);
      case "past":
        return send({ ...input, before: model().oldestSeq });
      case "who":
        return send(input);
    }
  }

  #help(): void {
    const { ui, texts, hostControls } = this.#options;
    const { person, host } = hostControls?.help(texts) ?? { person: personHelp(texts), host: [] };
    ui.say([...person, ...marksHelp(texts), texts.relayNote].join("\n"));
    if (host.length > 0) ui.say(host.join("\n"));
  }
}

function leaves(input: HostInput): boolean {
  return input.type === "leave" || input.type === "host" && input.command.type === "shut-down";
}
