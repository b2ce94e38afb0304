/** What many figures come down to. */

/** The figure below which a share of them lies; they are in ascending order. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

/** The one in the middle. */
export function median(figures: readonly number[]): number {
  return quantile(figures.toSorted((a, b) => a - b), 0.5);
}
