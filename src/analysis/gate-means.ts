import type { Estimate } from "../domain/estimate.ts";
import type { Verdict } from "../domain/verdict.ts";
import { clusteredMeanEstimate } from "./clustered-mean-estimate.ts";

/** The mean verdict of a dimension over items, and how many items had none. */
export type DimensionMean = {
  readonly dimension: string;
  readonly mean: Estimate;
  readonly abstained: number;
};

/** A mean cannot lie off the scale, and so its bounds need not either. */
function onScale(mean: Estimate, scale: readonly [number, number] | null): Estimate {
  if (mean.value === null || mean.low === undefined || mean.high === undefined || scale === null) return mean;
  return { ...mean, low: Math.max(mean.low, scale[0]), high: Math.min(mean.high, scale[1]) };
}

/**
 * The mean of each dimension's verdicts over items, with an interval that knows which items share a source and ends
 * where the scale does.
 */
export function gateMeans(
  verdicts: readonly Verdict[],
  groupOf: (item: string) => string,
  scaleOf: (dimension: string) => readonly [number, number] | null = () => null,
): readonly DimensionMean[] {
  return [...Map.groupBy(verdicts, (verdict) => verdict.dimension)].map(([dimension, all]) => {
    const rated = all.flatMap(({ item, value }) => (value === null ? [] : [{ group: groupOf(item), value }]));
    return {
      dimension,
      mean: onScale(clusteredMeanEstimate(rated, "no item has a verdict"), scaleOf(dimension)),
      abstained: all.length - rated.length,
    };
  });
}
