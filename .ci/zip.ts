/**
 * Packs an executable, which is mostly text and tables, to a third of its size:
 * `deno run -A .ci/zip.ts dist/chat.exe` makes `dist/chat.zip` with `chat.exe` in it.
 */

import { zipSync } from "npm:fflate@0.8.3";
import { basename } from "node:path";

if (import.meta.main) {
  const [path] = Deno.args;
  if (path === undefined) throw new TypeError("Cannot pack: no path is given");
  await Deno.writeFile(zipPathOf(path), zipOf(basename(path), await Deno.readFile(path)));
}

/** The path of the zip: beside the executable. */
export function zipPathOf(path: string): string {
  return path.replace(/(\.exe)?$/, ".zip");
}

/**
 * A zip with one file.
 *
 * @param name The name of the file in it.
 * @param bytes The complete file.
 */
export function zipOf(name: string, bytes: Uint8Array): Uint8Array {
  return zipSync({ [name]: bytes }, { level: 9 });
}
