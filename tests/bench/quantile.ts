/** Quantiles of measured figures. */

/** The figure below which this share of them lies; `sorted` is ascending. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

/** The median. */
export function median(figures: readonly number[]): number {
  return quantile(figures.toSorted((a, b) => a - b), 0.5);
}
