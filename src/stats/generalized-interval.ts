import { chiSquareDraw } from "./distributions.ts";
import { type Interval, percentileInterval } from "./percentile-interval.ts";
import type { Rng } from "./rng.ts";

/** A mean square with its degrees of freedom, and its weight in the numerator of the ratio. */
export type WeightedMeanSquare = {
  readonly weight: number;
  readonly meanSquare: number;
  readonly df: number;
};

/** The least number of draws from which the bounds are read. */
export const MIN_DRAWS = 2000;

/**
 * Generalised interval of Σ w·E[MS] / E[MS_error] + offset (Weerahandi, JASA 1993): each mean square
 * is divided by a chi-square draw over its df, and the percentiles of the ratios are the bounds.
 * For λ of item × rater × run: weights 1/(n_i n_r) and (n_i-1)/(n_i n_r), offset -1/n_r. Supposes
 * normal effects and balanced data.
 */
export function generalizedInterval(
  numerator: readonly WeightedMeanSquare[],
  error: { readonly meanSquare: number; readonly df: number },
  offset: number,
  { level, draws, rng }: { readonly level: number; readonly draws: number; readonly rng: Rng },
): Interval {
  if (draws < MIN_DRAWS)
    throw new RangeError(`generalizedInterval: ${draws} draws; give at least ${MIN_DRAWS}`);
  const ratios = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw++) {
    let signal = 0;
    for (const { weight, meanSquare, df } of numerator)
      signal += (weight * meanSquare * df) / chiSquareDraw(df, rng);
    ratios[draw] = signal / ((error.meanSquare * error.df) / chiSquareDraw(error.df, rng)) + offset;
  }
  return percentileInterval(ratios, level);
}
