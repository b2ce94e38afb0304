/** What a server is opened with: its files are closed with it, and also when it cannot be opened. */

import { assertEquals, assertRejects } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import {
  failureSentence,
  openServer,
  type OpenServerOptions,
} from "../../lib/operator/server_files.ts";
import { PasswordFileError } from "../../lib/settings/password_file.ts";
import { History } from "../../lib/store/history.ts";
import { HistoryError } from "../../lib/store/history_error.ts";
import { CertificateError } from "../../lib/tls/certificate_file.ts";
import { withHistoryPath } from "../support/history_path.ts";
import { SERVE_DEFAULTS } from "../support/parsed_options.ts";

const texts = textsOf("pt-BR");

/** The options of a server whose person leaves the question for a password. */
function optionsOf(options: Partial<typeof SERVE_DEFAULTS> = {}): OpenServerOptions {
  return {
    print: () => {},
    stopSignal: () => new AbortController().signal,
    commandLine: { ...SERVE_DEFAULTS, host: "127.0.0.1", ...options },
    now: Date.UTC(2026, 10, 1),
    isWindows: false,
    given: undefined,
    ask: () => Promise.resolve(undefined),
    texts,
  };
}

/** Whether a history can be opened: only one server has it at a time. */
function isFree(path: string): boolean {
  try {
    History.open(path).close();
    return true;
  } catch (error) {
    if (error instanceof HistoryError && error.code === "locked") return false;
    throw error;
  }
}

Deno.test("openServer() keeps the certificate and the password beside the history, until it is closed", async () => {
  await withHistoryPath(async (path) => {
    const first = await openServer({ ...optionsOf({ history: path }), given: "guardada" });
    if (first.type !== "open") throw new Error(first.type);
    const [hint = "", ...others] = first.hints;
    assertEquals([others, isFree(path)], [[texts.password.has], false]);
    first[Symbol.dispose]();
    assertEquals(isFree(path), true);
    const again = await openServer(optionsOf({ history: path }));
    if (again.type !== "open") throw new Error(again.type);
    using _ = again;
    assertEquals(again.certificate, first.certificate);
    assertEquals(await again.verifier?.check("guardada"), true);
    assertEquals(again.hints, [hint, texts.password.kept]);
  });
});

Deno.test("openServer() without a history keeps nothing, and needs no password", async () => {
  const server = await openServer(optionsOf());
  if (server.type !== "open") throw new Error(server.type);
  using _ = server;
  assertEquals([server.history, server.verifier, server.hints], [undefined, undefined, []]);
  const other = await openServer(optionsOf());
  assertEquals(other.type === "open" && other.certificate.pem !== server.certificate.pem, true);
});

Deno.test("openServer() that fails or is left lets go of the history", async () => {
  await withHistoryPath(async (path) => {
    const options = optionsOf({ history: path, password: true });
    assertEquals(await openServer(options), { type: "cancelled" });
    assertEquals(isFree(path), true);
    assertEquals(await openServer({ ...options, ask: undefined }), {
      type: "failed",
      sentence: texts.password.needsTerminal,
    });
    assertEquals(isFree(path), true);
    await Deno.writeTextFile(`${path}.pem`, "olá");
    await assertRejects(() => openServer(options), CertificateError);
    assertEquals(isFree(path), true);
  });
});

Deno.test("failureSentence() names the file, and what is wrong with it", () => {
  const { historyFailures, passwordFileFailures, certificateFailures } = texts;
  const cases: [unknown, string][] = [
    [new HistoryError("a.db", "newer", "7"), historyFailures["newer"]("a.db", "7")],
    [new PasswordFileError("a", "empty"), passwordFileFailures["empty"]("a")],
    [new PasswordFileError("a", "not-text"), passwordFileFailures["not-text"]("a")],
    [new PasswordFileError("a", "unusable"), passwordFileFailures["unusable"]("a")],
    [new CertificateError("a.pem"), certificateFailures["damaged"]("a.pem")],
    [new CertificateError("a.pem", new Error("x")), certificateFailures["unusable"]("a.pem")],
    [new Error("x"), texts.unexpected("x")],
  ];
  for (const [error, sentence] of cases) assertEquals(failureSentence(error, texts), sentence);
});
