/** The terminal of a screen. */

import type { Key } from "../term/keys.ts";
import type { Size } from "../term/paint.ts";

/** What a screen needs of a terminal. */
export interface ScreenTerminal {
  /** The size of the window now. */
  readonly size: Size;
  /** Whether it knows synchronized output. */
  readonly isSynchronized: boolean;
  /** Shows a text as it is. Never waits. */
  write(text: string): void;
  /** Resolves when everything is shown. */
  idle(): Promise<void>;
  /** Resolves when everything is shown, or so many ms are over. */
  flushed(maxMs: number): Promise<void>;
  /** Asks the terminal where its cursor is; the answer comes as a key. */
  requestCursor(): void;
  /** Takes the keyboard over. */
  listen(listener: {
    keys: (keys: Key[]) => void;
    resized: () => void;
    ended: () => void;
  }): void;
  /** Restores the terminal. */
  restore(): void;
}
