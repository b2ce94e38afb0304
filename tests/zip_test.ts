/** The zip of an executable, read by the layout of its format and inflated by zlib. */

import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import { crc32, inflateRawSync } from "node:zlib";
import { zipOf, zipPathOf } from "../.ci/zip.ts";

/** Text and tables, as in an executable, and something that does not get smaller. */
function program(): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode("coração 👋 ".repeat(20_000));
  const noise = crypto.getRandomValues(new Uint8Array(10_000));
  const bytes = new Uint8Array(text.length + noise.length);
  bytes.set(text);
  bytes.set(noise, text.length);
  return bytes;
}

Deno.test("zipOf() makes a zip whose one file inflates to the same bytes", () => {
  const bytes = program();
  const zip = zipOf("chat.exe", bytes);
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  assert(zip.length < bytes.length / 5, `${zip.length} of ${bytes.length} bytes`);
  // The end of the central directory: one entry, at its place (APPNOTE.TXT, 4.3.16).
  const end = zip.length - 22;
  assertEquals([view.getUint32(end, true), view.getUint16(end + 10, true)], [0x06054b50, 1]);
  const entry = view.getUint32(end + 16, true);
  assertEquals([view.getUint32(entry, true), view.getUint16(entry + 10, true)], [0x02014b50, 8]);
  assertEquals(view.getUint32(entry + 16, true), crc32(bytes));
  const [packed, whole] = [view.getUint32(entry + 20, true), view.getUint32(entry + 24, true)];
  assertEquals(whole, bytes.length);
  const start = 30 + view.getUint16(26, true) + view.getUint16(28, true);
  const name = zip.subarray(30, 30 + view.getUint16(26, true));
  assertEquals(new TextDecoder().decode(name), "chat.exe");
  const unpacked = inflateRawSync(zip.subarray(start, start + packed));
  assert(bytes.every((byte, at) => byte === unpacked[at]) && unpacked.length === bytes.length);
});

Deno.test("zipPathOf() is beside the executable", () => {
  assertEquals(zipPathOf("dist/chat.exe"), "dist/chat.zip");
  assertEquals(zipPathOf("dist/chat-linux-x64"), "dist/chat-linux-x64.zip");
});

Deno.test("zip.ts packs the file that it is given", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const exe = join(folder, "chat.exe");
    await Deno.writeFile(exe, program());
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--quiet", "--no-prompt", `--allow-read=${folder}`, `--allow-write=${folder}`]
        .concat(".ci/zip.ts", exe),
      cwd: new URL("..", import.meta.url),
    }).output();
    assert(success, new TextDecoder().decode(stderr));
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name).sort(), [
      "chat.exe",
      "chat.zip",
    ]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
