/** A real server in this process that is one of several, with NATS. */

import { textsOf } from "../../lib/i18n/mod.ts";
import { NatsFailure } from "../../lib/nats/nats_failure.ts";
import { type NatsOptions, openNats } from "../../lib/nats/open_nats.ts";
import { PasswordVerifier } from "../../lib/password/verifier.ts";
import type { ServeOptions, ServeOutcome } from "../../server.ts";
import { TestServer } from "./test_server.ts";

const texts = textsOf("pt-BR");

/** Starts a server of a room; resolves when it takes part in it. */
export async function sharedServer(
  servers: string[],
  { address, ...options }: Partial<ServeOptions> & Pick<NatsOptions, "address"> = {},
): Promise<TestServer> {
  const bounds = { maxPeople: 1024, graceMs: 30_000, ...options };
  const { signal } = new AbortController();
  const print = () => {};
  const room = await openNats({ ...bounds, servers, address, texts, print, signal });
  const failed = room!.failed.then((failure) => {
    if (!(failure instanceof NatsFailure)) throw failure;
    return texts.natsFailures[failure.code](...failure.details as [string, string, string]);
  });
  const server = new TestServer({
    ...bounds,
    ...options,
    shared: { ...room!, failed, readVerifier: PasswordVerifier.read },
  });
  let failure: ServeOutcome | undefined;
  server.outcome.then((outcome) => failure = outcome);
  while (server.console.length === 0 && !failure) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  if (failure?.type === "failed") throw new Error(failure.sentence);
  return server;
}
