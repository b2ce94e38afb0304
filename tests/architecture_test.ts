import { assert, assertEquals } from "@std/assert";

/**
 * The allowed imports; a folder's name means all its files. lib/README.md shows this table.
 */
const MAY_IMPORT: Record<string, string[]> = {
  main: ["server", "client", "doctor", "options", "i18n", "store", "net/addresses", "term/tty"],
  server: ["serve", "net/dialer", "net/host", "net/socket", "errors", "i18n"],
  client: ["join", "clock", "net/dialer", "net/host", "slash"],
  serve: [
    ...["broadcast", "chat", "wire", "net/heartbeat", "net/outbox", "net/socket", "slash"],
    ...["bytes", "clock", "errors", "protocol", "i18n"],
  ],
  broadcast: ["chat", "net/outbox", "bytes", "clock", "protocol"],
  join: [
    ...["view", "term", "net/heartbeat", "net/host", "net/link", "wire/json_events"],
    ...["wire/json_lines", "wire/plain_text", "wire/unframed", "slash", "text", "names"],
    ...["bytes", "clock", "errors", "protocol", "i18n"],
  ],
  doctor: [
    ...["wire/json_events", "wire/json_lines", "net/dialer", "net/host", "net/link"],
    ...["bytes", "clock", "errors", "protocol", "i18n"],
  ],
  store: ["chat", "errors", "protocol"],
  chat: ["names", "protocol"],
  wire: ["slash", "i18n", "text", "names", "bytes", "protocol"],
  view: ["term/cells", "i18n", "names", "protocol"],
  options: ["i18n", "names"],
  slash: ["i18n", "text", "protocol"],
  i18n: ["protocol"],
  net: ["clock", "errors"],
  term: ["clock"],
  bytes: [],
  clock: [],
  errors: [],
  text: [],
  names: [],
  protocol: [],
};

/** The files that may use the system, the clock and random numbers. */
const EDGES = [
  "main.ts",
  "server.ts",
  "client.ts",
  "lib/clock.ts",
  "lib/doctor/doctor.ts",
  "lib/net/addresses.ts",
  "lib/net/dialer.ts",
  "lib/net/socket.ts",
  "lib/serve/tokens.ts",
  "lib/broadcast/scheduler.ts",
  "lib/store/history.ts",
  "lib/store/history_error.ts",
  "lib/store/schema.ts",
  "lib/term/system.ts",
  "lib/term/tty.ts",
];

const ROOT = new URL("..", import.meta.url);

interface Source {
  path: string;
  text: string;
  imports: string[];
}

Deno.test("every file imports only what the table allows", async () => {
  for (const { path, imports } of await sources()) {
    const room = areaOf(path);
    const allowed = MAY_IMPORT[room] ?? [];
    assert(room in MAY_IMPORT, `${path} stands in no room of the table`);
    for (const target of imports) {
      const isAllowed = areaOf(target) === room ||
        allowed.some((to) => target === `lib/${to}.ts` || target === `${to}.ts`) ||
        allowed.includes(areaOf(target));
      assert(isAllowed, `${path} imports ${target}`);
    }
  }
});

Deno.test("only the edges touch the system, the clock and chance", async () => {
  const system =
    /\bDeno\.|"node:|\b(setTimeout|setInterval|performance|crypto)\b|Date\.now|Math\.random/;
  for (const { path, text } of await sources()) {
    const code = text.replace(/\/\*[^]*?\*\/|\/\/.*/g, "");
    if (!EDGES.includes(path)) assert(!system.test(code), `${path}: ${system.exec(code)?.[0]}`);
    else if (path.startsWith("lib/")) {
      assert(text.includes("[edge]"), `${path} does not say that it is an edge`);
    }
  }
});

Deno.test("the keyboard is never read through Deno.stdin", async () => {
  for (const { path, text } of await sources()) {
    assert(!/Deno\.stdin/.test(text), `${path} reads Deno.stdin, which spoils accents on Windows`);
  }
});

Deno.test("the standard library is imported under its own names", async () => {
  for (const { path, text } of await sources()) {
    const foreign = [...text.matchAll(/from "([^".][^"]*)"/g)].map(([, name]) => name!)
      .filter((name) => !/^(@std\/|node:)/.test(name));
    assertEquals(foreign, [], path);
  }
});

Deno.test("lib/README.md shows the table of imports as it is", async () => {
  const readme = await Deno.readTextFile(new URL("lib/README.md", ROOT));
  for (const [room, allowed] of Object.entries(MAY_IMPORT)) {
    if (allowed.length === 0) continue;
    const row = new RegExp(`^${room} +→ ${allowed.join(", ")}$`, "m");
    assert(row.test(readme), `lib/README.md lacks the row ${room} → ${allowed.join(", ")}`);
  }
});

async function sources(): Promise<Source[]> {
  const paths = ["main.ts", "server.ts", "client.ts", ...await below("lib")];
  return await Promise.all(paths.map(async (path) => {
    const text = await Deno.readTextFile(new URL(path, ROOT));
    const imports = [...text.matchAll(/from "(\.[^"]*\.ts)"/g)].map(([, target]) =>
      new URL(target!, new URL(path, "file:///")).pathname.slice(1)
    );
    return { path, text, imports };
  }));
}

async function below(folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(new URL(folder, ROOT))) {
    const path = `${folder}/${name}`;
    if (isDirectory) found.push(...await below(path));
    else if (name.endsWith(".ts")) found.push(path);
  }
  return found;
}

/** `lib/wire/detect.ts` → `wire`, `lib/slash.ts` → `slash`, `main.ts` → `main`. */
function areaOf(path: string): string {
  return path.replace(/^lib\//, "").replace(/\.ts$/, "").split("/")[0]!;
}
