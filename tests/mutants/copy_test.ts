import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { Copy } from "./copy.ts";

/** A copy of a project that has one test file. */
async function copyOf(text: string): Promise<Copy> {
  const root = await Deno.makeTempDir();
  await Deno.mkdir(`${root}/tests`);
  await Deno.mkdir(`${root}/.git`);
  await Deno.writeTextFile(`${root}/.git/a_test.ts`, "");
  await Deno.writeTextFile(`${root}/tests/a_test.ts`, text);
  const copy = await Copy.make(root, ["test", "--no-prompt", "--allow-env", "--allow-read=/"]);
  await Deno.remove(root, { recursive: true });
  return copy;
}

/** More than a run takes on a busy machine. */
const LONG_MS = 60_000;

Deno.test("Copy.run() tells passed from failed, and gives what was printed", async () => {
  await using copy = await copyOf(`Deno.test("one", () => console.log("printed"));`);
  const passed = await copy.run(["tests/a_test.ts"], { timeoutMs: LONG_MS });
  assertEquals(passed.type, "passed");
  assertMatch(passed.output, /printed/);
  assert(passed.ms > 0 && passed.ms < LONG_MS, `${passed.ms} ms`);
  await copy.write("tests/a_test.ts", `Deno.test("one", () => { throw new Error("wrong"); });`);
  const failed = await copy.run(["tests/a_test.ts"], { timeoutMs: LONG_MS });
  assertEquals(failed.type, "failed");
  assertMatch(failed.output, /wrong/);
});

Deno.test("Copy.run() does not type-check, and finds no file of git", async () => {
  await using copy = await copyOf(`const n: number = "text"; Deno.test("one", () => void n);`);
  const { type } = await copy.run(["tests/a_test.ts"], { timeoutMs: LONG_MS });
  assertEquals(type, "passed");
  const { output } = await copy.run([".git/a_test.ts"], { timeoutMs: LONG_MS });
  assertMatch(output, /No test modules found|not found/);
});

Deno.test("Copy.run() kills what does not end in time", async () => {
  await using copy = await copyOf(`for (;;);`);
  const { type } = await copy.run(["tests/a_test.ts"], { timeoutMs: 500 });
  assertEquals(type, "timed-out");
});

Deno.test("Copy.run() kills the tests when its signal is aborted", async () => {
  await using copy = await copyOf(`for (;;);`);
  const signal = AbortSignal.timeout(500);
  await assertRejects(
    () => copy.run(["tests/a_test.ts"], { timeoutMs: LONG_MS, signal }),
    DOMException,
    "The operation was aborted due to timeout",
  );
});

Deno.test("Copy is removed with all that tests left in their temporary folder", async () => {
  const copy = await copyOf(
    `console.log("at " + Deno.cwd() + " and " + Deno.env.get("TMPDIR") + ".");`,
  );
  const { output } = await copy.run(["tests/a_test.ts"], { timeoutMs: LONG_MS });
  const [, project, temporary] = /at (\S+)\/project and (\S+)\/tmp\./.exec(output)!;
  assertEquals(temporary, project);
  assert((await Deno.stat(project!)).isDirectory);
  await copy[Symbol.asyncDispose]();
  await assertRejects(() => Deno.stat(project!), Deno.errors.NotFound);
});
