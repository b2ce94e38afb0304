/** Where the transcript stands, and what is opened beside it. */

import { assert, assertEquals } from "@std/assert";
import { testInBrowser } from "../support/browser.ts";
import type { Page } from "../support/page.ts";
import { isIn, joinPage, pageServer, shows } from "../support/page_server.ts";
import { Peer } from "../support/peer.ts";

/** How far it is to the end of the transcript, in pixels. */
const DISTANCE = `(() => {
  const { scrollHeight, scrollTop, clientHeight } = document.querySelector(".log");
  return scrollHeight - scrollTop - clientHeight;
})()`;

/** Waits until the end of the transcript is seen. */
const isAtEnd = (page: Page) => page.waitFor(`${DISTANCE} < 2`, "the end is seen");

/** Types a text of several lines, and does not send it. */
async function typeLines(page: Page, count: number): Promise<void> {
  for (let at = 0; at < count; at++) {
    await page.type(`l${at}`);
    await page.press("Shift+Enter");
  }
}

testInBrowser(
  "the newest line is seen above a high draft, after sending, and when the chat ends",
  async (browser) => {
    await using server = pageServer();
    await using ana = await Peer.line(server.port, "Ana");
    await using page = await joinPage(browser, server.port, "Caio", { height: 500 });
    for (let at = 0; at < 60; at++) await ana.send(`a${at}.\n`);
    await shows(page, "Ana: a59.");
    await typeLines(page, 9);
    await ana.send("nova\n");
    await shows(page, "Ana: nova");
    await isAtEnd(page);
    await page.evaluate("document.querySelector('.log').scrollTop = 300");
    await page.waitFor("!document.querySelector('.newest').hidden");
    await page.press("Enter");
    await isAtEnd(page);
    await page.type("rascunho");
    await page.click(".menu summary");
    await page.click(".menu button:nth-of-type(3)");
    await page.waitFor("document.querySelector('.end')");
    await shows(page, "✗ rascunho");
    await isAtEnd(page);
  },
);

testInBrowser("who begins to scroll up is not brought back by the next line", async (browser) => {
  await using server = pageServer();
  await using ana = await Peer.line(server.port, "Ana");
  await using page = await joinPage(browser, server.port, "Caio", { height: 500 });
  for (let at = 0; at < 60; at++) await ana.send(`a${at}.\n`);
  const inputs: [input: string, isUp: boolean][] = [
    ['new WheelEvent("wheel", { deltaY: 100 })', false],
    ['new WheelEvent("wheel", { deltaY: -100 })', true],
    ['new WheelEvent("wheel", { deltaY: -100, ctrlKey: true })', false],
    ['new WheelEvent("wheel", { deltaY: -100, shiftKey: true })', false],
    ['new WheelEvent("wheel", { deltaY: -1 })', false],
    ['new KeyboardEvent("keydown", { key: "PageDown" })', false],
    ['new KeyboardEvent("keydown", { key: "PageUp" })', true],
    ['new KeyboardEvent("keydown", { key: "ArrowUp" })', true],
    ['new KeyboardEvent("keydown", { key: "ArrowUp", altKey: true })', false],
    ['new KeyboardEvent("keydown", { key: "Home" })', true],
    ['new KeyboardEvent("keydown", { key: "AudioVolumeUp" })', false],
  ];
  for (const [at, [input, isUp]] of inputs.entries()) {
    await page.click(".newest:not([hidden]), #message");
    await page.waitFor("document.querySelector('.newest').hidden");
    await isAtEnd(page);
    await page.evaluate(`document.querySelector(".log").dispatchEvent(${input})`);
    await ana.send(`b${at}.\n`);
    await shows(page, `Ana: b${at}.`);
    assertEquals(await page.evaluate(`${DISTANCE} > 2`), isUp, input);
  }
});

testInBrowser(
  "who scrolls near the end is there again, and who leaves it is not, also after older messages",
  async (browser) => {
    await using server = pageServer();
    await using ana = await Peer.line(server.port, "Ana");
    for (let at = 0; at < 200; at++) await ana.send(`a${at}.\n`);
    await server.shows("Ana >> a199.");
    await using page = await joinPage(browser, server.port, "Caio", { height: 500 });
    await shows(page, "No chat (2): Ana e Caio. /ajuda mostra os comandos.");
    await page.click(".older");
    await shows(page, "Ana: a150.");
    await page.click("#message");
    const steps: [scrolled: number, isAtEnd: boolean][] = [[-300, false], [290, true], [
      -50,
      false,
    ]];
    await page.evaluate("document.querySelector('.log').scrollTop = 1e6");
    for (const [at, [scrolled, isFollowed]] of steps.entries()) {
      await page.evaluate(`new Promise((resolve) => {
        document.querySelector(".log").scrollTop += ${scrolled};
        requestAnimationFrame(() => requestAnimationFrame(resolve));
      })`);
      await ana.send(`b${at}.\n`);
      await shows(page, `Ana: b${at}.`);
      assertEquals(await page.evaluate(`${DISTANCE} < 2`), isFollowed, `${scrolled} px`);
    }
  },
);

testInBrowser("a wheel over few lines, which do not scroll, keeps the end", async (browser) => {
  await using server = pageServer();
  await using ana = await Peer.line(server.port, "Ana");
  await using page = await joinPage(browser, server.port, "Caio", { height: 500 });
  await page.evaluate(
    `document.querySelector(".log").dispatchEvent(new WheelEvent("wheel", { deltaY: -100 }))`,
  );
  for (let at = 0; at < 60; at++) await ana.send(`a${at}.\n`);
  await shows(page, "Ana: a59.");
  await isAtEnd(page);
});

