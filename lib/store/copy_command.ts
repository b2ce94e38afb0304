/** The command that copies a history while a server records in it. Pure. */

/** What a command is made for. */
export interface CopyCommandOptions {
  /** What comes after the file's name in the name of the copy. */
  suffix: string;
  /** Whether it is typed at the command prompt of Windows. */
  isWindows: boolean;
}

/**
 * Formats the command. `VACUUM INTO` reads the file and its write-ahead log in one transaction, and
 * so it ends while a server writes; `.backup` would begin again at every message.
 *
 * @param path The path of the history.
 */
export function copyCommand(path: string, { suffix, isWindows }: CopyCommandOptions): string {
  const copy = path.replace(/(\.[^./\\]*)?$/, (extension) => suffix + extension);
  const quote = (text: string) => `"${isWindows ? text : text.replace(/[\\"$`]/g, "\\$&")}"`;
  return `sqlite3 ${quote(path)} ${quote(`VACUUM INTO '${copy.replaceAll("'", "''")}'`)}`;
}
