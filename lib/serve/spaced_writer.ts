/**
 * Writes to the old program: it takes what one read brings for one message, so one write is one
 * read's worth, and the writes keep a gap.
 */

import type { Socket } from "../net/socket.ts";
import { writeAll } from "../net/write_all.ts";
import { unframedPiece } from "../wire/unframed.ts";

/** The gap between two writes. */
const GAP_MS = 50;
/** A reader that is further behind has enough to read: full reads follow each other closely. */
const FAR_BEHIND_BYTES = 8 * 1024;
const FAR_BEHIND_GAP_MS = 5;

/**
 * Writes the first piece of the bytes, and waits for the gap.
 *
 * @param bytesBehind How many bytes of the log the reader was not sent yet.
 * @returns How many bytes are done with.
 */
export async function writeSpaced(
  bytes: Uint8Array,
  socket: Socket,
  bytesBehind: () => number,
): Promise<number> {
  const { piece, length } = unframedPiece(bytes);
  await writeAll(piece, socket);
  await socket.wait(bytesBehind() > FAR_BEHIND_BYTES ? FAR_BEHIND_GAP_MS : GAP_MS);
  return length;
}
