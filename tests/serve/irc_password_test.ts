/** How IRC clients say the password of a room, and how those that are refused are told. */

import { assertEquals } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import { PasswordVerifier } from "../../lib/password/verifier.ts";
import { IrcPeer } from "../support/irc_peer.ts";
import { TestRoom } from "../support/test_room.ts";

const { irc, refusals } = textsOf("pt-BR");
/** The first line of the greeting. */
const WELCOME = ":chat.server 001 Ana :Olá, Ana! Este é o chat, por IRC.";
const verifier = await PasswordVerifier.of("ação-2");
const plain = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

Deno.test("the password is said by PASS before the name, or by SASL", async () => {
  await using room = new TestRoom({ verifier, passwordPlain: true });
  const [ana, bia, caio] = [new IrcPeer(room), new IrcPeer(room), new IrcPeer(room)];
  assertEquals(
    (await ana.askFor("422", "PASS ação-2", "NICK Ana", "USER ana 0 * :Ana"))[0],
    WELCOME,
  );
  await bia.ask("CAP LS 302");
  assertEquals(await bia.ask("CAP REQ :sasl"), [":chat.server CAP * ACK :sasl"]);
  const steps: [line: string, answers: string[]][] = [
    ["AUTHENTICATE NADA", [
      `:chat.server 908 * PLAIN :${irc.errors["908"]}`,
      `:chat.server 904 * :${irc.errors["904"]}`,
    ]],
    ["AUTHENTICATE plain", ["AUTHENTICATE +"]],
    ["AUTHENTICATE *", [`:chat.server 906 * :${irc.errors["906"]}`]],
    ["AUTHENTICATE PLAIN", ["AUTHENTICATE +"]],
    ["AUTHENTICATE ???", [`:chat.server 904 * :${irc.errors["904"]}`]],
    ["AUTHENTICATE PLAIN", ["AUTHENTICATE +"]],
    [`AUTHENTICATE ${plain("a\0b\0ação-2" + "x".repeat(300))}`, [
      `:chat.server 904 * :${irc.errors["904"]}`,
    ]],
    ["AUTHENTICATE PLAIN", ["AUTHENTICATE +"]],
    ["AUTHENTICATE PLAIN", [`:chat.server 907 * :${irc.errors["907"]}`]],
    ["NICK Bia", []],
    ["USER bia 0 * :Bia", []],
  ];
  const said = [
    `:chat.server 900 * *!chat@chat.server bia :${irc.loggedIn}`,
    `:chat.server 903 * :${irc.saslDone}`,
  ];
  for (const [line, answers] of steps) {
    if (line.endsWith("PLAIN") && answers[0]!.includes("907")) {
      assertEquals(await bia.askFor("903", `AUTHENTICATE ${plain("\0bia\0ação-2")}`), said);
    }
    assertEquals(await bia.ask(line), answers);
  }
  assertEquals((await bia.ask("CAP END"))[0], WELCOME.replaceAll("Ana", "Bia"));
  assertEquals((await caio.ask("CAP LS"))[0]!.includes(" sasl "), true);
  assertEquals(room.names, ["Ana", "Bia"]);
});

Deno.test("without the password, with a wrong one, or in the open the connection ends", async () => {
  const cases: [
    lines: string[],
    code: "password" | "wrong-password" | "not-encrypted",
    value: string,
  ][] = [
    [["NICK Ana", "USER ana 0 * :Ana"], "password", ""],
    [["NICK Ana", "USER ana 0 * :Ana", "PASS ação-2"], "password", ""],
    [["PASS errada", "NICK Ana", "USER ana 0 * :Ana"], "wrong-password", ""],
    [["PASS ação-2", "NICK Ana", "USER ana 0 * :Ana"], "not-encrypted", ""],
  ];
  for (const [lines, code, value] of cases) {
    const passwordPlain = code !== "not-encrypted";
    await using room = new TestRoom({ verifier, passwordPlain });
    const ana = new IrcPeer(room);
    const sentence = refusals[code](value).replaceAll("\n", " ");
    assertEquals(await ana.askFor("ERROR", ...lines), [
      `:chat.server 464 * :${sentence}`,
      `ERROR :${irc.closing(sentence)}`,
    ]);
    await ana.peer.ends();
    assertEquals(room.names, []);
  }
});

Deno.test("who is banned reads why, and the connection ends", async () => {
  await using room = new TestRoom();
  const bia = await IrcPeer.joined(room, "Bia");
  const ana = await IrcPeer.joined(room, "Ana");
  await bia.news();
  room.room.moderation.ban({ name: "Ana", text: "barulho" });
  const sentence = refusals.banned("- barulho");
  assertEquals(await ana.news(), [
    `:chat.server 465 Ana :${sentence}`,
    `:chat.server KICK #chat Ana :${sentence}`,
    `ERROR :${irc.closing(sentence)}`,
  ]);
  await ana.peer.ends();
  assertEquals(
    (await bia.news()).at(-1),
    ":chat.server KICK #chat Ana :barulho (banimento até o anfitrião perdoar)",
  );
});
