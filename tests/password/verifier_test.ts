import { assertEquals, assertNotEquals } from "@std/assert";
import { wordlist as english } from "@scure/bip39/wordlists/english.js";
import { wordlist as portuguese } from "@scure/bip39/wordlists/portuguese.js";
import { makeUpPassword } from "../../lib/password/made_up.ts";
import { ORDER } from "../../lib/password/spake2.ts";
import { stretch } from "../../lib/password/stretch.ts";
import { PasswordVerifier } from "../../lib/password/verifier.ts";

const SALT = new Uint8Array(16).fill(1);

Deno.test("stretch() is scrypt of the composed text, as another program computes it", async () => {
  // Python: hashlib.scrypt("ação".encode(), salt=bytes([1]*16), n=2**15, r=8, p=1, dklen=40,
  // maxmem=2**26), as a number modulo n - 1, and 1 more.
  const expected = 19235224924407016554200268699221128129674412240250664448686592994499067931294n;
  assertEquals(await stretch("ação", SALT), expected);
  assertEquals(await stretch(`\t${"ação".normalize("NFD")} `, SALT), expected);
  assertNotEquals(await stretch("acao", SALT), expected);
  assertNotEquals(await stretch("ação", new Uint8Array(16)), expected);
  assertEquals(expected > 0n && expected < ORDER, true);
});

Deno.test("PasswordVerifier knows the right password, after it was kept too", async () => {
  const verifier = await PasswordVerifier.of("senha");
  assertEquals(verifier.salt.length, 16);
  assertNotEquals((await PasswordVerifier.of("senha")).salt, verifier.salt);
  const kept = PasswordVerifier.read(String(verifier))!;
  assertEquals(kept.salt, verifier.salt);
  for (const one of [verifier, kept]) {
    const checks = ["senha", "Senha", "sen ha", ""].map((password) => one.check(password));
    assertEquals(await Promise.all(checks), [true, false, false, false]);
  }
  assertEquals(String(verifier).includes("senha"), false);
});

Deno.test("PasswordVerifier.check() checks one password after the other", async () => {
  const verifier = await PasswordVerifier.of("senha");
  const { setTimeout } = globalThis;
  let [pauses, mostPauses] = [0, 0];
  // Scrypt pauses every few milliseconds.
  globalThis.setTimeout = ((call: () => void, ms: number) => {
    mostPauses = Math.max(mostPauses, ++pauses);
    return setTimeout(() => {
      pauses--;
      call();
    }, ms);
  }) as typeof setTimeout;
  try {
    const checks = ["errada", "senha"].map((password) => verifier.check(password));
    assertEquals(await Promise.all(checks), [false, true]);
  } finally {
    globalThis.setTimeout = setTimeout;
  }
  assertEquals(mostPauses, 1);
});

Deno.test("PasswordVerifier.read() takes nothing for a password that is none", () => {
  const salt = "AAAAAAAAAAAAAAAAAAAAAA==";
  assertEquals(PasswordVerifier.read(`${salt} 5`)?.salt, new Uint8Array(16));
  const wrong = ["x", "0", "-5", "5x", "5.5", "", `${ORDER}`].map((number) => `${salt} ${number}`);
  for (const text of ["", "AAAA", "AAAA 5", "x 5", " 5", ...wrong]) {
    assertEquals(PasswordVerifier.read(text), undefined, text);
  }
});

Deno.test("makeUpPassword() makes four words that any keyboard can type", () => {
  const made = Array.from({ length: 200 }, () => makeUpPassword("pt-BR"));
  for (const password of made) assertEquals(/^[a-z]{3,9}(-[a-z]{3,9}){3}$/.test(password), true);
  assertEquals(new Set(made).size, 200);
  assertEquals(/^[a-z]+(-[a-z]+){3}$/.test(makeUpPassword("en")), true);
  assertEquals(new Set(made.flatMap((one) => one.split("-"))).size > 600, true);
});

Deno.test("makeUpPassword() takes the words of a language", () => {
  for (const [lang, words] of [["pt-BR", portuguese], ["en", english]] as const) {
    const made = makeUpPassword(lang).split("-");
    assertEquals(made.filter((word) => !words.includes(word)), []);
  }
});
