/** Writes to a WebSocket, which takes all there is at once. Bundled instead of `net/write_all.ts`. */

/** The error of a connection that takes no bytes: a WebSocket takes them, or has ended. */
export class NothingWritten extends Error {}

/** Writes all of the bytes. */
export async function writeAll(
  bytes: Uint8Array,
  { write }: { write(bytes: Uint8Array): Promise<number> },
): Promise<void> {
  await write(bytes);
}
