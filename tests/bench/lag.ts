/**
 * Put before the program with `--preload`: how late the event loop is, looked at every 5 ms. When the
 * process ends, `lags.json` has what was seen: when, in ms since 1970, and how late, in ms. What would
 * have been seen during one long block is there too, else it would count as one look.
 */

const EVERY_MS = 5;

// Opened now: by the end the program has given up what it may do with files.
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
