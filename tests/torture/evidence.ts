/** What is kept of a schedule that failed: what every machine and every client has written. */

import { connect } from "@nats-io/transport-node";
import { jetstreamManager } from "@nats-io/jetstream";
import type { RoomSchedule } from "./room_schedule.ts";

/** At most so many messages of the stream are kept. */
const MAX_MESSAGES = 5_000;

/**
 * Writes it to a folder of its own, which stays.
 *
 * @returns The folder.
 */
export async function keepEvidence(
  { servers, nats, members, guests, trace }: RoomSchedule,
  seed: number,
  problems: readonly string[],
): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: `torture-${seed}-` });
  const write = (name: string, text: string) => Deno.writeTextFile(`${folder}/${name}`, text);
  await write("problems", problems.join("\n"));
  await write("machines", trace.join("\n"));
  for (const { port, out } of servers) await write(`server-${port}`, out);
  for (const at of nats.urls.keys()) {
    await write(`node-${at}`, nats.log(at));
    await nats.copyStreams(at, `${folder}/node-${at}-streams`); // The copies of NATS may differ.
  }
  for (const { journal: { trace, ...journal } } of [...members, ...guests]) {
    await write(`client-${journal.name}`, trace.join("\n"));
    await write(`client-${journal.name}.json`, JSON.stringify(journal, null, 1));
  }
  await write("stream", await streamOf(nats.urls).catch((error) => String(error)));
  return folder;
}

/** The messages of the room's stream, line by line. */
async function streamOf(urls: string[]): Promise<string> {
  const nc = await connect({ servers: urls });
  try {
    const jsm = await jetstreamManager(nc);
    const [name] = (await Array.fromAsync(jsm.streams.names("chat.batches"))).sort();
    const { state: { first_seq, last_seq } } = await jsm.streams.info(name!);
    const lines: string[] = [];
    for (let seq = first_seq; seq <= Math.min(last_seq, first_seq + MAX_MESSAGES); seq++) {
      const message = await jsm.streams.getMessage(name!, { seq });
      lines.push(`${seq} ${message?.time.toISOString()} ${message?.string()}`);
    }
    return lines.join("\n");
  } finally {
    await nc.close();
  }
}
