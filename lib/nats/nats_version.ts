/** Versions of nats-server that lose what they have acknowledged. */

/**
 * Whether a node may, in a cluster, keep a copy of the stream that differs from the others': a leader
 * that was frozen has what was never acknowledged in the place of what was. Seen with 2.9.10, in two of
 * five attempts; not with 2.10.27 and 2.15.1, in five each.
 *
 * @param version As the node tells it, such as `2.9.10`.
 */
export function mayDiffer(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major < 2 || major === 2 && minor < 10;
}
