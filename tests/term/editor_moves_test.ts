import { assertKeys } from "../support/editor_edits.ts";

const pure = { permissions: "none" } as const;

Deno.test("applyKey() moves by one character", pure, () => {
  assertKeys(["left", "ctrl+b"], [
    ["ab|c", "a|bc"],
    ["|abc", "|abc"],
    ["|", "|"],
    ["a\n|b", "a|\nb"],
  ]);
  assertKeys(["right", "ctrl+f"], [
    ["a|bc", "ab|c"],
    ["abc|", "abc|"],
    ["|", "|"],
    ["a|\nb", "a\n|b"],
  ]);
});

Deno.test("applyKey() moves to the ends of a row", pure, () => {
  assertKeys(["home", "ctrl+a"], [
    ["olá mu|ndo", "|olá mundo"],
    ["|olá", "|olá"],
    ["um\ndo|is\ntrês", "um\n|dois\ntrês"],
    ["um\n|dois", "um\n|dois"],
    ["um|\ndois", "|um\ndois"],
  ]);
  assertKeys(["end", "ctrl+e"], [
    ["olá mu|ndo", "olá mundo|"],
    ["olá|", "olá|"],
    ["um\ndo|is\ntrês", "um\ndois|\ntrês"],
    ["um|\ndois", "um|\ndois"],
    ["um\n|", "um\n|"],
  ]);
});

Deno.test("applyKey() moves by words of any alphabet", pure, () => {
  assertKeys(["alt+b", "ctrl+left", "alt+left"], [
    ["a informação|", "a |informação"],
    ["a informaçã|o", "a |informação"],
    ["a informac\u0327a\u0303o|", "a |informac\u0327a\u0303o"],
    ["a |informação", "|a informação"],
    ["olá,  mundo  |!", "olá,  |mundo  !"],
    ["@ana|", "@|ana"],
    ["@|ana", "|@ana"],
    ["Привет мир|", "Привет |мир"],
    ["שלום עולם|", "שלום |עולם"],
    ["مرحبا بكم|", "مرحبا |بكم"],
    ["नमस्ते दुनिया|", "नमस्ते |दुनिया"],
    ["안녕 세상|", "안녕 |세상"],
    ["um\n|dois", "|um\ndois"],
    ["|", "|"],
  ]);
  assertKeys(["alt+f", "ctrl+right", "alt+right"], [
    ["|informação a", "informação| a"],
    ["i|nformação a", "informação| a"],
    ["|informac\u0327a\u0303o a", "informac\u0327a\u0303o| a"],
    ["informação| a", "informação a|"],
    ["olá|,  mundo!", "olá,  mundo|!"],
    ["olá|!?", "olá!?|"],
    ["|Привет мир", "Привет| мир"],
    ["|שלום עולם", "שלום| עולם"],
    ["|नमस्ते दुनिया", "नमस्ते| दुनिया"],
    ["um|\ndois", "um\ndois|"],
    ["|", "|"],
  ]);
});
