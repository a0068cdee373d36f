import { fCumulative, fQuantile } from "./distributions.ts";

/** The four sums of squares' parts that λ needs, of a balanced item × rater × run table. */
export type BalancedSquares = {
  readonly items: number;
  readonly raters: number;
  readonly replicates: number;
  readonly raterSquares: number;
  readonly interactionSquares: number;
  readonly runSquares: number;
};

/**
 * λ by an F ratio on Satterthwaite's degrees of freedom: F = MS_b/MS_e, bounds (F/F_q - 1)/n_r, and
 * the one-sided p of λ ≤ 1. Supposes normal effects and balanced data; reads too sure of itself
 * where raters' main effects carry most of the signal.
 */
export function satterthwaiteInterval(squares: BalancedSquares, level: number) {
  const { items, raters, replicates, raterSquares, interactionSquares, runSquares } = squares;
  const between = raterSquares + interactionSquares;
  const df1 =
    between ** 2 /
    (raterSquares ** 2 / (raters - 1) + interactionSquares ** 2 / ((items - 1) * (raters - 1)));
  const df2 = items * raters * (replicates - 1);
  const f = between / (items * (raters - 1)) / (runSquares / df2);
  return {
    f,
    df1,
    df2,
    low: (f / fQuantile((1 + level) / 2, df1, df2) - 1) / replicates,
    high: (f / fQuantile((1 - level) / 2, df1, df2) - 1) / replicates,
    p: 1 - fCumulative(f / (1 + replicates), df1, df2),
  };
}
