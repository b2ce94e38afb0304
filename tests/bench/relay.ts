/**
 * The floor of the runtime: the least that a chat server on `Deno.listen` can do. It writes the
 * lines of every connection to all others: no names, no numbers, no limits. What it takes, a server
 * on Deno takes too. Started with the port as its argument.
 */

import { setImmediate } from "node:timers";

const NEWLINE = 10;
/** What a new connection receives: it takes part from now on. */
const READY = new TextEncoder().encode("ready\n");

/** One connection. The load bounds what is in flight, so nothing here does. */
class Peer {
  readonly #conn: Deno.TcpConn;
  readonly #queue: Uint8Array[] = [];
  #isWriting = false;

  constructor(conn: Deno.TcpConn) {
    conn.setNoDelay(true);
    this.#conn = conn;
  }

  /** Writes after what is queued: one write is in flight. */
  write(bytes: Uint8Array): void {
    this.#queue.push(bytes);
    if (!this.#isWriting) this.#drain();
  }

  async #drain(): Promise<void> {
    this.#isWriting = true;
    try {
      for (let bytes = this.#queue.shift(); bytes; bytes = this.#queue.shift()) {
        for (let done = 0; done < bytes.length;) {
          done += await this.#conn.write(done === 0 ? bytes : bytes.subarray(done));
        }
      }
    } catch {
      // The connection is broken: `read` ends too.
    }
    this.#isWriting = false;
  }

  /** Passes on whole lines until the connection ends. */
  async read(onLines: (lines: Uint8Array) => void): Promise<void> {
    const buffer = new Uint8Array(64 * 1024);
    let carried = new Uint8Array();
    try {
      for (;;) {
        const length = await this.#conn.read(buffer);
        if (length === null) break;
        const end = buffer.lastIndexOf(NEWLINE, length - 1) + 1;
        if (end > 0) {
          onLines(join([carried, buffer.subarray(0, end)]));
          carried = buffer.slice(end, length);
        } else carried = join([carried, buffer.subarray(0, length)]);
      }
    } catch {
      // The connection is broken.
    }
  }
}

const peers = new Set<Peer>();
/** The lines that came in this turn of the event loop, and who sent them. */
let came: { author: Peer; lines: Uint8Array }[] = [];

/** Writes what came in one turn as one block: the same to all, without their own lines to authors. */
function flush(): void {
  const all = join(came.map(({ lines }) => lines));
  const authors = new Set(came.map(({ author }) => author));
  for (const peer of peers) {
    if (!authors.has(peer)) peer.write(all);
    else if (authors.size > 1) {
      peer.write(join(came.filter(({ author }) => author !== peer).map(({ lines }) => lines)));
    }
  }
  came = [];
}

async function serve(conn: Deno.TcpConn): Promise<void> {
  const peer = new Peer(conn);
  peer.write(READY);
  peers.add(peer);
  await peer.read((lines) => {
    if (came.length === 0) setImmediate(flush);
    came.push({ author: peer, lines });
  });
  peers.delete(peer);
  conn.close();
}

function join(pieces: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((bytes, { length }) => bytes + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

if (import.meta.main) {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: Number(Deno.args[0]) });
  for await (const conn of listener) serve(conn);
}
