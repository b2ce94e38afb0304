/** The storage of the tab; in a browser that allows none, one that ends with the page. [edge] */

import type { TabStorage } from "./tab_memory.ts";

/** Opens the storage. */
export function openTabStorage(): TabStorage {
  try {
    return globalThis.sessionStorage;
  } catch {
    // A browser that blocks cookies forbids even to look at it.
    const items = new Map<string, string>();
    return {
      getItem: (key) => items.get(key) ?? null,
      setItem: (key, value) => void items.set(key, value),
      removeItem: (key) => void items.delete(key),
    };
  }
}
