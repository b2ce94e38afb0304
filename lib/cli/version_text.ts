/** The version of the program, as `chat --version` tells it. */

/** What a program is made of. */
export interface Versions {
  /** The version of the program. */
  version: string;
  /** The version of Deno. */
  deno: string;
  /** The commit the program was compiled from, if it is known. */
  commit: string | undefined;
}

/** The line that tells the version. */
export function versionText({ version, deno, commit }: Versions): string {
  const built = commit === undefined ? "" : `, commit ${commit}`;
  return `chat ${version} (Deno ${deno}${built})`;
}
