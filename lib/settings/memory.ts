/**
 * The memory of this computer: what its settings file has, and the sentences about it. No failure of
 * the file is more than a sentence.
 */

import { systemErrorNumber, systemFailureOf } from "../errors.ts";
import type { Texts } from "../i18n/mod.ts";
import { type Settings, usableName } from "./settings.ts";
import { deleteSettings, readSettings, SettingsFile } from "./settings_file.ts";

/** What is remembered for the next time, if the person asked for it. */
export class Memory implements Disposable {
  /** The path of the file; undefined when the system has no place for it. */
  readonly #path: string | undefined;
  readonly #texts: Texts["memory"];
  readonly #failures: Texts["systemFailures"];
  #settings: Settings = {};
  #isOn = false;
  #file?: SettingsFile | undefined;

  /**
   * Remembers nothing until `read` or `remember`.
   *
   * @param path The path of the file; undefined when the system has no place for it.
   * @param texts The language.
   */
  constructor(path: string | undefined, texts: Texts) {
    this.#path = path;
    this.#texts = texts.memory;
    this.#failures = texts.systemFailures;
  }

  /** The address of the last time. */
  get address(): string | undefined {
    return this.#settings.address;
  }

  /** The person's name. */
  get name(): string | undefined {
    return this.#settings.name;
  }

  /** Whether the file is there and is not damaged, or was made. */
  get isOn(): boolean {
    return this.#isOn;
  }

  /** Whether the file is open: it can be changed without a permission. */
  get isOpen(): boolean {
    return this.#file !== undefined;
  }

  /** Reads the file; gives back the sentence about one that cannot be used. */
  read(): string | undefined {
    if (this.#path === undefined) return undefined;
    const read = readSettings(this.#path);
    switch (read.type) {
      case "absent":
        return undefined;
      case "damaged":
        return this.#texts.damaged(this.#path);
      case "failed":
        return this.#texts.unreadable(this.#path, this.#reasonOf(read.error));
      case "settings":
        this.#settings = read.settings;
        this.#isOn = true;
        return undefined;
    }
  }

  /**
   * Remembers an address and a name. Opens the file at the first time, which needs permissions; later
   * it needs none.
   *
   * @param settings What is new; the rest stays as it was, also instead of a name that cannot be one.
   * @returns Whether it could, and the sentence that says so or why not.
   */
  remember(settings: Settings): { ok: boolean; sentence: string } {
    if (this.#path === undefined) return { ok: false, sentence: this.#texts.noPlace };
    const { name, ...rest } = settings;
    const next = { ...this.#settings, ...rest, ...usableName(name) };
    try {
      this.#file ??= SettingsFile.open(this.#path);
      this.#file.save(next);
    } catch (error) {
      return { ok: false, sentence: this.#texts.unwritable(this.#path, this.#reasonOf(error)) };
    }
    this.#settings = next;
    this.#isOn = true;
    return { ok: true, sentence: this.#texts.remembered(this.#path) };
  }

  /** Deletes the file; gives back whether that was possible, and the sentence that says so. */
  forget(): { ok: boolean; sentence: string } {
    if (this.#path === undefined) return { ok: true, sentence: this.#texts.nothing };
    this[Symbol.dispose]();
    this.#settings = {};
    this.#isOn = false;
    try {
      const { forgotten, nothing } = this.#texts;
      return { ok: true, sentence: deleteSettings(this.#path) ? forgotten(this.#path) : nothing };
    } catch (error) {
      return { ok: false, sentence: this.#texts.undeletable(this.#path, this.#reasonOf(error)) };
    }
  }

  #reasonOf(error: unknown): string {
    return this.#failures[systemFailureOf(error)](systemErrorNumber(error));
  }

  /** Closes the file. */
  [Symbol.dispose](): void {
    this.#file?.[Symbol.dispose]();
    this.#file = undefined;
  }
}
