import type { Rng } from "./rng.ts";
import type { Weights } from "./weights.ts";

/**
 * Which draws to make, and the stream of random numbers of each. Every draw has its own stream, so
 * draws 0-499 and 500-999 made in two places are the draws 0-999 made in one.
 */
export type Draws = {
  readonly from: number;
  readonly to: number;
  readonly rngOf: (draw: number) => Rng;
};

/**
 * The cluster bootstrap: whole clusters drawn with replacement, as many as there are, and the
 * statistic under each draw's multiplicities (Field & Welsh, JRSS-B 2007). A statistic that is a
 * difference of two sides makes it paired: both see the same draws, and so do several statistics given
 * as one. A draw under which the statistic is not defined gives null.
 *
 * @example bootstrapDraws(60, (weights) => meanOf(weights), { from: 0, to: 1000, rngOf })
 */
export function bootstrapDraws<Value>(
  clusters: number,
  statistic: (weights: Weights) => Value,
  { from, to, rngOf }: Draws,
): Value[] {
  const weights = new Float64Array(clusters);
  return Array.from({ length: to - from }, (_, index) => {
    const rng = rngOf(from + index);
    weights.fill(0);
    for (let drawn = 0; drawn < clusters; drawn++) weights[Math.floor(rng() * clusters)]! += 1;
    return statistic(weights);
  });
}
