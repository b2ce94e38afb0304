/** The browser that tests of the page drive: its process, its pages, and what they tell. */

import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { existsSync } from "node:fs";
import { Browser, testInBrowser } from "./support/browser.ts";
import { ROOT } from "./support/program.ts";
import { TestSite } from "./support/test_site.ts";

const CLEAN = "<body><main><h1>Chat</h1><label>Name <input></label></main>";

Deno.test("a browser that cannot start says why", async () => {
  const launch = (path: string) => () => Browser.launch({ path });
  await assertRejects(
    launch(new URL("no-browser", ROOT).pathname),
    Deno.errors.NotFound,
    "no-browser",
  );
  // This one ends at once: it does not know the flags.
  await assertRejects(launch(Deno.execPath()), Error, "The browser has ended: error: unexpected");
});

testInBrowser("Browser.close() ends the process and removes its profile", async (browser) => {
  const page = await browser.newPage();
  assert(existsSync(browser.folder));
  await browser.close();
  assert(!existsSync(browser.folder));
  await assertRejects(
    () => page.evaluate("1"),
    Error,
    "Cannot call Runtime.evaluate: the browser has ended",
  );
});

testInBrowser(
  "a call that the browser refuses names the method and the reason",
  async (browser) => {
    const page = await browser.newPage();
    await assertRejects(
      () => page.session.call("Page.fly"),
      Error,
      "Cannot call Page.fly: 'Page.fly' wasn't found",
    );
    await assertRejects(
      () => page.session.call("Page.navigate", { url: 1 }),
      Error,
      "Cannot call Page.navigate: Invalid parameters: ",
    );
  },
);

testInBrowser("Page.evaluate() returns values, awaits promises, and throws", async (browser) => {
  await using site = new TestSite();
  const page = await browser.newPage();
  await page.goto(site.url);
  assertEquals(await page.evaluate("({ title: document.title, ã: [1, null] })"), {
    title: "Test",
    ã: [1, null],
  });
  assertEquals(await page.evaluate("Promise.resolve(2)"), 2);
  assertEquals(await page.evaluate("undefined"), undefined);
  for (const expression of ["none.here", "Promise.reject(new ReferenceError('none'))"]) {
    await assertRejects(
      () => page.evaluate(expression),
      Error,
      "Cannot evaluate in the page: ReferenceError: none",
    );
  }
  await assertRejects(() => page.evaluate("Promise.reject('no')"), Error, "in the page: no");
  assertEquals(page.errors, []);
});

testInBrowser("Page.goto() waits for the load, reload() for the next one", async (browser) => {
  await using site = new TestSite({ script: "window.isRun = true" });
  const page = await browser.newPage();
  for (const url of [site.url, `${site.url}#here`]) {
    await page.goto(url);
    assertEquals(await page.evaluate("[document.readyState, isRun]"), ["complete", true]);
  }
  await page.evaluate("isRun = false");
  await page.reload();
  assertEquals(await page.evaluate("[document.readyState, isRun]"), ["complete", true]);
  assertEquals(site.requests.length, 2);
  const nowhere = "http://127.0.0.1:1/";
  await assertRejects(
    () => page.goto(nowhere),
    Error,
    `Cannot open "${nowhere}": net::ERR_UNSAFE_PORT`,
  );
});

testInBrowser("Page.waitFor() waits, also across a navigation", async (browser) => {
  const script = "setTimeout(() => document.title = 'Late', 60)";
  await using site = new TestSite({ body: "<body><p>Olá", script });
  const page = await browser.newPage();
  await page.goto(site.url);
  await page.waitFor("document.title === 'Late'");
  await page.evaluate("location.reload()");
  await page.waitFor("document.title === 'Test'");
  await page.waitFor("document.title === 'Late'");
  await assertRejects(
    () => page.waitFor("document.querySelector('b').isConnected", "a bold word", 50),
    Error,
    "waited for a bold word, on the page:\nOlá\nCannot evaluate in the page: TypeError: ",
  );
  await assertRejects(() => page.waitFor("0 > 1", undefined, 1), Error, "waited for 0 > 1, on");
});

testInBrowser("Page.errors collects what goes wrong in a page", async (browser) => {
  const body = "<body><p onclick='1'>Hello<script>document.title = 'Bad'</script>";
  const script = `
    console.log("fine");
    console.error("bad", 1);
    Promise.reject(new Error("rejected"));
    fetch("/none").then(() => document.title = "Done");
    throw new Error("thrown");`;
  await using site = new TestSite({ body, script });
  const page = await browser.newPage();
  await page.goto(site.url);
  await page.waitFor("document.title === 'Done'");
  const errors = page.errors.toSorted().join("\n");
  for (
    const error of [
      /^console: bad 1$/m,
      /^network: Failed to load resource: .* 404 .*\/none$/m,
      /^security: Executing inline event handler violates .*script-src 'self'/m,
      /^security: Executing inline script violates .*script-src 'self'/m,
      /^uncaught: Error: rejected$/m,
      /^uncaught: Error: thrown$/m,
    ]
  ) assertMatch(errors, error);
});

testInBrowser("Page.dialogs records the dialogs, which do not stop a page", async (browser) => {
  const page = await browser.newPage();
  assertEquals(await page.evaluate("[confirm('Sure?'), alert('Oh')]"), [true, null]);
  assertEquals(page.dialogs, ["Sure?", "Oh"]);
});

testInBrowser("Page.axe() finds violations on a page with a CSP", async (browser) => {
  const style = "p { color: #ccc; background: #fff }";
  const body = "<body><main><h1>Chat</h1><img src='data:,'><p>Pale</p></main>";
  await using site = new TestSite({ body, style });
  const page = await browser.newPage();
  await page.goto(site.url);
  const violations = await page.axe();
  assertEquals(violations.length, 2, violations.join("\n"));
  assertMatch(violations.join("\n"), /^color-contrast \(serious\) at p: .* 1\.6/m);
  assertMatch(violations.join("\n"), /^image-alt \(critical\) at img: .* alt attribute/m);
});

testInBrowser(
  "Page.axe() finds nothing on an accessible page, and breaks nothing",
  async (browser) => {
    await using site = new TestSite({ body: CLEAN });
    const page = await browser.newPage();
    await page.goto(site.url);
    assertEquals(await page.axe(), []);
    assertEquals(page.errors, []);
  },
);

testInBrowser("Page.accessibilityTree() returns roles and names in order", async (browser) => {
  await using site = new TestSite({ body: `${CLEAN}<button hidden>No</button>` });
  const page = await browser.newPage();
  await page.goto(site.url);
  assertEquals(await page.accessibilityTree(), [
    { role: "RootWebArea", name: "Test" },
    { role: "main", name: "" },
    { role: "heading", name: "Chat" },
    { role: "StaticText", name: "Chat" },
    { role: "LabelText", name: "" },
    { role: "StaticText", name: "Name " },
    { role: "textbox", name: "Name" },
  ]);
});

testInBrowser("Page.screenshot() writes a PNG of the viewport's size", async (browser) => {
  const page = await browser.newPage({ width: 400, height: 300 });
  const folder = await Deno.makeTempDir();
  try {
    const path = `${folder}/page.png`;
    await page.screenshot(path);
    const bytes = await Deno.readFile(path);
    assertEquals(
      bytes.subarray(0, 8),
      new Uint8Array([0x89, ...new TextEncoder().encode("PNG\r\n\x1a\n")]),
    );
    const view = new DataView(bytes.buffer);
    assertEquals([view.getUint32(16), view.getUint32(20)], [400, 300]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
