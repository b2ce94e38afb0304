/** OpenSSL, as a program that no one here wrote: Debian's package `openssl`. */

/** Whether it is installed; the tests with it are ignored otherwise. */
export const hasOpenssl = await openssl("version").then(() => true, () => false);

/** Runs it to its end. Returns what it printed, on both streams. */
export async function openssl(...args: string[]): Promise<string> {
  const { stdout, stderr } = await new Deno.Command("openssl", { args }).output();
  return new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
}
