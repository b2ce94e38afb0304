/** A room on several servers, as one of them is opened with it. */

import type { ReplicaSnapshot } from "../chat/snapshot.ts";
import type { Sequencer } from "../sequencer/sequencer.ts";
import type { Room } from "./room.ts";
import type { Verifier } from "./room_password.ts";

/** The part of one server in a room of several. */
export interface SharedRoom {
  /** Puts commands in the order that all servers carry them out in. `ready`: this one takes part. */
  sequencer: Sequencer & { readonly ready: Promise<void> };
  /** Where the room is; undefined for a new one. */
  snapshot: ReplicaSnapshot | undefined;
  /** Reads what another server has kept of a password. */
  readVerifier: (kept: string) => Verifier | undefined;
  /** Resolves with a sentence when this server cannot go on. */
  failed: Promise<string>;
  /** Shows what happens to the connection on the console. */
  showOn(print: (text: string) => void): void;
  /** Ends the connection to the others. */
  close(): Promise<void>;
}

/**
 * Waits until a server takes part in a room of several.
 *
 * @param passwordText The password that this server was started with; undefined without one.
 * @param signal Ends the wait.
 * @returns The sentence, when it cannot.
 */
export async function takePart(
  { sequencer, failed }: SharedRoom,
  { passwordChange, options: { texts } }: Room,
  passwordText: string | undefined,
  signal: AbortSignal,
): Promise<string | undefined> {
  const aborted = new Promise<void>((resolve) => {
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
  const sentence = await Promise.race([sequencer.ready, failed, aborted]);
  if (sentence !== undefined || signal.aborted) return sentence ?? undefined;
  const isRight = await passwordChange.agree(passwordText);
  return isRight ? undefined : texts.password.otherThanRoom;
}
