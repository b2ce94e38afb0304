/**
 * The file of what is remembered. It is kept open for later changes, so that the permission for files
 * can be given up before anything is connected to. [edge]
 */

import { encodeUtf8 } from "../bytes.ts";
import { formatSettings, parseSettings, type Settings } from "./settings.ts";

/** What reading a settings file found. */
export type SettingsRead =
  | { type: "settings"; settings: Settings }
  | { type: "absent" }
  | { type: "damaged" }
  | { type: "failed"; error: unknown };

/** The settings of a person fit in a hundredth of it. */
const MAX_BYTES = 64 * 1024;

/** Reads a settings file. */
export function readSettings(path: string): SettingsRead {
  try {
    const { isFile, size } = Deno.statSync(path); // A pipe would be waited for.
    if (!isFile || size > MAX_BYTES) return { type: "damaged" };
    const settings = parseSettings(Deno.readTextFileSync(path));
    return settings ? { type: "settings", settings } : { type: "damaged" };
  } catch (error) {
    if (isAbsent(error)) return { type: "absent" };
    return { type: "failed", error };
  }
}

/**
 * Deletes a settings file, and its folder if nothing else is in it.
 *
 * @returns Whether there was one.
 * @throws {Error} When it cannot be deleted.
 */
export function deleteSettings(path: string): boolean {
  try {
    if (Deno.lstatSync(path).isDirectory) {
      throw new Deno.errors.IsADirectory(`Cannot delete "${path}": it is a folder`);
    }
    Deno.removeSync(path);
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
  try {
    Deno.removeSync(path.replace(/[\\/][^\\/]*$/, ""));
  } catch {
    // Something else is in the folder, or it belongs to another person.
  }
  return true;
}

/** A settings file that is open for writing. Only its owner may read it (mode 0600). */
export class SettingsFile implements Disposable {
  readonly #file: Deno.FsFile;

  private constructor(file: Deno.FsFile) {
    this.#file = file;
  }

  /**
   * Opens a settings file, and makes it and its folder where they are missing.
   *
   * @throws {Error} When that cannot be done.
   */
  static open(path: string): SettingsFile {
    Deno.mkdirSync(path.replace(/[\\/][^\\/]*$/, ""), { recursive: true, mode: 0o700 });
    const file = Deno.openSync(path, { read: true, write: true, create: true, mode: 0o600 });
    try {
      if (!file.statSync().isFile) {
        throw new Deno.errors.InvalidData(`Cannot write "${path}": it is not a file`);
      }
      // An existing file keeps its mode when it is opened.
      if (Deno.build.os !== "windows") Deno.chmodSync(path, 0o600);
    } catch (error) {
      file.close();
      throw error;
    }
    return new SettingsFile(file);
  }

  /**
   * Replaces what is in the file. Needs no permission.
   *
   * @throws {Error} When it cannot be written.
   */
  save(settings: Settings): void {
    const bytes = encodeUtf8(formatSettings(settings));
    this.#file.seekSync(0, Deno.SeekMode.Start);
    for (let done = 0; done < bytes.length;) done += this.#file.writeSync(bytes.subarray(done));
    this.#file.truncateSync(bytes.length);
  }

  /** Closes the file. */
  [Symbol.dispose](): void {
    this.#file.close();
  }
}

/** Whether an error says that there is no such file. */
function isAbsent(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory;
}
