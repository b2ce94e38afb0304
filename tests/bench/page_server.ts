/** The program of a server with a page: `chat serve` without a rate limit, on the port that it is told. */

import { textsOf } from "../../lib/i18n/mod.ts";
import { LineConsole } from "../../lib/operator/line_console.ts";
import { acceptKey } from "../../lib/serve/accept_key.ts";
import { Site } from "../../lib/serve/site.ts";
import { serve } from "../../server.ts";

const texts = textsOf("pt-BR");
const stop = new AbortController();
Deno.addSignalListener("SIGTERM", () => stop.abort());
const terminal = {
  print: (text: string | (() => string)) => {
    const line = typeof text === "string" ? text : text();
    Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
  },
  lines: async function* () {},
};
await serve(
  {
    host: "127.0.0.1",
    port: Number(Deno.args[0]),
    hidePrivate: false,
    maxPeople: 20_000,
    rate: 0,
    maxPerAddress: 0,
    recent: 20,
    graceMs: 30_000,
    texts,
    invitation: () => [],
    hints: [],
    site: new Site({ files: [], offers: [], hostNames: [], texts, acceptKey }),
  },
  () => new LineConsole(terminal, texts),
  stop.signal,
);
