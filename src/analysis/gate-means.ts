import type { Estimate } from "../domain/estimate.ts";
import type { Verdict } from "../domain/verdict.ts";
import { clusteredMeanEstimate } from "./clustered-mean-estimate.ts";

/** The mean verdict of a dimension over items, and how many items had none. */
export type DimensionMean = {
  readonly dimension: string;
  readonly mean: Estimate;
  readonly abstained: number;
};

/** The mean of each dimension's verdicts over items, with an interval that knows which items share a source. */
export function gateMeans(
  verdicts: readonly Verdict[],
  groupOf: (item: string) => string,
): readonly DimensionMean[] {
  return [...Map.groupBy(verdicts, (verdict) => verdict.dimension)].map(([dimension, all]) => {
    const rated = all.flatMap(({ item, value }) => (value === null ? [] : [{ group: groupOf(item), value }]));
    return {
      dimension,
      mean: clusteredMeanEstimate(rated, "no item has a verdict"),
      abstained: all.length - rated.length,
    };
  });
}
