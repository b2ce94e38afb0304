/** What a person does to a page in a browser, and has set there. */

import { assertEquals, assertRejects } from "@std/assert";
import { testInBrowser } from "./support/browser.ts";
import { TestSite } from "./support/test_site.ts";

const RECORDER = `
  window.events = [];
  for (const type of ["keydown", "keyup", "input", "paste", "click", "touchstart", "touchend"]) {
    addEventListener(type, (event) => {
      const { ctrlKey, altKey, shiftKey, metaKey } = event;
      const held = Object.entries({ ctrlKey, altKey, shiftKey, metaKey }).filter(([, is]) => is);
      const what = event.key ?? event.data ?? event.clipboardData?.getData("text/plain") ??
        event.target.id;
      events.push([type, ...held.map(([name]) => name), what, ...event.isTrusted ? [] : ["false"]]
        .join(" "));
    });
  }`;
const FIELD = "<body><textarea autofocus></textarea>";
const VALUE = "document.querySelector('textarea').value";

testInBrowser(
  "Page.type() types accents and emoji, with keys and input events",
  async (browser) => {
    await using site = new TestSite({ body: FIELD, script: RECORDER });
    const page = await browser.newPage();
    await page.goto(site.url);
    await page.type("aç👩‍🚀\nB");
    assertEquals(await page.evaluate(VALUE), "aç👩‍🚀\nB");
    assertEquals(await page.evaluate("events"), [
      ...["keydown a", "input a", "keyup a", "keydown ç", "input ç", "keyup ç"],
      "input 👩‍🚀",
      ...["keydown Enter", "input ", "keyup Enter", "keydown B", "input B", "keyup B"],
    ]);
  },
);

testInBrowser("Page.press() presses keys that edit and move the focus", async (browser) => {
  const body = `${FIELD}<button id="next">Next</button>`;
  await using site = new TestSite({ body });
  const page = await browser.newPage();
  await page.goto(site.url);
  await page.type("one two");
  for (const key of ["Backspace", "ArrowLeft", "Shift+Enter", "Home", "Delete", " ", "Ctrl+End"]) {
    await page.press(key);
  }
  assertEquals(await page.evaluate(VALUE), "one t\n ");
  await page.press("Ctrl+a");
  await page.press("x");
  assertEquals(await page.evaluate(VALUE), "x");
  const focus = () => page.evaluate("document.activeElement.localName");
  await page.press("Tab");
  assertEquals(await focus(), "button");
  await page.press("Shift+Tab");
  assertEquals(await focus(), "textarea");
});

testInBrowser("Page.press() sends modifiers before and after the key", async (browser) => {
  await using site = new TestSite({ body: FIELD, script: RECORDER });
  const page = await browser.newPage();
  await page.goto(site.url);
  await page.press("Ctrl+Shift+Enter");
  for (const key of ["Escape", "ArrowUp", "ArrowDown", "PageUp", "Alt+a"]) await page.press(key);
  const events = await page.evaluate<string[]>("events");
  assertEquals(events.splice(0, 6), [
    "keydown ctrlKey Control",
    "keydown ctrlKey shiftKey Shift",
    "keydown ctrlKey shiftKey Enter",
    "keyup ctrlKey shiftKey Enter",
    "keyup ctrlKey Shift",
    "keyup Control",
  ]);
  assertEquals(events.filter((event) => event.startsWith("keydown")), [
    ...["keydown Escape", "keydown ArrowUp", "keydown ArrowDown", "keydown PageUp"],
    ...["keydown altKey Alt", "keydown altKey a"],
  ]);
  await assertRejects(() => page.press("Hyper+a"), TypeError, 'There is no key "Hyper+a"');
  await assertRejects(() => page.press("Return"), TypeError, 'There is no key "Return"');
});

testInBrowser(
  "Page.paste() pastes with a paste event, in several pages at once",
  async (browser) => {
    await using site = new TestSite({ body: FIELD, script: RECORDER });
    await Promise.all(["um\ndois 👋", "três"].map(async (text) => {
      const page = await browser.newPage();
      await page.goto(site.url);
      await page.paste(text);
      assertEquals(await page.evaluate(VALUE), text);
      const events = await page.evaluate<string[]>("events");
      assertEquals(events.filter((event) => event.startsWith("paste")), [`paste ${text}`]);
    }));
  },
);

testInBrowser("Page.click() clicks in the middle of an element, in view", async (browser) => {
  const body = `<body><p id="far">Far</p><button id="button"><b>Go</b></button>`;
  const style = "#far { margin-bottom: 3000px }";
  const script = "addEventListener('click', (event) => window.clicked = event.target.localName)";
  await using site = new TestSite({ body, style, script });
  const page = await browser.newPage();
  await page.goto(site.url);
  await page.click("#button");
  assertEquals(await page.evaluate("[clicked, scrollY > 2000]"), ["b", true]);
  assertEquals(await page.evaluate("document.activeElement.id"), "button");
});

