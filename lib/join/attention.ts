/**
 * Attention: whether the person looks at the window. Its focus reports say so; of a terminal that has
 * sent none it is known only when a key was pressed last.
 */

import type { Clock } from "../clock.ts";

/** Without focus reports: how long after the last key the window is taken for unattended. */
const IDLE_MS = 60_000;

/** The attention to one window. */
export class Attention {
  readonly #clock: Pick<Clock, "now">;
  #keyPressedAt: number;
  /** By the last focus report; undefined before the first. */
  #isFocused?: boolean;
  /** Whether the place where this absence began is marked. */
  #isMarked = false;

  /**
   * Begins with a window that is looked at.
   *
   * @param clock Measures the time since the last key.
   */
  constructor(clock: Pick<Clock, "now">) {
    this.#clock = clock;
    this.#keyPressedAt = clock.now();
  }

  /** Whether the window reports that it has the focus: what it shows is seen. */
  get isFocused(): boolean {
    return this.#isFocused ?? false;
  }

  /** A key was pressed. */
  onKey(): void {
    this.#keyPressedAt = this.#clock.now();
    if (this.#isFocused === false) this.#isFocused = true;
    this.#isMarked = false;
  }

  /** The window got or lost the focus. */
  onFocus(isFocused: boolean): void {
    this.#isFocused = isFocused;
    this.#isMarked = false;
  }

  /** A message arrives. Returns whether it is the first that the person does not see. */
  onMessage(): boolean {
    const isAway = this.#isFocused === undefined
      ? this.#clock.now() - this.#keyPressedAt >= IDLE_MS
      : !this.#isFocused;
    if (!isAway || this.#isMarked) return false;
    return this.#isMarked = true;
  }
}
