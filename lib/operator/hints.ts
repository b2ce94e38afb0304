/** What a server prints at its start for its operator: how others join, how its history is copied. */

import { unicodeWidth } from "@std/cli/unicode-width";
import { DEFAULT_PORT } from "../cli/options.ts";
import { type Lang, textsOf } from "../i18n/mod.ts";
import { adaptersOf, formatAddress, type Interface, isEverywhere } from "../net/addresses.ts";
import { copyCommand } from "../store/copy_command.ts";

/**
 * The commands to type on the other computers, one per network adapter; what to do if there is none.
 *
 * @param interfaces The addresses of all adapters. @default {those of this computer}
 */
export function joinHintsFor(
  port: number,
  { host, lang }: { host: string; lang: Lang },
  interfaces?: Interface[],
): string[] {
  const adapters = adaptersOf(host, interfaces);
  if (adapters.length === 0) {
    const isOffline = isEverywhere(host) && adaptersOf("::", interfaces).length === 0;
    return isOffline ? [textsOf(lang).noNetwork] : [];
  }
  const width = Math.max(...adapters.map(({ name }) => unicodeWidth(name)));
  return [
    textsOf(lang).typeElsewhere,
    ...adapters.map(({ name, address }) => {
      const padding = " ".repeat(width - unicodeWidth(name));
      return `  ${name}${padding}   chat join ${formatAddress(address, port, DEFAULT_PORT)}`;
    }),
  ];
}

/** A history in a file, as far as hints depend on it. */
export interface RecordedFile {
  /** Its path. */
  path: string;
  /** Whether it lacks its write-ahead log. */
  isIncomplete: boolean;
}

/** A warning about an incomplete file, and the command that makes a copy of a file in use. */
export function historyHints(
  { path, isIncomplete }: RecordedFile,
  { lang, isWindows }: { lang: Lang; isWindows: boolean },
): string[] {
  const texts = textsOf(lang);
  const command = copyCommand(path, { suffix: texts.copySuffix, isWindows });
  return [texts.copyHint(command), ...(isIncomplete ? [texts.copyIncomplete(path)] : [])];
}
