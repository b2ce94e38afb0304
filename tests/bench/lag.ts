/**
 * Loaded with `--preload`: samples the event loop's lag every 5 ms. At exit it writes all samples
 * to `lags.json`: the time in ms since 1970, and the lag in ms. The samples that a long block
 * delayed are written too; otherwise the block would count as one sample.
 */

const EVERY_MS = 5;

// Opened now: the program drops its file permissions before it ends.
const file = Deno.openSync("lags.json", { write: true, create: true });
const lags: [at: number, lateMs: number][] = [];
let due = performance.now() + EVERY_MS;

const timer = setInterval(() => {
  const now = performance.now();
  for (; due <= now; due += EVERY_MS) lags.push([Date.now() - (now - due), now - due]);
}, EVERY_MS);
Deno.unrefTimer(timer);

addEventListener("unload", () => {
  const bytes = new TextEncoder().encode(JSON.stringify(lags));
  for (let done = 0; done < bytes.length;) done += file.writeSync(bytes.subarray(done));
});
