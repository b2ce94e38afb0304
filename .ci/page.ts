/** Bundles the page into the files that the server gives: `deno task page`. */

import { bundlePage } from "./bundle_page.ts";

await bundlePage(new URL("../lib/web/", import.meta.url));
