import { assertEquals } from "@std/assert";
import { page as enPage } from "../../lib/i18n/en/page.ts";
import { page as ptPage } from "../../lib/i18n/pt_br/page.ts";
import { texts as en } from "../../lib/web/en.ts";
import { texts as pt } from "../../lib/web/pt_br.ts";

const pure = { permissions: "none" as const };

Deno.test(
  "the page says what to do on a page, where a terminal would do something else",
  pure,
  () => {
    for (const [texts, page] of [[pt, ptPage], [en, enPage]] as const) {
      assertEquals(texts.refusals.password(""), page.askedAgain);
      assertEquals(texts.refusals.version(""), page.otherVersion);
      assertEquals(texts.programAt(""), page.loadAgain);
      assertEquals(texts.waitingForServer, page.waitingForServer);
    }
  },
);
