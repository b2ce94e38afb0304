/** The files that a server offers for download, looked at before it starts. [edge] */

/**
 * Finds a file that cannot be offered: there is none, it is a folder or a device, or it may not be read.
 *
 * @param paths The paths of the files.
 * @returns The first such path; undefined when all can be offered.
 */
export function unreadableOffer(paths: string[]): string | undefined {
  return paths.find((path) => !isReadableFile(path));
}

function isReadableFile(path: string): boolean {
  try {
    // A pipe would be waited for when it is opened.
    if (!Deno.statSync(path).isFile) return false;
    Deno.openSync(path).close();
    return true;
  } catch {
    return false; // Whatever the system says, the person is told which file it is.
  }
}
