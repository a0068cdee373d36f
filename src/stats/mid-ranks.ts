import { ones, type Weights } from "./weights.ts";

/**
 * Ranks from 1, ties sharing the mean of the ranks that they take up together.
 *
 * @example midRanks([10, 20, 10]) // [1.5, 3, 1.5]
 */
export function midRanks(values: readonly number[]): number[] {
  return Array.from(midRanksOf(values)(ones(values.length)));
}

/** Mid-ranks under weights, for values that are sorted once and ranked many times. */
export function midRanksOf(values: readonly number[]): (weights: Weights) => Float64Array {
  const order = values.map((_, index) => index).sort((a, b) => values[a]! - values[b]!);
  return (weights) => {
    const ranks = new Float64Array(values.length);
    let below = 0;
    for (let start = 0; start < order.length; ) {
      let end = start;
      let tied = 0;
      while (end < order.length && values[order[end]!] === values[order[start]!])
        tied += weights[order[end++]!]!;
      for (let position = start; position < end; position++) ranks[order[position]!] = below + (tied + 1) / 2;
      below += tied;
      start = end;
    }
    return ranks;
  };
}
