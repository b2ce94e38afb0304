/** The room of several servers, as far as one is opened without NATS. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import {
  isOfLostNode,
  openSharedRoom,
  type SharedRoomOptions,
} from "../../lib/operator/shared_room.ts";
import { bounds, HistoryFolder, notices, session, storedSeqs } from "../support/history_folder.ts";
import { SERVE_DEFAULTS } from "../support/parsed_options.ts";

const texts = textsOf("pt-BR");
/** Nothing listens there. */
const NOWHERE = "nats://127.0.0.1:1";

/** Opens the room that a command line tells, and what was printed meanwhile. */
async function open(
  commandLine: Partial<typeof SERVE_DEFAULTS>,
  options: Partial<SharedRoomOptions> = {},
) {
  const printed: string[] = [];
  const room = await openSharedRoom({
    ...{ commandLine: { ...SERVE_DEFAULTS, ...commandLine }, history: undefined, texts },
    print: (text) => void printed.push(text),
    signal: new AbortController().signal,
    ...options,
  });
  return { room, printed };
}

Deno.test("openSharedRoom() of a server that is alone opens none, and leaves its history", async () => {
  using disk = new HistoryFolder();
  const history = disk.open();
  history.record(notices(1, 3), [session(1)]);
  for (const given of [undefined, history]) {
    assertEquals(await open({}, { history: given }), { room: undefined, printed: [] });
  }
  assertEquals([bounds(history), history.sessions().length], [[1, 3, 1], 1]);
});

Deno.test("openSharedRoom() lets the archive of several servers go on alone", async () => {
  using disk = new HistoryFolder();
  const history = disk.open();
  history.begin({ epoch: "corrente", seq: 7 }, 1);
  history.record(notices(1, 3), [session(1)], { epoch: "corrente", seq: 8 });
  assertEquals(await open({}, { history }), { room: undefined, printed: [] });
  assertStrictEquals(history.stream.read(), undefined);
  assertEquals([storedSeqs(history), history.sessions().length], [[1, 2, 3], 1]);
});

Deno.test("openSharedRoom() says that its credentials cannot be read", async () => {
  using disk = new HistoryFolder();
  const natsCredentials = disk.pathOf("não_há.creds");
  const { room, printed } = await open({ nats: [NOWHERE], natsCredentials });
  assertEquals([room, printed], [texts.natsFailures["bad-credentials"](natsCredentials), []]);
  const unread = await open({ nats: [NOWHERE], natsAuthority: natsCredentials });
  assertEquals(unread.room, texts.natsFailures["bad-authority"](natsCredentials));
});

Deno.test("openSharedRoom() ends its wait for NATS, and tells no password", async () => {
  const nats = ["nats://ana:segredo@127.0.0.1:1", "tls://[::1]:2"];
  const { room, printed } = await open({ nats }, { signal: AbortSignal.abort() });
  assertStrictEquals(room, undefined);
  assertEquals(printed, [texts.natsSearching("nats://127.0.0.1:1, tls://[::1]:2")]);
});

Deno.test("isOfLostNode() tells the reset of a connection from other errors", {
  permissions: "none",
}, () => {
  const errorOf = (code?: string) => Object.assign(new Error("x"), code ? { code } : {});
  const codes = ["ECONNRESET", "EPIPE", "EACCES", undefined];
  assertEquals(codes.map((code) => isOfLostNode(errorOf(code))), [true, true, false, false]);
  assertEquals(isOfLostNode("ECONNRESET"), false);
});
