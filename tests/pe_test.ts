/** The check of a Windows executable's header, on a small executable made here. */

import { assertEquals } from "@std/assert";
import { peFaults } from "../.ci/pe.ts";

const PE = 0x80;
const OPTIONAL = PE + 24;
const MAGIC = OPTIONAL;
const IMAGE_BYTES = OPTIONAL + 56;
const RESOURCES = OPTIONAL + 112 + 2 * 8;
const TABLE = OPTIONAL + 240;
const [VIRTUAL_SIZE, ADDRESS, RAW_SIZE, RAW_OFFSET] = [8, 12, 16, 20];
const [TEXT, BSS, PEDATA] = [0, 1, 2];

/** The offset of a section's field. */
function section(index: number, field: number): number {
  return TABLE + 40 * index + field;
}

/**
 * A valid executable: code padded to a whole sector, zeros without bytes in the file, and resources
 * whose section is not padded.
 */
function executable(): DataView {
  const view = new DataView(new ArrayBuffer(0x1634));
  const set = (at: number, ...values: number[]) =>
    values.forEach((value, index) => view.setUint32(at + 4 * index, value, true));
  set(0x3c, PE);
  set(PE, 0x4550);
  view.setUint16(PE + 4, 0x8664, true);
  view.setUint16(PE + 6, 3, true);
  view.setUint16(PE + 20, 240, true);
  view.setUint16(MAGIC, 0x20b, true);
  set(OPTIONAL + 32, 0x1000, 0x200); // A page, a sector.
  set(IMAGE_BYTES, 0x6000);
  set(RESOURCES, 0x4000, 0x1034);
  [".text", ".bss", ".pedata"].forEach((name, index) =>
    new TextEncoder().encodeInto(name, new Uint8Array(view.buffer, section(index, 0)))
  );
  set(section(TEXT, VIRTUAL_SIZE), 0x150, 0x1000, 0x200, 0x400);
  set(section(BSS, VIRTUAL_SIZE), 0x1800, 0x2000, 0, 0);
  set(section(PEDATA, VIRTUAL_SIZE), 0x1034, 0x4000, 0x1034, 0x600);
  return view;
}

function faultsOf(view: DataView): string[] {
  return peFaults(new Uint8Array(view.buffer));
}

Deno.test("peFaults() finds nothing in an executable that is right", {
  permissions: "none",
}, () => {
  assertEquals(faultsOf(executable()), []);
  const within = new Uint8Array(0x2000);
  within.set(new Uint8Array(executable().buffer), 0x100);
  assertEquals(peFaults(within.subarray(0x100, 0x100 + 0x1634)), []);
  // The base binaries of Deno 2.7 have a SizeOfImage that is not a whole number of pages.
  const unpadded = executable();
  unpadded.setUint32(IMAGE_BYTES, 0x5034, true);
  assertEquals(faultsOf(unpadded), []);
});

const FAULTS: [what: string, at: number, value: number, faults: string[]][] = [
  ["no PE file", PE, 0x454e, ["The file is no PE executable."]],
  ["a header past the end", 0x3c, 0x1600, ["The file is no PE executable."]],
  [
    "32 bits",
    MAGIC,
    0x10b,
    [
      "The file is no 64-bit PE executable: machine 0x8664 instead of 0x8664, magic 0x10b instead " +
      "of 0x20b.",
    ],
  ],
  [
    "another processor",
    PE + 4,
    0x3aa64,
    [
      "The file is no 64-bit PE executable: machine 0xaa64 instead of 0x8664, magic 0x20b instead " +
      "of 0x20b.",
    ],
  ],
  [
    "more sections than the file holds",
    PE + 4,
    0x1008664,
    ["The section table ends at 0x2988, the file at 0x1634."],
  ],
  [
    "a section longer than SizeOfImage",
    IMAGE_BYTES,
    0x5000,
    ["Section .pedata ends at 0x5034 in memory, SizeOfImage is 0x5000."],
  ],
  [
    "a section that is not mapped to its end",
    section(PEDATA, VIRTUAL_SIZE),
    0x1000,
    [
      "Section .pedata has 0x1034 bytes in the file, and 0x1000 of them are mapped.",
      "Section .pedata ends at 0x5000 in memory, its resources at 0x5034.",
    ],
  ],
  [
    "sections that overlap in memory",
    section(TEXT, VIRTUAL_SIZE),
    0x1001,
    ["Section .bss starts at 0x2000 in memory, before 0x3000, where the one before it ends."],
  ],
  [
    "sections out of order",
    section(TEXT, ADDRESS),
    0x3000,
    ["Section .bss starts at 0x2000 in memory, before 0x4000, where the one before it ends."],
  ],
  [
    "sections that overlap in the file",
    section(PEDATA, RAW_OFFSET),
    0x500,
    ["Section .pedata starts at 0x500 in the file, before 0x600, where the one before it ends."],
  ],
  [
    "a section past the end of the file",
    section(PEDATA, RAW_OFFSET),
    0x601,
    ["Section .pedata ends at 0x1635, the file at 0x1634."],
  ],
  [
    "resources longer than what the file holds of their section",
    section(PEDATA, RAW_SIZE),
    0x1000,
    ["Section .pedata ends at 0x5000 in memory, its resources at 0x5034."],
  ],
  [
    "resources longer than their section",
    RESOURCES + 4,
    0x1035,
    ["Section .pedata ends at 0x5034 in memory, its resources at 0x5035."],
  ],
  ["resources in no section", RESOURCES, 0, ["The resources, at 0x0, are in no section."]],
];

for (const [what, at, value, faults] of FAULTS) {
  Deno.test(`peFaults() names ${what}`, { permissions: "none" }, () => {
    const view = executable();
    view.setUint32(at, value, true);
    assertEquals(faultsOf(view), faults);
  });
}

Deno.test("peFaults() accepts a file of any length", { permissions: "none" }, () => {
  const bytes = new Uint8Array(executable().buffer);
  for (let length = 0; length < bytes.length; length++) {
    assertEquals(peFaults(bytes.subarray(0, length)).length > 0, true, `${length} bytes`);
  }
});
