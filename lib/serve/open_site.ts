/**
 * The site of a server with its files: they are opened at the start, before the program gives its file
 * rights up, and closed with the server. [edge]
 */

import type { Texts } from "../i18n/mod.ts";
import { acceptKey } from "./accept_key.ts";
import { OfferedFile } from "./offered_file.ts";
import { PAGE_FILES } from "./page_files.ts";
import { Site } from "./site.ts";

/** What the site of a server is made with. */
export interface OpenSiteOptions {
  /** Whether there is a page. */
  page: boolean;
  /** The DNS names under which it may be opened, besides addresses and the computer's own name. */
  hostNames: readonly string[];
  /** The paths of the files that are offered for download. */
  offers: readonly string[];
  /** The program itself, if it is offered. @default {it is not} */
  program?: OfferedFile | undefined;
  /** The language of the sentences. */
  texts: Texts;
}

/** An open site. */
export class OpenSite implements AsyncDisposable {
  /** The site; undefined without a page. */
  readonly site: Site | undefined;
  /** The first path of a file that cannot be offered; undefined when all can be. */
  readonly unreadable: string | undefined;
  readonly #files: OfferedFile[] = [];

  /**
   * Opens the files, and computes their checksums in the background.
   *
   * @param options The names and the files.
   */
  constructor({ page, hostNames, offers, program, texts }: OpenSiteOptions) {
    if (!page) return;
    this.unreadable = offers.find((path) => !this.#open(path));
    const offered = withOwnNames(program ? [program, ...this.#files] : this.#files);
    // A file that shrinks or breaks meanwhile is offered without a checksum.
    for (const file of offered) file.hash().catch(() => {});
    const names = [...hostNames, ...ownNames()];
    this.site = new Site({
      files: PAGE_FILES,
      offers: offered,
      hostNames: names,
      texts,
      acceptKey,
    });
  }

  /** Closes the files. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#files.map((file) => file[Symbol.asyncDispose]()));
  }

  #open(path: string): boolean {
    try {
      const file = OfferedFile.open(path);
      this.#files.push(file);
      return true;
    } catch {
      return false; // The person is told which file it is; the system's reason is in English.
    }
  }
}

/** Files with names that differ: of two with one name, the second is `x (2).txt`. */
function withOwnNames(files: readonly OfferedFile[]): OfferedFile[] {
  const names = new Set<string>();
  for (const file of files) {
    const [, start = file.name, end = ""] = /^(.+?)(\.[^.]*)?$/.exec(file.name) ?? [];
    for (let number = 2; names.has(file.name); number++) file.name = `${start} (${number})${end}`;
    names.add(file.name);
  }
  return [...files];
}

/** The names by which a local network knows this computer. */
function ownNames(): string[] {
  try {
    const name = Deno.hostname();
    return [name, `${name}.local`];
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) return [];
    throw error;
  }
}

/**
 * Opens the compiled program, to be offered.
 *
 * @param version Its version.
 * @returns The program; undefined when this is none, or it cannot be read.
 */
export function openProgram(version: string): OfferedFile | undefined {
  if (!Deno.build.standalone) return undefined;
  try {
    return OfferedFile.open(Deno.execPath(), { version });
  } catch {
    return undefined; // The page offers less.
  }
}
