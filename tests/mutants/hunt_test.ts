/** The hunt on a project of two files and a test, made for it. */

import { assertEquals, assertRejects } from "@std/assert";
import { hunt, type HuntOptions } from "./hunt.ts";
import { report } from "./mutants.ts";
import { RedTestError, type Verdict } from "./trial.ts";

const PROJECT = {
  "deno.json": `{ "tasks": { "test": { "command": "deno test --no-prompt tests" } } }`,
  "lib/count.ts": `export function count(list: string[]): number {
  let n = 0;
  for (const _ of list) n += 1;
  return n;
}
`,
  "lib/greet.ts": `export const said: string[] = [];
export function greet(name: string): string {
  said.push(name);
  return "hi " + name;
}
`,
  "tests/count_test.ts": `import { count } from "../lib/count.ts";
import { greet } from "../lib/greet.ts";
Deno.test("count() counts", () => {
  if (count([greet("Ana"), greet("Bia")]) !== 2) throw new Error("not 2");
});
`,
};

async function huntIn(
  files: Record<string, string>,
  options: Partial<HuntOptions> = {},
): Promise<Verdict[]> {
  const root = await Deno.makeTempDir();
  try {
    for (const [path, text] of Object.entries(files)) {
      await Deno.mkdir(`${root}/${path}`.replace(/\/[^/]*$/, ""), { recursive: true });
      await Deno.writeTextFile(`${root}/${path}`, text);
    }
    const verdicts = await hunt({ root, files: ["lib/*.ts"], count: 9, seed: 1, ...options });
    for (const [path, text] of Object.entries(files)) {
      assertEquals(await Deno.readTextFile(`${root}/${path}`), text, "the project was changed");
    }
    return verdicts;
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

Deno.test("hunt() tells the mutant that a test notices from the one that none does", async () => {
  const measured: string[] = [];
  const verdicts = await huntIn(PROJECT, { jobs: 2, onMeasured: (test) => measured.push(test) });
  assertEquals(
    verdicts.map(({ mutant, type, by }) => ({ file: mutant.file, type, by }))
      .sort((a, b) => a.file.localeCompare(b.file)),
    [
      { file: "lib/count.ts", type: "failed", by: "tests/count_test.ts: count() counts" },
      { file: "lib/greet.ts", type: "survived", by: undefined },
    ],
  );
  assertEquals(measured, ["tests/count_test.ts"]);
  assertEquals(
    report(verdicts, { seed: 1, leftOut: [] }),
    "lib/greet.ts:3 delete\n  - said.push(name);\n  + (deleted)\n1 of 2 caught, seed 1",
  );
});

Deno.test("hunt() leaves out a test file that takes too long, and the report names it", async () => {
  const leftOut: string[] = [];
  const verdicts = await huntIn(
    { ...PROJECT, "tests/count_test.ts": `import "../lib/count.ts"; for (;;);` },
    {
      files: ["lib/count.ts"],
      longestTestMs: 500,
      onMeasured: (test, ms) => ms === Infinity && leftOut.push(test),
    },
  );
  assertEquals(verdicts.map(({ type }) => type), ["survived"]);
  assertEquals(
    report(verdicts, { seed: 1, leftOut: [...leftOut, "tests/a_test.ts"] }).split("\n").slice(3),
    ["left out: tests/a_test.ts, tests/count_test.ts", "0 of 1 caught, seed 1"],
  );
});

Deno.test("hunt() names the file that does not parse", async () => {
  await assertRejects(
    () => huntIn({ ...PROJECT, "lib/greet.ts": "enum A { B }" }),
    SyntaxError,
    'Cannot parse "lib/greet.ts": ',
  );
});

Deno.test("hunt() does not begin when a test fails without a mutant", async () => {
  const red = { ...PROJECT, "tests/count_test.ts": `import "../lib/count.ts"; throw "red";` };
  await assertRejects(
    () => huntIn(red, { files: ["lib/count.ts"] }),
    RedTestError,
    "tests/count_test.ts fails without a mutant:",
  );
});

Deno.test("hunt() refuses a project without a test task, and files without a statement", async () => {
  await assertRejects(() => huntIn({ "deno.json": "{}" }), RangeError, "no task");
  await assertRejects(
    () => huntIn(PROJECT, { files: ["lib/*.js"] }),
    RangeError,
    'Cannot draw from "lib/*.js": nothing to change',
  );
});
