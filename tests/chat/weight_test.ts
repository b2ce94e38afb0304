import { assertEquals } from "@std/assert";
import { weigh, weighCommand } from "../../lib/chat/weight.ts";
import type { Entry } from "../../lib/protocol.ts";

const pure = { permissions: "none" } as const;
const NUMBERED = { seq: 1, time: 2 };

Deno.test("weigh() counts 64 for an entry, and its text", pure, () => {
  const cases: [Entry, weight: number][] = [
    [{ type: "joined", ...NUMBERED, name: "Ana" }, 64],
    [{ type: "left", ...NUMBERED, name: "Ana", reason: "left" }, 64],
    [{ type: "left", ...NUMBERED, name: "Ana", reason: "kicked", text: "olá" }, 67],
    [{ type: "renamed", ...NUMBERED, from: "Ana", to: "Bia" }, 64],
    [{ type: "said", ...NUMBERED, from: "Ana", text: "olá" }, 67],
    [{ type: "whispered", ...NUMBERED, from: "Ana", to: "Bia", text: "olá" }, 67],
    [{ type: "undelivered", ...NUMBERED, to: "Bia", text: "olá" }, 67],
    [{ type: "notice", ...NUMBERED, text: "olá" }, 67],
  ];
  for (const [entry, weight] of cases) assertEquals(weigh(entry), weight, entry.type);
});

Deno.test(
  "weigh() counts the name in every further line, as line clients are sent it",
  pure,
  () => {
    const text = "a\nb\n\nc";
    const lines = (name: string) => 64 + text.length + 3 * (16 + name.length);
    const cases: [Entry, weight: number][] = [
      [{ type: "said", ...NUMBERED, from: "Ana", text }, lines("Ana")],
      [{ type: "whispered", ...NUMBERED, from: "Ana", to: "Beatriz", text }, lines("Ana")],
      [{ type: "undelivered", ...NUMBERED, to: "Beatriz", text }, lines("Beatriz")],
      [{ type: "notice", ...NUMBERED, text }, lines("")],
    ];
    for (const [entry, weight] of cases) assertEquals(weigh(entry), weight, entry.type);
  },
);

Deno.test("weighCommand() is the weight of the entry that the command adds", pure, () => {
  const cases: [Parameters<typeof weighCommand>[0], weight: number][] = [
    [{ type: "reply", text: "olá" }, 67],
    [{ type: "run", count: 3, text: "olá\na\nbb" }, 67 + 65 + 66],
    [{ type: "hello", version: 1, name: "Ana" }, 64],
    [{ type: "rename", name: "Bia" }, 64],
    [{ type: "say", text: "a\nb" }, 64 + 3 + 16 + 3],
    [{ type: "whisper", to: "Beatriz", text: "olá" }, 67],
    [{ type: "who" }, 0],
    [{ type: "past", count: 1 }, 0],
    [{ type: "leave" }, 0],
    [{ type: "ping" }, 0],
    [{ type: "pong" }, 0],
  ];
  for (const [command, weight] of cases) {
    assertEquals(weighCommand(command, "Ana"), weight, command.type);
  }
});
