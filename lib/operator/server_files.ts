/** The files of a server: its history, and beside it its certificate. [edge] */

import type { ServeCommandLine } from "../cli/command_line.ts";
import type { Texts } from "../i18n/mod.ts";
import { adaptersOf } from "../net/addresses.ts";
import { History } from "../store/history.ts";
import { HistoryError } from "../store/history_error.ts";
import { type Certificate, makeCertificate } from "../tls/certificate.ts";
import { CertificateError, keepCertificate } from "../tls/certificate_file.ts";

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

/** The sentence for an error of one of these files; undefined for any other. */
export function fileFailure(error: unknown, texts: Texts): string | undefined {
  if (error instanceof HistoryError) {
    return texts.historyFailures[error.code](error.path, error.detail);
  }
  if (!(error instanceof CertificateError)) return undefined;
  return texts.certificateFailures[error.isDamaged ? "damaged" : "unusable"](error.path);
}
