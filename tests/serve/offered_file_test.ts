import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { createHash } from "node:crypto";
import { OfferedFile } from "../../lib/serve/offered_file.ts";

const BYTES = Uint8Array.from({ length: 600_000 }, (_, at) => at * 7 % 253);

/** Runs a test with a file of 600,000 bytes. */
async function withFile(test: (path: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeFile(`${folder}/lição.exe`, BYTES);
    await test(`${folder}/lição.exe`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("OfferedFile.open() knows name, size and version", async () => {
  await withFile(async (path) => {
    await using file = OfferedFile.open(path, { version: "1.2.3" });
    assertEquals([file.name, file.size, file.version], ["lição.exe", 600_000, "1.2.3"]);
    await using named = OfferedFile.open(path, { name: "chat.exe" });
    assertEquals([named.name, named.version], ["chat.exe", undefined]);
  });
});

Deno.test("OfferedFile.open() throws at what is no file", async () => {
  await withFile(async (path) => {
    const folder = path.replace("/lição.exe", "");
    assertThrows(() => OfferedFile.open(folder), TypeError, `Cannot offer "${folder}"`);
    assertThrows(() => OfferedFile.open(`${path}x`), Deno.errors.NotFound);
    await Promise.resolve();
  });
});

Deno.test("OfferedFile.read() gives each of many reads at once its own bytes", async () => {
  await withFile(async (path) => {
    await using file = OfferedFile.open(path);
    const positions = [0, 599_990, 300_000, 7, 600_000, 123_456];
    const read = await Promise.all(positions.map((position) => file.read(position, 100)));
    assertEquals(read, positions.map((position) => BYTES.slice(position, position + 100)));
  });
});

Deno.test("OfferedFile.hash() computes the checksum, also after its path is gone", async () => {
  await withFile(async (path) => {
    await using file = OfferedFile.open(path);
    assertStrictEquals(file.sha256, undefined);
    await Deno.remove(path);
    await file.hash();
    assertStrictEquals(file.sha256, createHash("sha256").update(BYTES).digest("hex"));
  });
});

Deno.test("OfferedFile ends its reads when it is closed", async () => {
  await withFile(async (path) => {
    const file = OfferedFile.open(path);
    const hashed = file.hash();
    const first = file.read(0, 10);
    await file[Symbol.asyncDispose]();
    assertEquals([(await first).length, (await file.read(0, 10)).length], [0, 0]);
    await hashed;
    assertStrictEquals(file.sha256, undefined);
  });
});
