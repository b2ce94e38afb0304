import { assertEquals } from "@std/assert";
import { needsFiles, writesFiles } from "../../lib/cli/needs_files.ts";
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
    assertEquals([needs("join"), needs("join", "--remember"), needs("join", "--log=a.txt")], [
      ...[false, true, true],
    ]);
    assertEquals(needs("join", "--password-file", "a.txt"), true);
    assertEquals([needs("serve"), needs("serve", "--history", "chat.db")], [false, true]);
    assertEquals(needs("serve", "--offer", "chat.zip"), true);
    const nats = ["serve", "--nats", "10.0.0.1"];
    assertEquals([needs(...nats), needs(...nats, "--nats-creds", "chat.creds")], [false, true]);
    assertEquals(needs(...nats, "--nats-ca", "ca.pem"), true);
    assertEquals([needs("doctor"), needs("--help"), needs("--version"), needs("x")], [
      ...[false, false, false, false],
    ]);
  },
);

Deno.test("writesFiles() is false of files that are only on offer", { permissions: "none" }, () => {
  const writes = (...argv: string[]) => writesFiles(parse(argv));
  assertEquals([writes("serve"), writes("serve", "--offer", "chat.zip")], [false, false]);
  assertEquals(writes("serve", "--offer", "chat.zip", "--history", "chat.db"), true);
  assertEquals(writes("serve", "--nats", "10.0.0.1", "--nats-creds", "chat.creds"), false);
  assertEquals([writes(), writes("join", "h"), writes("join", "h", "--remember")], [
    ...[true, false, true],
  ]);
});
