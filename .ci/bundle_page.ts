/** The bundle of the page: its code, and the sentences of each language in a file of their own. */

import { minify } from "npm:terser@5.51.4";

const WEB = new URL("../lib/web/", import.meta.url);

/** The files that are bundled, without `.ts`. */
export const BUNDLES = ["page", "pt_br", "en"];

/**
 * Bundles the page.
 *
 * @param folder Where the files go.
 * @throws {Error} If a file cannot be bundled.
 */
export async function bundlePage(folder: URL): Promise<void> {
  for (const name of BUNDLES) {
    const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        ...["bundle", "--quiet", "--platform=browser", "--minify"],
        `--import-map=${new URL("import_map.json", WEB).pathname}`,
        new URL(`${name}.ts`, WEB).pathname,
      ],
    }).output();
    if (!success) throw new Error(`Cannot bundle ${name}: ${new TextDecoder().decode(stderr)}`);
    // After the bundler it finds 2% more. What it takes for granted is true of our code: nothing calls an
    // arrow with `new`, changes a prototype, or reads a getter for what it does and not for its value.
    const { code } = await minify(new TextDecoder().decode(stdout), {
      module: true,
      ecma: 2020,
      compress: {
        passes: 3,
        unsafe_arrows: true,
        hoist_funs: true,
        pure_getters: true,
        unsafe: true,
      },
    });
    await Deno.writeTextFile(new URL(`${name}.js`, folder), `${code}\n`);
  }
}
