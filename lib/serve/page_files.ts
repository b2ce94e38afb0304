/** The files of the page, as they are bundled by `deno task page`. */

import en from "../web/en.js" with { type: "text" };
import icon from "../web/icon.svg" with { type: "text" };
import style from "../web/page.css" with { type: "text" };
import markup from "../web/page.html" with { type: "text" };
import code from "../web/page.js" with { type: "text" };
import ptBr from "../web/pt_br.js" with { type: "text" };
import type { PageFile } from "./site.ts";

/** The page at `/`, and what it loads. */
export const PAGE_FILES: readonly PageFile[] = [
  { path: "/", type: "text/html", text: markup },
  { path: "/page.css", type: "text/css", text: style, isPublic: true },
  { path: "/page.js", type: "text/javascript", text: code },
  { path: "/pt_br.js", type: "text/javascript", text: ptBr },
  { path: "/en.js", type: "text/javascript", text: en },
  { path: "/icon.svg", type: "image/svg+xml", text: icon, isPublic: true },
];
