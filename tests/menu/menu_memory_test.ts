import { assertEquals } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import { JOIN_DEFAULTS } from "../support/parsed_options.ts";
import { runMenu } from "../support/test_menu.ts";

const pure = { permissions: "none" } as const;
const { menu: texts } = textsOf("pt-BR");
const join = (host: string, more: object = {}) => ({ ...JOIN_DEFAULTS, host, ...more });
const refused = { code: 1, sentence: "refused" };

Deno.test("Menu asks once whether to remember, before anything is connected to", pure, async () => {
  const { shown, ran, remembered } = await runMenu(["h", "n", "outro", "outro2"], {
    outcomes: [refused, refused],
  });
  assertEquals([ran.length, remembered], [3, []]);
  assertEquals(shown.filter((text) => text.startsWith(texts.remember)), [`${texts.remember}n`]);
  assertEquals(shown.indexOf(`${texts.remember}n`) < shown.indexOf("refused"), true);
  const afterDoctor = await runMenu(["chat doctor", "h"], { outcomes: [{ code: 1 }] });
  assertEquals([afterDoctor.ran.length, afterDoctor.remembered], [2, []]);
  assertEquals(afterDoctor.shown.filter((text) => text.startsWith(texts.remember)), []);
});

Deno.test(
  "Menu remembers the address and a name, and leaves the address until one is in",
  pure,
  async () => {
    const { shown, ran, remembered } = await runMenu(["h", "s", "chat join certo --name Ana"], {
      outcomes: [refused],
    });
    assertEquals(remembered, [{ address: "h" }, { address: "h", name: "Ana" }]);
    assertEquals(ran, [join("h"), join("certo", { name: "Ana" })]);
    assertEquals(shown.filter((text) => text === "remembered").length, 1);
  },
);

Deno.test("Menu offers what is remembered, and joins under the remembered name", pure, async () => {
  const memory = { address: "h:9000", name: "Ana" };
  const { shown, ran, remembered } = await runMenu([""], { memory });
  assertEquals(shown.slice(1), [texts.offer("h:9000", "Ana"), texts.ask]);
  assertEquals(ran, [join("h", { port: 9000, name: "Ana" })]);
  assertEquals(remembered, [{ address: "h:9000" }]);
  const other = await runMenu(["outro"], { memory });
  assertEquals([other.ran, other.remembered], [[join("outro", { name: "Ana" })], [{
    address: "h:9000",
  }]]);
  const named = await runMenu(["chat join h --name Bia"], { memory });
  assertEquals(named.ran, [join("h", { name: "Bia" })]);
});

Deno.test("Menu does not ask for what --remember says", pure, async () => {
  const { shown, ran, remembered } = await runMenu(["chat join h --remember"]);
  assertEquals([ran, remembered], [[join("h")], [{ address: "h" }]]);
  assertEquals(shown.slice(-1), ["remembered"]);
});

Deno.test("Menu goes on when nothing can be remembered, and says why once", pure, async () => {
  const { shown, ran, code } = await runMenu(["h", "s", ""], {
    memoryFailure: "disk full",
    outcomes: [refused],
  });
  assertEquals([code, ran.length], [0, 2]);
  assertEquals(shown.filter((text) => text === "disk full").length, 1);
});

Deno.test("Menu asks again when what is remembered is not an address", pure, async () => {
  const { shown, ran, code } = await runMenu([""], { memory: { address: "a:b:c" } });
  assertEquals([code, ran], [0, []]);
  assertEquals(shown.slice(-2), [texts.choice, `${texts.ask}^C`]);
});

Deno.test(
  "Menu gives up the permission for files before anything is connected to",
  pure,
  async () => {
    for (
      const [answers, permissions] of [
        [["h", "s"], ["join without files"]],
        [["", "Ana"], ["serve without files"]],
        [["chat help", "chat forget", "chat doctor h"], [
          "help with files",
          "forget with files",
          "doctor without files",
        ]],
        [["chat join h --log a.txt", "n", "h"], ["join with files", "join without files"]],
        [["chat join h --remember"], ["join without files"]],
        [["chat join h --remember --log a.txt", "chat doctor h"], [
          "join with files",
          "doctor without files",
        ]],
        [["chat serve --history chat.db", "h", "n"], [
          "serve with files",
          "join without files",
        ]],
      ] as const
    ) {
      const run = await runMenu([...answers], { outcomes: answers.map(() => refused) });
      assertEquals(run.permissions, [...permissions]);
    }
    const here = await runMenu(["chat serve --history chat.db", ""], {
      outcomes: [refused],
      chatHere: "127.0.0.1",
    });
    assertEquals(here.permissions, ["serve with files", "join without files"]);
  },
);

Deno.test("Menu forgets, and offers nothing any more", pure, async () => {
  const { shown, ran } = await runMenu(["chat forget"], { memory: { address: "h", name: "Ana" } });
  assertEquals(ran.map(({ command }) => command), ["forget"]);
  assertEquals(shown.slice(-2), [texts.choice, `${texts.ask}^C`]);
});

Deno.test(
  "Menu says when a command needs files after something was connected to",
  pure,
  async () => {
    for (
      const command of ["chat forget", "chat serve --history chat.db", "chat join h --remember"]
    ) {
      const { shown, ran } = await runMenu(["h", "n", command], { outcomes: [refused] });
      assertEquals(ran.length, 1, command);
      assertEquals(shown.at(-3), texts.filesFirst, command);
      assertEquals((await runMenu([command])).ran.length, 1, command);
    }
    const open = await runMenu(["h", "s", "chat join h --remember"], { outcomes: [refused] });
    assertEquals([open.ran.length, open.remembered.length], [2, 2]);
    const openWithLog = await runMenu(["h", "s", "chat join h --remember --log a.txt"], {
      outcomes: [refused],
    });
    assertEquals([openWithLog.ran.length, openWithLog.shown.at(-3)], [1, texts.filesFirst]);
  },
);

Deno.test("Menu takes a log again when the first one could not be opened", pure, async () => {
  const { permissions, shown } = await runMenu(
    ["chat join h --log wrong", "n", "chat join h --log wrong", "chat doctor h"],
    { outcomes: [refused, refused], isLogWrong: true },
  );
  assertEquals(permissions, [
    ...["join with files", "join with files", "doctor without files"],
  ]);
  assertEquals(shown.includes(texts.filesFirst), false);
});