testInBrowser(
  "people and menu are open one at a time, leave the field in the window, and close with Escape",
  async (browser) => {
    const read = () => Promise.resolve(new Uint8Array());
    const offers = ["manual.pdf", "fotos.zip"].map((name) => {
      return { name, size: 1_500_000, sha256: "ab".repeat(32), version: undefined, read };
    });
    await using server = pageServer({ offers, maxPeople: 30 });
    const people: Peer[] = [];
    try {
      for (let at = 0; at < 20; at++) people.push(await Peer.line(server.port, `Pessoa_${at}`));
      for (const [width, height] of [[320, 568], [568, 320], [1280, 600]] as const) {
        await using page = await joinPage(browser, server.port, "Caio", { width, height });
        for (const name of ["people", "menu"]) {
          await page.click(`.${name} summary`);
          await page.waitFor(`document.querySelector(".${name}[open] button")`);
          await page.waitFor(`document.querySelectorAll("details[open]").length === 1`);
          assert(await page.evaluate(`document.querySelector(".${name}").open`));
          const bottom = "document.querySelector('#message').getBoundingClientRect().bottom";
          assert(await page.evaluate(`${bottom} <= innerHeight`), `${name} in ${width}x${height}`);
        }
        await page.click("#message");
        await page.paste("a\nb\nc\nd\ne\nf\ng\nh\ni\nj");
        const field = "document.querySelector('#message').getBoundingClientRect().bottom";
        assert(await page.evaluate(`${field} <= innerHeight`), `a draft in ${width}x${height}`);
        assert(await page.evaluate("document.querySelector('.menu').open"));
        const offer = "document.querySelector('.about a').textContent";
        assertEquals(await page.evaluate(offer), "manual.pdf (1,5 MB)");
        await page.evaluate("document.querySelector('.menu button').focus()");
        await page.press("Escape");
        assertEquals(
          await page.evaluate(`[
            document.querySelectorAll("details[open]").length,
            document.activeElement.textContent,
          ]`),
          [0, "Menu"],
        );
        await page.click("#message");
        await isIn(page);
      }
    } finally {
      for (const one of people) await one[Symbol.asyncDispose]();
    }
  },
);

testInBrowser(
  "a finger moves the transcript, and nothing else does until it is lifted",
  async (browser) => {
    await using server = pageServer();
    await using ana = await Peer.line(server.port, "Ana");
    const options = { width: 360, height: 500, isMobile: true, touch: true };
    await using page = await joinPage(browser, server.port, "Caio", options);
    for (let at = 0; at < 60; at++) await ana.send(`a${at}.\n`);
    await shows(page, "Ana: a59.");
    await isAtEnd(page);
    const touch = (type: string, y?: number) =>
      page.session.call("Input.dispatchTouchEvent", {
        type,
        touchPoints: y === undefined ? [] : [{ x: 150, y }],
      });
    await touch("touchStart", 200);
    await ana.send("b\n");
    await shows(page, "Ana: b");
    assert(await page.evaluate(`${DISTANCE} > 10`), "a finger is on it");
    await touch("touchEnd");
    await isAtEnd(page);
    await touch("touchStart", 100);
    for (let y = 100; y < 160; y += 4) {
      await touch("touchMove", y);
      await ana.send(`c${y}\n`);
      await shows(page, `Ana: c${y}`);
    }
    await touch("touchEnd");
    await ana.send("d\n");
    await shows(page, "Ana: d");
    assert(await page.evaluate(`${DISTANCE} > 200`), "what is read stays where it is");
  },
);

testInBrowser(
  "suggestions of long names leave the field and the end of the transcript in the window",
  async (browser) => {
    await using server = pageServer();
    const people: Peer[] = [];
    try {
      for (let at = 0; at < 8; at++) {
        people.push(await Peer.line(server.port, `Pessoa_${at}_${"m".repeat(23)}`));
      }
      for (const [width, height] of [[320, 300], [568, 320], [320, 256]] as const) {
        await using page = await joinPage(browser, server.port, "Caio", { width, height });
        for (let at = 0; at < 30; at++) await people[0]!.send(`${width} ${height} ${at}\n`);
        await shows(page, `Pessoa_0_${"m".repeat(23)}: ${width} ${height} 29`);
        for (const typed of ["@", "/"]) {
          await page.type(typed);
          await page.waitFor("document.querySelectorAll('.suggestions button').length === 8");
          const bottom = "document.querySelector('#message').getBoundingClientRect().bottom";
          assert(await page.evaluate(`${bottom} <= innerHeight`), `${typed} in ${width}x${height}`);
          // The list is gone and there again before the page is drawn.
          await page.evaluate(`(() => {
            const field = document.querySelector("#message");
            for (const text of ["", "@", "", "${typed}"]) {
              field.value = text;
              field.dispatchEvent(new InputEvent("input", { bubbles: true }));
            }
          })()`);
          await isAtEnd(page);
          await page.evaluate("document.querySelector('#message').select()");
          await page.press("Backspace");
        }
        await isAtEnd(page);
      }
    } finally {
      for (const one of people) await one[Symbol.asyncDispose]();
    }
  },
);
