import type { WeightedMeanSquare } from "./generalized-interval.ts";

/**
 * How large a table is. `items` is the number of items a rater rated, on average; `cells` counts the
 * rater × item × wording combinations with ratings. `nestedFramings` where items have wordings of
 * their own.
 */
export type TableSizes = {
  readonly items: number;
  readonly raters: number;
  readonly framings: number;
  readonly nestedFramings: boolean;
  readonly replicates: number;
  readonly cells: number;
  readonly ratings: number;
};

/** Σ weight·MS / MS_error + offset. */
export type RatioOfMeanSquares = {
  readonly numerator: readonly WeightedMeanSquare[];
  readonly error: { readonly meanSquare: number; readonly df: number };
  readonly offset: number;
};

/**
 * λ written as mean squares, each put together from the components by
 * E[MS(α)] = Σ_{β ⊇ α} (sizes of the indices outside β)·σ²(β): exact where data are balanced, with
 * average sizes an approximation. With one wording the weights are 1/(n_i n_r) and
 * (n_i - 1)/(n_i n_r), the offset is -1/n_r.
 */
export function ratioOfMeanSquares(
  components: Readonly<Record<string, number | null>>,
  sizes: TableSizes,
): RatioOfMeanSquares {
  const { items, raters, framings, nestedFramings, replicates, cells, ratings } = sizes;
  const of = (name: string): number => components[name] ?? 0;
  const perCell = framings * replicates;
  const run = of("run");
  const triple = run + replicates * of("item×rater×framing");
  const interaction = triple + perCell * of("item×rater");
  const wording = triple + items * replicates * of("rater×framing");
  const rater = interaction + (nestedFramings ? 0 : wording - triple) + items * perCell * of("rater");

  const main = 1 / (items * perCell);
  const rest = 1 / perCell - main;
  const raterDf = raters - 1;
  const interactionDf = (items - 1) * raterDf;
  const numerator = [
    { weight: main, meanSquare: rater, df: raterDf },
    { weight: rest, meanSquare: interaction, df: interactionDf },
  ];
  const error = { meanSquare: run, df: ratings - cells };
  if (framings === 1) return { numerator, error, offset: -1 / replicates };
  if (nestedFramings) {
    const term = { weight: -1 / perCell, meanSquare: triple, df: items * (framings - 1) * raterDf };
    return { numerator: [...numerator, term], error, offset: 0 };
  }
  const terms = [
    { weight: -main, meanSquare: wording, df: raterDf * (framings - 1) },
    { weight: -rest, meanSquare: triple, df: interactionDf * (framings - 1) },
  ];
  return { numerator: [...numerator, ...terms], error, offset: 0 };
}
