/** The files of the page are what its code makes: a clone needs no build. */

import { assert, assertEquals } from "@std/assert";
import { bundlePage, BUNDLES } from "../../.ci/bundle_page.ts";
import { PAGE_FILES } from "../../lib/serve/page_files.ts";

const MAX_CODE_BYTES = 60 * 1024;

Deno.test("the bundles in lib/web are those of its code; if not, deno task page makes them", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await bundlePage(new URL(`file://${folder}/`));
    for (const name of BUNDLES) {
      const made = await Deno.readTextFile(`${folder}/${name}.js`);
      const kept = await Deno.readTextFile(new URL(`../../lib/web/${name}.js`, import.meta.url));
      assert(made === kept, `lib/web/${name}.js is not what deno task page makes`);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("the page has at most 60 KB of code, and asks for nothing from elsewhere", {
  permissions: "none",
}, () => {
  const textOf = (path: string) => PAGE_FILES.find((file) => file.path === path)!.text;
  const { length } = new TextEncoder().encode(textOf("/page.js"));
  assert(length <= MAX_CODE_BYTES, `${length} bytes`);
  for (const { path, text } of PAGE_FILES) {
    const addresses = [...text.matchAll(/https?:\/\/[\w.-]+/g)].map(([address]) => address)
      .filter((address) => !address.startsWith("http://www.w3.org")); // The name of SVG.
    assertEquals(addresses, [], path);
  }
});
