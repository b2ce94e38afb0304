/** A storage in memory, as a tab has one: perhaps full. */

import type { TabStorage } from "../../lib/web/tab_memory.ts";

/** A storage with a bound on what it takes, in UTF-16 units. */
export class MemoryStorage implements TabStorage {
  readonly items = new Map<string, string>();
  readonly #maxUnits: number;

  /** Makes an empty storage. */
  constructor(maxUnits = Infinity) {
    this.#maxUnits = maxUnits;
  }

  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    const others = [...this.items].filter(([name]) => name !== key);
    const units = others.reduce((sum, [name, text]) => sum + name.length + text.length, 0);
    if (units + key.length + value.length > this.#maxUnits) {
      throw new DOMException("full", "QuotaExceededError");
    }
    this.items.set(key, value);
  }

  removeItem(key: string): void {
    this.items.delete(key);
  }
}
