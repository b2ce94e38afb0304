/** An IRC client for tests, in a room with a fake clock. */

import type { Peer } from "./peer.ts";
import type { ConnectOptions, TestRoom } from "./test_room.ts";

/** A client that sends what a test says, and gives back what came. */
export class IrcPeer {
  /** The connection. */
  readonly peer: Peer;
  /** Whether the room has closed it. */
  readonly isClosed: () => boolean;
  readonly #room: TestRoom;
  #read = 0;

  /** Connects, not from the computer of the host if no address is given, and says nothing. */
  constructor(room: TestRoom, options: ConnectOptions = {}) {
    const { peer, isClosed } = room.connect({ hostname: "10.0.0.1", ...options });
    this.peer = peer;
    this.isClosed = isClosed;
    this.#room = room;
  }

  /** Connects under a name, asks for capabilities, and joins the channel. */
  static async joined(
    room: TestRoom,
    name: string,
    capabilities = "",
    options: ConnectOptions = {},
  ): Promise<IrcPeer> {
    const client = new IrcPeer(room, options);
    if (capabilities !== "") await client.ask(`CAP REQ :${capabilities}`);
    await client.ask(`NICK ${name}`, `USER ${name.toLowerCase()} 0 * :${name} Silva`, "CAP END");
    await client.ask("JOIN #chat");
    return client;
  }

  /** Sends lines, and returns the lines that came when everything that was ready has run. */
  async ask(...lines: string[]): Promise<string[]> {
    await this.peer.send(lines.map((line) => `${line}\r\n`).join(""));
    return await this.news();
  }

  /** Sends lines, waits for a text, and returns the lines that came. */
  async askFor(text: string, ...lines: string[]): Promise<string[]> {
    await this.peer.send(lines.map((line) => `${line}\r\n`).join(""));
    await this.peer.receives(text);
    return await this.news();
  }

  /** The lines that came since the last look. */
  async news(): Promise<string[]> {
    await this.#room.settle();
    const text = this.peer.text.slice(this.#read);
    this.#read += text.length;
    return text.split("\r\n").slice(0, -1);
  }
}

/** Ana with IRC, Bia with netcat, Caio with `chat join`. */
export async function three(room: TestRoom, capabilities = "") {
  const bia = room.connect();
  await bia.peer.send("Bia\n");
  const caio = room.connect();
  await caio.peer.sendJson({ type: "hello", version: 1, name: "Caio" });
  const ana = await IrcPeer.joined(room, "Ana", capabilities);
  await ana.news();
  await bia.peer.receives("Ana entrou no chat.\n");
  return { ana, bia: bia.peer, caio: caio.peer };
}
