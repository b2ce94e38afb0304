import { assertEquals } from "@std/assert";
import { submitted } from "../../lib/term/editor.ts";
import { assertEdits, assertKeys, lineOf, pressAll, show, typed } from "../support/editor_edits.ts";

const pure = { permissions: "none" } as const;

Deno.test("applyKey() removes one character", pure, () => {
  assertKeys(["backspace"], [["ab|c", "a|c"], ["|abc", "|abc"], ["a\n|b", "a|b"], ["|", "|"]]);
  assertKeys(["delete", "ctrl+d"], [["a|bc", "a|c"], ["abc|", "abc|"], ["a|\nb", "a|b"]]);
  assertKeys(["delete"], [["|", "|"]]);
});

Deno.test("applyKey() cuts words, and to the ends of a row", pure, () => {
  assertKeys(["ctrl+w", "alt+backspace", "ctrl+backspace"], [
    ["a informação|", "a |"],
    ["a informa|ção", "a |ção"],
    ["a informac\u0327a\u0303o|", "a |"],
    ["olá, mundo!  |", "olá, mundo|"],
    ["olá, mundo|", "olá, |"],
    ["...|", "|"],
    ["foo.bar/baz--|", "foo.bar/baz|"],
    ["foo.bar/baz|", "foo.bar/|"],
    ["oi 👍👩‍💻🇧🇷1️⃣🏴󠁧󠁢󠁥󠁮󠁧󠁿|", "oi 👍👩‍💻🇧🇷1️⃣|"],
    ["oi!👍👩‍💻🇧🇷|", "oi!|"],
    ["oi👍!|", "oi👍|"],
    ["|olá", "|olá"],
    ["um\n|dois", "um|dois"],
    ["um\n  |dois", "um\n|dois"],
    ["um\ndois|", "um\n|"],
    ["   |", "|"],
    ["我们吃饭|", "我们|"],
    ["H₂|", "H|"],
    ["E=mc²|", "E=mc|"],
    ["10 m²|", "10 m|"],
    ["5½|", "5|"],
    ["a ①|", "a |"],
    ["a #️⃣|", "a |"],
    ["a !\u0301|", "a |"],
    ["Привет мир|", "Привет |"],
  ]);
  assertKeys(["alt+d", "alt+delete", "ctrl+delete"], [
    ["a |informação b", "a | b"],
    ["a| informação b", "a| b"],
    ["a |informac\u0327a\u0303o b", "a | b"],
    ["|мир Привет", "| Привет"],
    ["olá|!?", "olá|"],
    ["olá|!? um", "olá| um"],
    ["m|²+", "m|+"],
    ["|½ a", "| a"],
    ["olá|👍👩‍💻!", "olá|!"],
    ["um|\ndois", "um|dois"],
    ["um|  \ndois", "um|\ndois"],
    ["olá|", "olá|"],
  ]);
  assertKeys(["ctrl+u"], [
    ["olá |mundo", "|mundo"],
    ["|olá", "|olá"],
    ["um\ndo|is\ntrês", "um\n|is\ntrês"],
  ]);
  assertKeys(["ctrl+k"], [
    ["olá |mundo", "olá |"],
    ["olá|", "olá|"],
    ["um\ndo|is\ntrês", "um\ndo|\ntrês"],
  ]);
});

Deno.test("applyKey() pastes with Ctrl+Y the text that was cut last", pure, () => {
  assertEdits([
    ["olá |mundo", ["ctrl+u", "end", "ctrl+y"], "mundoolá |"],
    ["olá |mundo", ["ctrl+k", "home", "ctrl+y"], "mundo|olá "],
    ["a informação|", ["ctrl+w", "ctrl+y", "ctrl+y"], "a informaçãoinformação|"],
    ["a informação|", ["alt+backspace", "home", "ctrl+y"], "informação|a "],
    ["|um dois", ["alt+d", "end", "ctrl+y"], " doisum|"],
    ["um dois|", ["ctrl+w", "ctrl+w", "ctrl+y"], "um dois|"],
    ["a um dois|", ["ctrl+w", "ctrl+w", "end", "ctrl+w", "ctrl+y"], "a |"],
    ["|um dois", ["alt+d", "alt+d", "ctrl+y"], "um dois|"],
    ["um |dois", ["ctrl+w", "alt+d", "ctrl+y"], "um dois|"],
    ["um |dois", ["ctrl+w", "ctrl+u", "alt+d", "ctrl+y"], "um dois|"],
    ["um dois|", ["ctrl+w", ...typed("x"), "ctrl+w", "ctrl+y"], "um x|"],
    ["um dois|", ["ctrl+w", "left", "ctrl+w", "ctrl+y"], "um| "],
    ["um |dois", ["ctrl+u", "ctrl+u", "ctrl+y"], "um |dois"],
    ["um |dois", ["ctrl+u", "delete", "ctrl+y"], "um |ois"],
    ["um|", ["ctrl+y"], "um|"],
  ]);
});

Deno.test("applyKey() keeps the cut text when a line is submitted", pure, () => {
  const cut = pressAll(lineOf("a informação|"), ["ctrl+w"]);
  assertEquals(show(pressAll(submitted(cut), ["ctrl+y"])), "informação|");
});
