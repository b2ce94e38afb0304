import { assertEquals } from "@std/assert";
import { needsFiles } from "../../lib/cli/needs_files.ts";
import { parse } from "../support/parsed_options.ts";

Deno.test(
  "needsFiles() is true only of what reads or writes a file",
  { permissions: "none" },
  () => {
    const needs = (...argv: string[]) => needsFiles(parse(argv));
    assertEquals([needs(), needs("forget")], [true, true]);
    assertEquals(
      [needs("join", "h"), needs("join", "h", "--remember"), needs("join", "h", "--log", "a.txt")],
      [false, true, true],
    );
    assertEquals([needs("serve"), needs("serve", "--history", "chat.db")], [false, true]);
    assertEquals([needs("doctor"), needs("--help"), needs("--version"), needs("x")], [
      ...[false, false, false, false],
    ]);
  },
);
