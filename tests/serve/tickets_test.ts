import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { ticketCookie, Tickets } from "../../lib/serve/tickets.ts";

const pure = { permissions: "none" } as const;
const HOURS = 60 * 60_000;

/** Tickets that are counted instead of drawn, and their hashes. */
function countedTickets() {
  let made = 0;
  const hashed: string[] = [];
  const tickets = new Tickets({
    make: () => (++made).toString(16).padStart(32, "0"),
    hash: (ticket) => {
      hashed.push(ticket);
      return `#${ticket}`;
    },
  });
  return { tickets, hashed };
}

Deno.test("Tickets.hasValid() knows the tickets that were given, for 12 hours", pure, () => {
  const { tickets, hashed } = countedTickets();
  const [first, second] = [tickets.give(1_000), tickets.give(2_000)];
  assertEquals([first.slice(-1), second.slice(-1)], ["1", "2"]);
  assertEquals(tickets.hasValid(`chat=${first}`, 1_000 + 12 * HOURS - 1), true);
  assertEquals(tickets.hasValid(`chat=${first}`, 1_000 + 12 * HOURS), false);
  assertEquals(tickets.hasValid(`chat=${second}`, 1_000 + 12 * HOURS), true);
  assertEquals(tickets.hasValid(`chat=${"f".repeat(32)}`, 2_000), false);
  assert(hashed.includes(first));
});

Deno.test("Tickets.hasValid() finds the ticket among other cookies", pure, () => {
  const { tickets } = countedTickets();
  const ticket = tickets.give(0);
  const other = "e".repeat(32);
  const found = [
    `chat=${ticket}`,
    `a=b; chat=${ticket}; c=d`,
    `a=b;chat=${ticket};c`,
    `chat=${ticket} ; c`,
    `a=b, chat=${ticket}`,
    `\tchat=${ticket}`,
    `chat=${other}; chat=${ticket}`,
    `chat=${ticket}; chat=${other}`,
    `chat=x; chat=${ticket}`,
  ];
  for (const cookie of found) assertEquals(tickets.hasValid(cookie, 0), true, cookie);
  const absent = [
    undefined,
    "",
    "a=b",
    `chat=`,
    `xchat=${ticket}`,
    `a chat=${ticket}`,
    `a=chat=${ticket}`,
    `chat=${ticket}0`,
    `chat=0${ticket}`,
    `chat=${ticket.slice(1)}`,
    `chat="${ticket}"`,
    `chat=${ticket} x`,
    `CHAT=${ticket}`,
    `chat=#${ticket}`,
  ];
  for (const cookie of absent) assertEquals(tickets.hasValid(cookie, 0), false, cookie);
});

Deno.test("Tickets.voidAll() voids those given so far, and no later one", pure, () => {
  const { tickets } = countedTickets();
  const before = tickets.give(0);
  tickets.voidAll();
  const after = tickets.give(0);
  assertEquals(tickets.hasValid(`chat=${before}`, 0), false);
  assertEquals(tickets.hasValid(`chat=${after}`, 0), true);
});

Deno.test("Tickets.give() keeps 1024 tickets, of which the oldest goes first", pure, () => {
  const { tickets } = countedTickets();
  const given = Array.from({ length: 1024 }, () => tickets.give(0));
  const validCount = () => given.filter((one) => tickets.hasValid(`chat=${one}`, 0)).length;
  assertStrictEquals(validCount(), 1024);
  tickets.give(0);
  assertStrictEquals(validCount(), 1023);
  assertEquals(tickets.hasValid(`chat=${given[0]}`, 0), false);
});

Deno.test("ticketCookie() gives the ticket to no script, and over https to no http", pure, () => {
  const plain = "chat=abc; HttpOnly; SameSite=Strict; Path=/; Max-Age=43200";
  assertStrictEquals(ticketCookie("abc", false), plain);
  assertStrictEquals(ticketCookie("abc", true), `${plain}; Secure`);
});
