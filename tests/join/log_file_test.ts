import { assert, assertEquals } from "@std/assert";
import { systemClock } from "../../lib/clock.ts";
import { type AppendOnlyFile, LogFile } from "../../lib/join/log_file.ts";
import { FakeClock, turn } from "../support/fake_clock.ts";

const pure = { permissions: "none" } as const;

Deno.test("LogFile appends to what the file has, in order", async () => {
  const path = await Deno.makeTempFile();
  await Deno.writeTextFile(path, "antes\n");
  const log = LogFile.tryOpen(path)!;
  for (let at = 0; at < 1_000; at++) log.append(`linha ${at}: ã\n`);
  await log.close(systemClock);
  const lines = Array.from({ length: 1_000 }, (_, at) => `linha ${at}: ã\n`);
  assertEquals(await Deno.readTextFile(path), `antes\n${lines.join("")}`);
  await Deno.remove(path);
});

Deno.test("LogFile.tryOpen() creates a file for its user alone", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/conversa.txt`;
  const log = LogFile.tryOpen(path)!;
  log.append("um\n");
  await log.close(systemClock);
  const { mode } = await Deno.stat(path);
  if (Deno.build.os !== "windows") assertEquals(mode! & 0o777, 0o600);
  assertEquals(await Deno.readTextFile(path), "um\n");
  await Deno.remove(folder, { recursive: true });
});

Deno.test("LogFile.tryOpen() opens nothing where the system cannot", async () => {
  const folder = await Deno.makeTempDir();
  // Of the last, Deno throws an `Error` that only has a code.
  for (const path of [folder, `${folder}/nada/conversa.txt`, "x".repeat(5_000)]) {
    assertEquals(LogFile.tryOpen(path), undefined, path.slice(0, 99));
  }
  await Deno.remove(folder);
});

Deno.test("LogFile.tryOpen() opens nothing without a permission", pure, () => {
  assertEquals(LogFile.tryOpen("conversa.txt"), undefined);
});

Deno.test(
  "LogFile.tryOpen() opens nothing where the system's error has only a number",
  pure,
  () => {
    const { openSync } = Deno;
    Deno.openSync = () => {
      throw new Error("General failure. (os error 31): open 'NUL'");
    };
    try {
      assertEquals(LogFile.tryOpen("NUL"), undefined);
    } finally {
      Deno.openSync = openSync;
    }
  },
);

Deno.test("LogFile is closed at the end of its block", async () => {
  const file = new FakeFile();
  {
    await using log = new LogFile(file);
    log.append("um\n");
  }
  assertEquals([file.isClosed, file.text], [true, "um\n"]);
});

/** A file whose writes take three bytes each, or fail. */
class FakeFile implements AppendOnlyFile {
  text = "";
  syncs = 0;
  isClosed = false;
  isFull = false;
  canSync = true;

  write(bytes: Uint8Array): Promise<number> {
    if (this.isFull) return Promise.reject(new Error("No space left on device"));
    const taken = bytes.subarray(0, 3);
    this.text += new TextDecoder().decode(taken);
    return Promise.resolve(taken.length);
  }

  syncData(): Promise<void> {
    this.syncs++;
    return this.canSync ? Promise.resolve() : Promise.reject(new Error("Invalid argument"));
  }

  close(): void {
    this.isClosed = true;
  }
}

Deno.test("LogFile writes whole texts, and forces them to the disk", pure, async () => {
  const file = new FakeFile();
  const log = new LogFile(file);
  log.append("linha um\n");
  log.append("linha dois\n");
  await log.close(new FakeClock());
  assertEquals(file.text, "linha um\nlinha dois\n");
  assertEquals([file.syncs, file.isClosed], [2, true]);
});

Deno.test("LogFile writes where nothing can be forced to the disk", pure, async () => {
  const file = new FakeFile();
  file.canSync = false;
  const log = new LogFile(file);
  let failures = 0;
  log.onFailure = () => failures++;
  log.append("um\n");
  await log.close(new FakeClock());
  assertEquals([file.text, failures], ["um\n", 0]);
});

Deno.test("LogFile calls onFailure once until text is written again", pure, async () => {
  const file = new FakeFile();
  const log = new LogFile(file);
  let failures = 0;
  log.onFailure = () => failures++;
  const states: [isFull: boolean, failures: number][] = [
    [true, 1],
    [true, 1],
    [false, 1],
    [true, 2],
  ];
  for (const [isFull, expected] of states) {
    file.isFull = isFull;
    log.append("um\n");
    await turn();
    assertEquals(failures, expected);
  }
  assertEquals(file.text, "um\n");
});

Deno.test("LogFile waits for the disk for a second at its end", pure, async () => {
  const file = new FakeFile();
  file.write = () => new Promise(() => {});
  const log = new LogFile(file);
  log.append("um\n");
  const clock = new FakeClock();
  const closed = log.close(clock);
  await clock.advance(999);
  assertEquals(file.isClosed, false);
  await clock.advance(1);
  await closed;
  assertEquals([file.isClosed, clock.pending], [true, 0]);
});

Deno.test("LogFile loses text that a disk leaves waiting past 8 MiB, and says so", async () => {
  const path = await Deno.makeTempFile();
  const log = LogFile.tryOpen(path)!;
  let failures = 0;
  log.onFailure = () => failures++;
  const block = "x".repeat(1024 * 1024);
  // All in one turn of the event loop: the first is being written, eight wait.
  for (let at = 0; at < 12; at++) log.append(block);
  assertEquals(failures, 1);
  await log.close(systemClock);
  const { size } = await Deno.stat(path);
  assert(size >= 8 * block.length && size < 12 * block.length, `${size} bytes`);
  await Deno.remove(path);
});
