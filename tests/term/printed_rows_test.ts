import { assertEquals } from "@std/assert";
import { dim } from "@std/fmt/colors";
import { PrintedRows } from "../../lib/term/printed_rows.ts";

const pure = { permissions: "none" } as const;

const SIZE = { columns: 10, rows: 5 };
const TALL = { columns: 10, rows: 2_000 };

/** Rows that were printed in one window. */
function printed(rows: string[], size = SIZE): PrintedRows {
  const all = new PrintedRows();
  all.add(rows, size);
  return all;
}

Deno.test("PrintedRows.height() counts the rows that a narrower window wraps", pure, () => {
  const rows = printed(["um", "0123456789", dim("天地玄")]);
  assertEquals(rows.height(SIZE), 3);
  assertEquals(rows.height({ columns: 5, rows: 5 }), 1 + 2 + 2);
  rows.clear();
  assertEquals(rows.height(SIZE), 0);
});

Deno.test("PrintedRows keeps a thousand rows, more than a window has", pure, () => {
  const rows = printed(Array.from({ length: 990 }, (_, at) => `${at}`), TALL);
  rows.add(Array.from({ length: 20 }, (_, at) => `novo ${at}`), TALL);
  assertEquals(rows.height(TALL), 1_000);
  assertEquals(rows.remove("9", 1, TALL), undefined);
  assertEquals(rows.remove("10", 1, TALL), 1_000);
});

Deno.test("PrintedRows.remove() takes out the last row with a text, colours aside", pure, () => {
  const rows = printed(["um", dim("marca"), "dois"]);
  assertEquals(rows.remove(dim("marca"), 1, SIZE), 2);
  assertEquals([rows.height(SIZE), rows.remove(dim("marca"), 1, SIZE)], [2, undefined]);
  rows.add(["marca", "três", "marca"], SIZE);
  assertEquals(rows.remove("marca", 1, SIZE), 1);
  assertEquals(rows.remove("marca", 1, SIZE), 2);
});

Deno.test("PrintedRows.remove() leaves a row that may have scrolled off", pure, () => {
  const rows = (): PrintedRows => printed(["marca", "um", "dois"]);
  assertEquals(rows().remove("marca", 2, SIZE), 3);
  assertEquals(rows().remove("marca", 3, SIZE), undefined);
  // The window was lower when it was printed, or when others were.
  assertEquals(rows().remove("marca", 3, { columns: 10, rows: 9 }), undefined);
  const later = rows();
  later.add(["três"], { columns: 10, rows: 3 });
  assertEquals(later.remove("marca", 1, SIZE), undefined);
  later.clear();
  later.add(["marca", "um", "dois", "três"], SIZE);
  assertEquals(later.remove("marca", 1, SIZE), 4, "clear() forgets the height");
});

Deno.test("PrintedRows.remove() leaves a row that was printed at another width", pure, () => {
  const wider = { columns: 11, rows: 5 };
  const rows = printed(["marca"]);
  rows.add(["um", "marca"], wider);
  assertEquals(rows.remove("marca", 1, wider), 1);
  assertEquals(rows.remove("marca", 1, wider), undefined);
  // The oldest rows are dropped, and the index of the first row at this width with them.
  const many = printed(["marca"], TALL);
  many.add(Array.from({ length: 998 }, () => "x"), TALL);
  many.add(["outra"], { columns: 11, rows: 2_000 });
  many.add(["x", "y"], { columns: 11, rows: 2_000 });
  assertEquals(many.remove("outra", 1, { columns: 11, rows: 2_000 }), 3);
});
