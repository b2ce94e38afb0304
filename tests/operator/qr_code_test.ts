import { assertEquals } from "@std/assert";
import { stripAnsiCode } from "@std/fmt/colors";
import { drawQrCode } from "../../lib/operator/qr_code.ts";
import { readQrCode } from "../support/qr_reader.ts";

const pure = { permissions: "none" } as const;
const LINK = "http://192.168.1.23:9999";
const LINKS = [
  LINK,
  "http://10.0.0.1:80",
  "http://172.16.100.200:65535",
  "http://[2001:db8:1234:5678:9abc:def0:1234:5678]:65535",
];

Deno.test("drawQrCode() in colour is black on white on every terminal", pure, () => {
  for (const link of LINKS) {
    const { rows } = drawQrCode(link, true);
    for (const theme of ["dark", "light"] as const) {
      assertEquals(readQrCode(rows, { theme }), link, theme);
    }
  }
});

Deno.test("drawQrCode() without colour is drawn for a dark terminal", pure, () => {
  for (const link of LINKS) {
    const { rows } = drawQrCode(link, false);
    assertEquals(rows.join("").includes("\x1b"), false);
    assertEquals(readQrCode(rows), link);
    assertEquals(readQrCode(rows, { theme: "light", takesInverted: true }), link);
  }
});

Deno.test("drawQrCode() fits an IPv4 link into 29 columns and 15 rows", pure, () => {
  for (const link of LINKS.slice(0, 3)) {
    for (const color of [true, false]) {
      const { rows, columns } = drawQrCode(link, color);
      assertEquals([rows.length, columns], [15, 29], link);
      for (const row of rows) assertEquals(stripAnsiCode(row).length, columns);
    }
  }
});

Deno.test("drawQrCode() leaves a quiet zone of two modules on each side", pure, () => {
  const blocks: string[] = drawQrCode(LINK, true).rows.map(stripAnsiCode);
  assertEquals([blocks[0], blocks.at(-1)], [" ".repeat(29), " ".repeat(29)]);
  for (const row of blocks) assertEquals([row.slice(0, 2), row.slice(-2)], ["  ", "  "]);
  const light = drawQrCode(LINK, false).rows;
  assertEquals([light[0], light.at(-1)], ["█".repeat(29), "█".repeat(29)]);
});
