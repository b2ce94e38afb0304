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
  assertEquals(tickets.hasValid(`chat-9999=${first}`, 1_000 + 12 * HOURS - 1), true);
  assertEquals(tickets.hasValid(`chat-9999=${first}`, 1_000 + 12 * HOURS), false);
  assertEquals(tickets.hasValid(`chat-9999=${second}`, 1_000 + 12 * HOURS), true);
  assertEquals(tickets.hasValid(`chat-9999=${"f".repeat(32)}`, 2_000), false);
  assert(hashed.includes(first));
});

Deno.test("Tickets.hasValid() finds the ticket among other cookies", pure, () => {
  const { tickets } = countedTickets();
  const ticket = tickets.give(0);
  const other = "e".repeat(32);
  const found = [
    `chat-9999=${ticket}`,
    `a=b; chat-9999=${ticket}; c=d`,
    `a=b;chat-9999=${ticket};c`,
    `chat-9999=${ticket} ; c`,
    `a=b, chat-9999=${ticket}`,
    `\tchat-9999=${ticket}`,
    `chat-9999=${other}; chat-9999=${ticket}`,
    `chat-9999=${ticket}; chat-9999=${other}`,
    `chat-9999=x; chat-9999=${ticket}`,
  ];
  for (const cookie of found) assertEquals(tickets.hasValid(cookie, 0), true, cookie);
  const absent = [
    undefined,
    "",
    "a=b",
    `chat-9999=`,
    `xchat-9999=${ticket}`,
    `a chat-9999=${ticket}`,
    `a=chat-9999=${ticket}`,
    `chat-9999=${ticket}0`,
    `chat-9999=0${ticket}`,
    `chat-9999=${ticket.slice(1)}`,
    `chat-9999="${ticket}"`,
    `chat-9999=${ticket} x`,
    `CHAT=${ticket}`,
    `chat-9999=#${ticket}`,
  ];
  for (const cookie of absent) assertEquals(tickets.hasValid(cookie, 0), false, cookie);
});

Deno.test("Tickets.voidAll() voids those given so far, and no later one", pure, () => {
  const { tickets } = countedTickets();
  const before = tickets.give(0);
  tickets.voidAll();
  const after = tickets.give(0);
  assertEquals(tickets.hasValid(`chat-9999=${before}`, 0), false);
  assertEquals(tickets.hasValid(`chat-9999=${after}`, 0), true);
});

Deno.test("Tickets.give() keeps 1024 tickets, of which the oldest goes first", pure, () => {
  const { tickets } = countedTickets();
  const given = Array.from({ length: 1024 }, () => tickets.give(0));
  const validCount = () => given.filter((one) => tickets.hasValid(`chat-9999=${one}`, 0)).length;
  assertStrictEquals(validCount(), 1024);
  tickets.give(0);
  assertStrictEquals(validCount(), 1023);
  assertEquals(tickets.hasValid(`chat-9999=${given[0]}`, 0), false);
});

Deno.test("ticketCookie() gives the ticket to no script, and over https to no http", pure, () => {
  const plain = "chat-9999=abc; HttpOnly; SameSite=Strict; Path=/; Max-Age=43200";
  assertStrictEquals(ticketCookie("abc", "notebook:9999", false), plain);
  assertStrictEquals(ticketCookie("abc", "notebook:9999", true), `${plain}; Secure`);
});

Deno.test(
  "ticketCookie() is named by the port, so that two chats of a computer have one each",
  pure,
  () => {
    const hosts = ["notebook:1", "[::1]:22", "[::1]", "notebook", undefined];
    const names = hosts.map((host) => ticketCookie("abc", host, true).split("=")[0]);
    assertEquals(names, ["chat-1", "chat-22", "chat-", "chat-", "chat-"]);
    const { tickets } = countedTickets();
    const ticket = tickets.give(0);
    for (const name of names) assertEquals(tickets.hasValid(`${name}=${ticket}`, 0), true, name);
  },
);
