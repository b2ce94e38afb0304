/** Random changes of bytes, and random reads of them. */

const SPECIAL = [10, 13, 0, 27, 34, 47, 64, 123, 255];

/** Changes bytes at so many places: noise, one bit, a copy of others, or a byte that ends something. */
export function mutate(bytes: Uint8Array, count: number, random: () => number): void {
  const below = (bound: number) => Math.floor(random() * bound);
  for (let mutations = count; mutations > 0; mutations--) {
    const at = below(bytes.length);
    const kind = below(4);
    if (kind === 0) bytes[at] = below(256);
    else if (kind === 1) bytes[at] = bytes[at]! ^ (1 << below(8));
    else if (kind === 2) bytes.copyWithin(at, below(bytes.length), bytes.length);
    else bytes[at] = SPECIAL[below(SPECIAL.length)]!;
  }
}

/** The input in random pieces. */
export function* pieces(bytes: Uint8Array, random: () => number): Iterable<Uint8Array> {
  const most = random() < 0.2 ? 3 : 1 + Math.floor(random() * 3000);
  for (let from = 0; from < bytes.length;) {
    const to = from + 1 + Math.floor(random() * most);
    yield bytes.slice(from, to);
    from = to;
  }
}
