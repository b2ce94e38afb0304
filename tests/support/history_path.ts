/** A folder for a history, which is removed after the test. */

/** Runs a test with the path of a history. */
export async function withHistoryPath(test: (path: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await test(`${folder}/chat.db`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