testInBrowser("Page.click() waits until a person could click", async (browser) => {
  const body = `<body><button id="button">Go</button><div id="veil"></div>`;
  const style = "#veil { position: fixed; inset: 0 }";
  const script = `
    addEventListener("click", (event) => window.clicked = event.target.id);
    setTimeout(() => document.querySelector("#veil").remove(), 100);`;
  await using site = new TestSite({ body, style, script });
  const page = await browser.newPage();
  await page.goto(site.url);
  await page.click("#button");
  assertEquals(await page.evaluate("clicked"), "button");
});

testInBrowser("Page.click() says why an element cannot be clicked", async (browser) => {
  const body = `<body><i id="a">A</i><p id="b"></p><div id="veil">Wait</div>`;
  const style = "#veil { position: fixed; inset: 0 }";
  await using site = new TestSite({ body, style });
  const page = await browser.newPage();
  await page.goto(site.url);
  for (
    const [selector, reason] of [
      ["#a", `is covered by <div id="veil">`],
      ["#b", "has no size"],
      ["#c", "is not in the page"],
    ] as const
  ) {
    const error = await assertRejects(() => page.click(selector, 100), Error);
    const expected = `waited for a place to click "${selector}", which ${reason}`;
    assertEquals(error.message.slice(0, expected.length), expected);
  }
});

testInBrowser("Page.tap() taps, on the screen of a phone", async (browser) => {
  const body = `<body><button id="button">Go</button>`;
  await using site = new TestSite({ body, script: RECORDER });
  const page = await browser.newPage({ width: 390, height: 844, isMobile: true });
  await page.goto(site.url);
  await page.tap("#button");
  await page.waitFor("events.length === 3");
  assertEquals(await page.evaluate("events"), [
    ...["touchstart button", "touchend button", "click button"],
  ]);
  const isPhone = "[innerWidth, matchMedia('(pointer: coarse)').matches, navigator.maxTouchPoints]";
  assertEquals(await page.evaluate(isPhone), [390, true, 1]);
  await page.setViewport({ width: 900, height: 600 });
  assertEquals(await page.evaluate(isPhone), [900, false, 0]);
});

testInBrowser("a page sees the language and the preferences of its person", async (browser) => {
  await using site = new TestSite();
  const seen = `[
    navigator.language,
    new Intl.NumberFormat().format(1.5),
    matchMedia("(prefers-color-scheme: dark)").matches,
    matchMedia("(prefers-reduced-motion: reduce)").matches,
  ]`;
  const pages = await Promise.all([
    browser.newPage(),
    browser.newPage({ lang: "en-GB", isDark: true, isReducedMotion: true }),
  ]);
  for (const page of pages) await page.goto(site.url);
  assertEquals(await pages[0]!.evaluate(seen), ["pt-BR", "1,5", false, false]);
  assertEquals(await pages[1]!.evaluate(seen), ["en-GB", "1.5", true, true]);
  const languages = site.requests.map((headers) => headers.get("accept-language"));
  assertEquals(languages, ["pt-BR", "en-GB"]);
});

testInBrowser("two pages are two people, or two windows of one", async (browser) => {
  await using site = new TestSite({ body: FIELD });
  const write = async (text: string, isolated: boolean) => {
    const page = await browser.newPage({ isolated });
    await page.goto(site.url);
    await page.type(text);
    await page.evaluate(`localStorage.setItem("${text}", "1")`);
    return page;
  };
  for (const isolated of [true, false]) {
    const pages = await Promise.all(["um", "dois"].map((text) => write(text, isolated)));
    const values = await Promise.all(pages.map((page) => page.evaluate(VALUE)));
    assertEquals(values, ["um", "dois"]);
    const lengths = await Promise.all(pages.map((page) => page.evaluate("localStorage.length")));
    assertEquals(lengths, isolated ? [1, 1] : [2, 2]);
    for (const page of pages) await page.close();
    await assertRejects(() => pages[0]!.evaluate("1"), Error, "the page is closed");
  }
});

testInBrowser("Page.offline() disconnects a page, and connects it again", async (browser) => {
  await using site = new TestSite();
  const page = await browser.newPage();
  await page.goto(site.url);
  const reach = "fetch('/').then(({ status }) => status, ({ message }) => message)";
  await page.offline(true);
  assertEquals(await page.evaluate(reach), "Failed to fetch");
  assertEquals(await page.evaluate("navigator.onLine"), false);
  await assertRejects(() => page.goto(site.url), Error, "net::ERR_INTERNET_DISCONNECTED");
  await page.offline(false);
  await page.goto(site.url);
  assertEquals(await page.evaluate(reach), 200);
});
