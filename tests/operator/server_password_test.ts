import { assertEquals } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import {
  makeUp,
  openPassword,
  type ServerPasswordOptions,
} from "../../lib/operator/server_password.ts";
import { History } from "../../lib/store/history.ts";
import { withHistoryPath } from "../support/history_path.ts";

const texts = textsOf("pt-BR");
const asked = { password: true, lang: "pt-BR" } as const;

/** The password of a server whose person answers in this order; the questions that were asked. */
async function open(
  options: Partial<ServerPasswordOptions>,
  answers: (string | undefined)[] = [],
) {
  const questions: string[] = [];
  const password = await openPassword({
    commandLine: asked,
    given: undefined,
    history: undefined,
    ask: (question) => {
      questions.push(question);
      return Promise.resolve(answers.shift());
    },
    texts,
    ...options,
  });
  return { password, questions };
}

async function knows(password: Awaited<ReturnType<typeof openPassword>>, text: string) {
  return password.type === "password" && await password.verifier.check(text);
}

Deno.test("openPassword() takes a given password, and asks nothing", async () => {
  const { password, questions } = await open({ given: "dada" });
  assertEquals([await knows(password, "dada"), questions], [true, []]);
  assertEquals(password.type === "password" && password.hints, [texts.password.has]);
  const none = await open({ commandLine: { ...asked, password: false } });
  assertEquals([none.password, none.questions], [{ type: "none" }, []]);
});

Deno.test("openPassword() asks twice, until both are the same, and says that they differ", async () => {
  const { ask, askAgain, differ, has } = texts.password;
  const { password, questions } = await open({}, ["um", "dois", "três", "três"]);
  assertEquals([await knows(password, "três"), questions], [
    true,
    [ask, askAgain, differ, askAgain],
  ]);
  assertEquals(password.type === "password" && password.hints, [has]);
  for (const answers of [[undefined], ["um", undefined]]) {
    assertEquals((await open({}, answers)).password, { type: "cancelled" });
  }
});

Deno.test("openPassword() makes a password up after Enter alone, and shows it once", async () => {
  for (const answer of ["", "  "]) {
    const { password } = await open({}, [answer]);
    if (password.type !== "password") throw new Error(`There is none: ${password.type}`);
    const [hint = ""] = password.hints;
    const [, text = ""] = /([a-z]+(?:-[a-z]+){3})/.exec(hint) ?? [];
    assertEquals([hint, password.hints.length], [texts.password.madeUp(text), 1]);
    assertEquals(await password.verifier.check(text), true);
  }
});

Deno.test("openPassword() needs a terminal to ask", async () => {
  const { password } = await open({ ask: undefined });
  assertEquals(password, { type: "failed", sentence: texts.password.needsTerminal });
});

Deno.test("openPassword() keeps the password in the history, and takes it from there", async () => {
  await withHistoryPath(async (path) => {
    {
      using history = History.open(path);
      await open({ history, given: "guardada" });
    }
    const commandLine = { ...asked, password: false };
    using history = History.open(path);
    const { password, questions } = await open({ history, commandLine });
    assertEquals([await knows(password, "guardada"), questions], [true, []]);
    assertEquals(password.type === "password" && password.hints, [texts.password.kept]);
    await open({ history, given: "outra" });
    assertEquals(await knows((await open({ history, commandLine })).password, "outra"), true);
    history.password.write("isto não é");
    assertEquals(await open({ history, commandLine }).then((one) => one.password), {
      type: "failed",
      sentence: texts.password.damaged,
    });
    history.password.write(undefined);
    assertEquals((await open({ history, commandLine })).password, { type: "none" });
  });
});

Deno.test("makeUp() makes a password in the language of the server", async () => {
  const { text, verifier } = await makeUp("en");
  assertEquals(/^[a-z]+(-[a-z]+){3}$/.test(text), true);
  assertEquals(await verifier.check(text), true);
});
