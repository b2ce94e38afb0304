/** Opens the room of a server that is one of several. */

import type { ServeCommandLine } from "../cli/command_line.ts";
import { messageOf } from "../errors.ts";
import type { Texts } from "../i18n/mod.ts";
import type { SharedRoom } from "../serve/shared_room.ts";
import type { History } from "../store/history.ts";

/** What a room on several servers is opened with. */
export interface SharedRoomOptions {
  /** What was typed. */
  commandLine: ServeCommandLine;
  /** The archive of this server; undefined without one. */
  history: History | undefined;
  /** The language of the sentences. */
  texts: Texts;
  /** Shows a sentence. */
  print: (text: string) => void;
  /** Ends the wait for the other servers. */
  signal: AbortSignal;
}

/**
 * Finds the room of several servers; undefined for a server that is alone, or when the signal aborts.
 * What it needs is loaded only then.
 *
 * @returns The sentence, when it cannot be one of them.
 */
export async function openSharedRoom(
  { commandLine, history, texts, print, signal }: SharedRoomOptions,
): Promise<SharedRoom | string | undefined> {
  const { nats: servers, at: address } = commandLine;
  const { natsCredentials: credentials, natsAuthority: authority } = commandLine;
  if (!servers) {
    if (history?.stream.read()) history.begin(undefined, 0);
    return undefined;
  }
  const { openNats } = await import("../nats/open_nats.ts");
  const { NatsFailure } = await import("../nats/nats_failure.ts");
  const sentenceOf = (error: unknown): string => {
    if (!(error instanceof NatsFailure)) return texts.unexpected(messageOf(error));
    const [one = "", two = "", three = ""] = error.details;
    return texts.natsFailures[error.code](one, two, three);
  };
  try {
    const room = await openNats({
      ...{ ...commandLine, servers, credentials, authority, address, texts },
      ...{ print, signal },
      recorded: history?.stream.read(),
    });
    if (room && history) {
      const code = misfitOf(history, room.epoch);
      if (code) {
        await room.close();
        return texts.natsFailures[code](commandLine.history!);
      }
    }
    const { PasswordVerifier } = await import("../password/verifier.ts");
    const readVerifier = PasswordVerifier.read;
    return room && { ...room, readVerifier, failed: room.failed.then(sentenceOf) };
  } catch (error) {
    return sentenceOf(error);
  }
}

/**
 * Whether an error that nobody has caught is that of a connection to NATS whose node is gone: the
 * library has no listener for it between the phases of a connection, and tells of its end besides.
 */
export function isOfLostNode(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "ECONNRESET" || code === "EPIPE";
}

/** Why a file cannot be the archive of a room; undefined when it can. */
function misfitOf(
  { stream, last }: History,
  epoch: string,
): "own-history" | "other-history" | undefined {
  const position = stream.read();
  if (!position) return last > 0 ? "own-history" : undefined;
  return position.epoch === epoch ? undefined : "other-history";
}
