/** What must be true of every state of a page for everybody. */

import { assertEquals } from "@std/assert";
import type { Page } from "./page.ts";

/** What on the page is too small to be touched or read, or reaches beyond the window. */
async function layoutFaults(page: Page): Promise<string[]> {
  return await page.evaluate<string[]>(`[...document.querySelectorAll("*")].flatMap((one) => {
    const { width, height, right, left } = one.getBoundingClientRect();
    if (width === 0 || one.closest(".unseen")) return [];
    const style = getComputedStyle(one);
    const name = one.outerHTML.slice(0, 80);
    const faults = [];
    const isTarget = one.matches("button, input, textarea, summary");
    if (isTarget && (height < 44 || width < 44)) faults.push("target " + width + "x" + height);
    if (one.matches("input, textarea") && parseFloat(style.fontSize) < 16) faults.push("font");
    if (right > innerWidth + 1 || left < -1) faults.push("beyond the window");
    return faults.map((fault) => fault + ": " + name);
  })`);
}

/** Checks a state of the page by all rules. */
export async function assertAccessible(page: Page, state: string): Promise<void> {
  assertEquals(await page.axe(), [], state);
  assertEquals(await layoutFaults(page), [], state);
}
