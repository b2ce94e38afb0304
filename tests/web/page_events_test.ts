import { assertEquals } from "@std/assert";
import type { Event } from "../../lib/protocol.ts";
import { JsonEventDecoder as PageEventDecoder } from "../../lib/web/page_events.ts";
import { JsonEventDecoder } from "../../lib/wire/json_events.ts";
import { encodeLine } from "../../lib/wire/json_lines.ts";
import { bytesOf, pieces } from "../support/bytes.ts";

const EVENTS: Event[] = [
  {
    type: "welcome",
    name: "Ana",
    token: "t",
    seq: 3,
    people: [{ name: "Zoë", since: 5, away: true }],
  },
  { type: "joined", seq: 4, time: 5, name: "Ana" },
  { type: "said", seq: 4, time: 6, from: "Zoë", auto: true, text: "olá" },
  { type: "whispered", seq: 4, time: 6, from: "Zoë", to: "Bia", auto: true, text: "olá" },
  { type: "said", seq: 5, time: 6, from: "Zoë", id: 2, action: true, text: "olá 👩‍👩‍👧\n\tã" },
  { type: "whispered", seq: 6, time: 7, from: "Zoë", to: "Ana", text: "x", waiting: true },
  { type: "past", entries: [{ type: "notice", seq: 1, time: 0, text: "é".repeat(3000) }] },
  { type: "left", seq: 7, time: 8, name: "Zoë", reason: "kicked", text: "por quê" },
  { type: "ping" },
];

Deno.test("the page's decoder reads what any client's does, however the bytes are cut", {
  permissions: "none",
}, () => {
  const bytes = bytesOf(EVENTS.map(encodeLine).join(""));
  for (const size of [bytes.length, 1, 3, 7, 50, 1000]) {
    const [page, other] = [new PageEventDecoder(), new JsonEventDecoder()];
    const parts = pieces(bytes, size);
    assertEquals(parts.flatMap((part) => page.receive(part)), EVENTS);
    assertEquals(parts.flatMap((part) => other.receive(part)), EVENTS);
    assertEquals(page.isForeign, other.isForeign);
  }
});
