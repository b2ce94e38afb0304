/** What a server is opened with: its history, beside it its certificate, and its password. */

import type { ServeCommandLine } from "../cli/command_line.ts";
import { messageOf } from "../errors.ts";
import type { Texts } from "../i18n/mod.ts";
import { adaptersOf } from "../net/addresses.ts";
import type { Verifier } from "../serve/room_password.ts";
import { PasswordFileError } from "../settings/password_file.ts";
import { History } from "../store/history.ts";
import { HistoryError } from "../store/history_error.ts";
import { type Certificate, makeCertificate } from "../tls/certificate.ts";
import { CertificateError, keepCertificate } from "../tls/certificate_file.ts";
import { type AnnouncedRoom, announceOn } from "./announce.ts";
import type { SharedRoom } from "../serve/shared_room.ts";
import { historyHints } from "./hints.ts";
import { openPassword, type ServerPasswordOptions } from "./server_password.ts";
import { openSharedRoom } from "./shared_room.ts";

/** The addresses at which every server is reached on its own machine. */
const LOOPBACKS = ["127.0.0.1", "::1"];

/**
 * Opens the history that a command line names; undefined when it names none.
 *
 * @throws {HistoryError} When it cannot be opened.
 */
export function openHistory({ history, keepDays }: ServeCommandLine): History | undefined {
  return history === undefined ? undefined : History.open(history, { keepDays });
}

/**
 * The certificate of a server: with a history it is kept beside it, so that it stays the same.
 *
 * @param now In ms since 1970.
 * @throws {CertificateError} When it cannot be read or kept.
 */
export async function openCertificate(
  { history, host }: Pick<ServeCommandLine, "history" | "host">,
  now: number,
): Promise<Certificate> {
  const addresses = adaptersOf(host).map(({ address }) => address);
  const make = () => makeCertificate([...LOOPBACKS, ...addresses], now);
  return history === undefined ? await make() : await keepCertificate(`${history}.pem`, make);
}

/** A server that can be opened. */
export interface OpenServer extends Disposable {
  /** Tells it from one that cannot. */
  type: "open";
  /** The history; undefined without one. */
  history: History | undefined;
  /** The certificate. */
  certificate: Certificate;
  /** Knows the password; undefined without one. */
  verifier: Verifier | undefined;
  /** The password that was given, for a room of several servers, which may have another one. */
  passwordText: string | undefined;
  /** Stops the server while it is opened. */
  signal: AbortSignal;
  /** The room of several servers of which this is one; undefined for one that is alone. */
  shared: SharedRoom | undefined;
  /** Tells those who look for chats on the network of this one. */
  announce: (port: number, room: AnnouncedRoom) => AsyncDisposable | undefined;
  /** What the host should know at the start. */
  hints: string[];
}

/** What a server is opened with. */
export interface OpenServerOptions extends Omit<ServerPasswordOptions, "history" | "commandLine"> {
  /** What was typed. */
  commandLine: ServeCommandLine;
  /** The time, in ms since 1970. */
  now: number;
  /** Shows a sentence. */
  print: (text: string) => void;
  /** The signal that stops the server, also while it is opened. */
  stopSignal: () => AbortSignal;
  /** Whether this is Windows, whose shells quote in their own way. */
  isWindows: boolean;
}

/**
 * Opens what a server needs.
 *
 * @returns Why it is not opened, if it is not.
 * @throws {HistoryError} {CertificateError} When a file cannot be used.
 */
export async function openServer(
  options: OpenServerOptions,
): Promise<OpenServer | { type: "failed"; sentence: string } | { type: "cancelled" }> {
  const { commandLine, now, isWindows } = options;
  const history = openHistory(commandLine);
  try {
    const certificate = await openCertificate(commandLine, now);
    const password = await openPassword({ ...options, history });
    if (password.type === "failed" || password.type === "cancelled") {
      history?.close();
      return password.type === "failed" ? password : { type: "cancelled" };
    }
    const signal = options.stopSignal();
    const shared = await openSharedRoom({ ...options, history, signal });
    if (typeof shared === "string" || signal.aborted) {
      history?.close();
      if (typeof shared === "object") await shared.close();
      return typeof shared === "string"
        ? { type: "failed", sentence: shared }
        : { type: "cancelled" };
    }
    const hints = historyHints(history, commandLine, isWindows);
    const found = password.type === "password" ? password : undefined;
    return {
      ...{ type: "open", history, certificate, signal, shared, verifier: found?.verifier },
      passwordText: found?.text,
      announce: announceOn({ commandLine, certificate }),
      hints: [...hints, ...(found?.hints ?? [])],
      [Symbol.dispose]: () => history?.close(),
    };
  } catch (error) {
    history?.close();
    throw error;
  }
}

/** The sentence for an error: of one of these files, or one for which there is none. */
export function failureSentence(error: unknown, texts: Texts): string {
  if (error instanceof HistoryError) {
    return texts.historyFailures[error.code](error.path, error.detail);
  }
  if (error instanceof PasswordFileError) {
    return texts.passwordFileFailures[error.code](error.path);
  }
  if (!(error instanceof CertificateError)) return texts.unexpected(messageOf(error));
  return texts.certificateFailures[error.isDamaged ? "damaged" : "unusable"](error.path);
}
