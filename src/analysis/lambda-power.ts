import { deriveSeed, rngFrom } from "../domain/random.ts";
import { chiSquareDraw } from "../stats/distributions.ts";
import { generalizedInterval, MIN_DRAWS } from "../stats/generalized-interval.ts";
import { ratioOfMeanSquares } from "../stats/ratio-of-mean-squares.ts";

/** A design that is planned: sizes of one arm. `raters` are the panelists of all its sets. */
export type PlannedSizes = {
  readonly items: number;
  readonly raters: number;
  readonly sets: number;
  readonly framings: number;
  readonly replicates: number;
};

/** What a design can say of λ where it truly is `truth`: a typical interval, and how often it excludes 1 on the right side. */
export type LambdaPower = {
  readonly truth: number;
  readonly low: number;
  readonly high: number;
  /** Null for a λ of 1, of which nothing is to be settled. */
  readonly settled: number | null;
};

export const LAMBDA_TRUTHS = [0.25, 0.5, 1, 2, 4] as const;

/** Data sets simulated for each truth: they tell a share to some .06. */
const DATA_SETS = 60;

/**
 * Before there are data: for each true λ, half of it a rater's harshness and half its way with an item, the median
 * bounds of the generalised interval and the share of data sets in which the interval settles whether λ is below or
 * above 1. Mean squares are drawn from their chi-square distributions, so ratings are taken as normal and complete.
 * Null where the design has one item, rater or replicate.
 *
 * @example lambdaPower({ items: 20, raters: 6, sets: 1, framings: 1, replicates: 3 }, { level: 0.9, seed: 1 })
 */
export function lambdaPower(
  { items, raters, framings, replicates }: PlannedSizes,
  { level, seed }: { readonly level: number; readonly seed: number },
): readonly LambdaPower[] | null {
  if (items < 2 || raters < 2 || replicates < 2) return null;
  const cells = items * raters * framings;
  const sizes = {
    items,
    raters,
    framings,
    nestedFramings: false,
    replicates,
    cells,
    ratings: cells * replicates,
  };
  return LAMBDA_TRUTHS.map((truth) => {
    const components = { rater: truth / 2, "item×rater": truth / 2, run: 1 };
    const { numerator, error, offset } = ratioOfMeanSquares(components, sizes);
    const bounds = Array.from({ length: DATA_SETS }, (_, index) => {
      const rng = rngFrom(deriveSeed(seed, "power", truth, index));
      const drawn = <T extends { readonly meanSquare: number; readonly df: number }>(term: T): T => ({
        ...term,
        meanSquare: (term.meanSquare * chiSquareDraw(term.df, rng)) / term.df,
      });
      return generalizedInterval(numerator.map(drawn), drawn(error), offset, {
        level,
        draws: MIN_DRAWS,
        rng,
      });
    });
    const settles = bounds.filter(({ low, high }) => (truth < 1 ? high < 1 : low > 1)).length;
    return {
      truth,
      low: median(bounds.map(({ low }) => low)),
      high: median(bounds.map(({ high }) => high)),
      settled: truth === 1 ? null : settles / DATA_SETS,
    };
  });
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2;
}
