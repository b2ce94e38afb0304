/** Renders the transcript of a conversation as rows of a terminal. */

import type { Event } from "../protocol.ts";
import { type RenderOptions, rowsOf } from "./lines.ts";
import type { Model } from "./model.ts";
import { Transcript } from "./transcript.ts";
import type { TranscriptLine } from "./transcript_line.ts";

/** The rendering of an event. */
export interface Rendered {
  /** Rows for the transcript. */
  lines: string[];
  /** Whether to ring the bell: a private message to the person, or a mention of them, or of everybody. */
  isHighlight: boolean;
}

/** Renders one client's transcript. */
export class TranscriptRenderer {
  readonly #options: RenderOptions;
  readonly #transcript: Transcript;

  /**
   * Makes a renderer that marks the day of the first event.
   *
   * @param options How events are rendered.
   */
  constructor(options: RenderOptions) {
    this.#options = options;
    this.#transcript = new Transcript(options);
  }

  /** Whether presence changes are held back, to be joined with those that follow. */
  get isHoldingBack(): boolean {
    return this.#transcript.isHoldingBack;
  }

  /**
   * Renders an event.
   *
   * @param model The model before the event.
   * @param width The columns of a row. @default {Infinity}
   */
  render(event: Event, model: Model, width?: number): Rendered {
    const { lines, isHighlight } = this.#transcript.add(event, model);
    return { lines: this.#rows(lines, width), isHighlight };
  }

  /** Renders a sentence of the program itself, which happens now. */
  note(sentence: string, width?: number): string[] {
    return this.#rows(this.#transcript.note(sentence), width);
  }

  /** Renders the presence changes that were held back. */
  flush(width?: number): string[] {
    return this.#rows(this.#transcript.flush(), width);
  }

  #rows(lines: TranscriptLine[], width?: number): string[] {
    return lines.flatMap((line) => rowsOf(line, this.#options, width));
  }
}
