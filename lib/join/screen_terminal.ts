/** What a screen is made with: its terminal, and its options. */

import type { Clock } from "../clock.ts";
import type { KeyListener } from "../term/keyboard.ts";
import type { Size } from "../term/paint.ts";
import type { CommandWords } from "../slash.ts";
import type { RenderOptions } from "../view/lines.ts";

/** What a screen needs of a terminal. */
export interface ScreenTerminal {
  /** The size of the window now. */
  readonly size: Size;
  /** Whether it knows synchronized output. */
  readonly isSynchronized: boolean;
  /** Whether it knows no more than a VT100 does: neither titles nor deleted rows. */
  readonly isBasic: boolean;
  /** Shows a text as it is. Never waits. */
  write(text: string): void;
  /** Resolves when everything is shown. */
  idle(): Promise<void>;
  /** Resolves when everything is shown, or so many ms are over. */
  flushed(maxMs: number): Promise<void>;
  /** Asks the terminal where its cursor is; the answer comes as a key. */
  requestCursor(): void;
  /** Takes the keyboard over. */
  listen(listener: KeyListener): void;
  /** Restores the terminal. */
  restore(): void;
}

/** What a screen is made with. */
export interface ScreenOptions {
  /** How the transcript is rendered. */
  render: RenderOptions;
  /** The server's address, for the title of the window. @default {the screen sets no title} */
  address?: string;
  /** Whether nothing rings. */
  quiet: boolean;
  /** Whether nobody on the way can read the conversation. @default {the screen shows no lock} */
  isEncrypted?: () => boolean;
  /** The commands that can be completed. */
  commands: CommandWords;
  /** Measures time, and waits. */
  clock: Clock;
}
