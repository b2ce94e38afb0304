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

/**
 * A warning about an incomplete history, and the command that makes a copy of one in use; nothing
 * without a history.
 *
 * @param history The history that is open, and whether its file lacks its write-ahead log.
 */
export function historyHints(
  history: { readonly isIncomplete: boolean } | undefined,
  { history: path, lang }: { history?: string; lang: Lang },
  isWindows: boolean,
): string[] {
  if (history === undefined || path === undefined) return [];
  const texts = textsOf(lang);
  const command = copyCommand(path, { suffix: texts.copySuffix, isWindows });
  return [texts.copyHint(command), ...(history.isIncomplete ? [texts.copyIncomplete(path)] : [])];
}
