import { assertEquals, assertStrictEquals } from "@std/assert";
import { ptBr } from "../../lib/i18n/pt_br.ts";
import { RoomPassword, type RoomPasswordOptions } from "../../lib/serve/room_password.ts";
import { verifierOf } from "../support/fake_verifier.ts";

const pure = { permissions: "none" } as const;
const HOST = "10.0.0.7";
const [INSIDE, PLAIN] = [{ isEncrypted: true }, { isEncrypted: false }];

function passwordOf(options: Partial<RoomPasswordOptions> = {}) {
  let made = 0;
  const printed: string[] = [];
  const password = new RoomPassword({
    verifier: verifierOf("certa"),
    tokens: { make: () => (++made).toString(16).padStart(32, "0"), hash: (ticket) => ticket },
    texts: ptBr,
    ...options,
  }, (text) => printed.push(text));
  return { password, printed };
}

Deno.test(
  "RoomPassword.say() tells a right password from a wrong one, as one guess each",
  pure,
  async () => {
    const { password, printed } = passwordOf();
    for (let at = 0; at < 10; at++) {
      assertEquals(await password.say("certa", HOST, 0), { type: "right" });
    }
    for (let at = 0; at < 4; at++) {
      assertEquals(await password.say("errada", HOST, 0), { type: "wrong" });
    }
    assertEquals(printed, []);
    assertEquals(await password.say("errada", HOST, 0), { type: "wrong" });
    assertEquals(printed, [ptBr.password.guessing(HOST, 5)]);
    assertEquals(await password.say("certa", HOST, 1), { type: "wait", seconds: 1 });
    assertEquals(await password.say("certa", "10.0.0.8", 1), { type: "right" });
    assertEquals(await password.say("certa", HOST, 1_000), { type: "right" });
  },
);

Deno.test(
  "RoomPassword.onWrong() tells the operator that all addresses together guess",
  pure,
  () => {
    const { password, printed } = passwordOf();
    for (let at = 0; at < 40; at++) assertStrictEquals(password.guess(`10.0.0.${at}`, 0), 0);
    assertEquals(printed, []);
    password.onWrong("10.0.0.0");
    assertEquals(printed, [ptBr.password.guessingAll(40)]);
    assertStrictEquals(password.guess("10.0.0.99", 0), 1);
  },
);

Deno.test(
  "RoomPassword.say() takes the old password for wrong when it changes meanwhile",
  pure,
  async () => {
    const { password } = passwordOf();
    const said = password.say("certa", HOST, 0);
    password.verifier = verifierOf("nova");
    assertEquals(await said, { type: "wrong" });
    assertEquals(await password.say("nova", HOST, 0), { type: "right" });
    password.verifier = undefined;
    assertEquals(await password.say("qualquer", HOST, 0), { type: "right" });
  },
);

Deno.test("RoomPassword.webAccess() wants encryption, then the password or a ticket", pure, () => {
  const { password } = passwordOf();
  assertEquals(password.webAccess(PLAIN, undefined, 0), "encryption");
  assertEquals(password.webAccess(INSIDE, undefined, 0), "password");
  const cookie = `chat-9999=${password.giveTicket(0)}`;
  assertEquals(password.webAccess(INSIDE, cookie, 0), "page");
  assertEquals(password.webAccess(INSIDE, cookie, 12 * 60 * 60_000), "password");
  assertEquals(password.webAccess(PLAIN, cookie, 0), "encryption");
  const open = passwordOf({ passwordPlain: true });
  assertEquals(open.password.webAccess(PLAIN, undefined, 0), "password");
  const none = passwordOf({ verifier: undefined });
  assertEquals(none.password.webAccess(PLAIN, undefined, 0), "page");
  assertEquals(none.password.hasTicket(undefined, 0), false);
});

Deno.test("RoomPassword.verifier voids all tickets when it changes", pure, () => {
  const { password } = passwordOf();
  const cookie = `chat-9999=${password.giveTicket(0)}`;
  assertEquals(password.hasTicket(cookie, 0), true);
  const next = verifierOf("nova");
  password.verifier = next;
  assertEquals([password.hasTicket(cookie, 0), password.verifier === next], [false, true]);
});
