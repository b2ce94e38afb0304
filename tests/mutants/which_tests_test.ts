import { assertEquals } from "@std/assert";
import { ImportGraph } from "./which_tests.ts";

const pure = { permissions: "none" } as const;

const GRAPH = new ImportGraph({
  "main.ts": `import { talk } from "./lib/chat/talk.ts"; talk();`,
  "deno.json": `{ "tasks": { "run": { "command": "deno run -A main.ts" } } }`,
  "lib/chat/talk.ts": `import { send } from "../net/send.ts"; export * from "mapped";`,
  "lib/chat/width.ts": "",
  "lib/net/send.ts": `import type { Size } from "./size.ts";`,
  "lib/net/size.ts": "",
  "lib/net/unused.ts": "",
  "tests/chat/talk_test.ts": `import "../../lib/chat/talk.ts";`,
  "tests/net/send_test.ts": `import "../../lib/net/send.ts";`,
  "tests/net/send_much_test.ts": `import "../../lib/net/send.ts";`,
  "tests/net/sender_test.ts": `const { a } = await import("../../lib/net/send.ts");`,
  "tests/size_test.ts": `import "../lib/net/size.ts";`,
  "tests/support/program.ts": `import config from "../../deno.json" with { type: "json" };`,
  "tests/program_test.ts": `import "./support/program.ts";`,
  "tests/started_test.ts": `start(new URL("started.ts", import.meta.url));`,
  "tests/started.ts": `import "../lib/net/send.ts";`,
}, { mapped: "./lib/chat/width.ts" });

Deno.test("stagesOf() gives the tests named after the file, importers, then programs", pure, () => {
  assertEquals(GRAPH.stagesOf("lib/net/send.ts"), {
    mirror: ["tests/net/send_much_test.ts", "tests/net/send_test.ts"],
    importers: ["tests/net/sender_test.ts", "tests/chat/talk_test.ts"],
    programs: ["tests/started_test.ts", "tests/program_test.ts"],
  });
});

Deno.test("stagesOf() falls back to the folder's tests that import the file", pure, () => {
  assertEquals(GRAPH.stagesOf("lib/chat/width.ts"), {
    mirror: ["tests/chat/talk_test.ts"],
    importers: [],
    programs: ["tests/program_test.ts"],
  });
});

Deno.test("stagesOf() does not count an import of types", pure, () => {
  assertEquals(GRAPH.stagesOf("lib/net/size.ts"), {
    mirror: [],
    importers: ["tests/size_test.ts"],
    programs: [],
  });
});

Deno.test("stagesOf() gives nothing for a file that nothing imports", pure, () => {
  assertEquals(GRAPH.stagesOf("lib/net/unused.ts"), { mirror: [], importers: [], programs: [] });
});
