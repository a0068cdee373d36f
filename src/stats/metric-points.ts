import { categoriesOf } from "./categories.ts";
import { checkFinite } from "./check-finite.ts";

/** How unlike two ratings are: half the squared difference, the same of mid-ranks, or 1 where they differ. */
export type Metric = "interval" | "ordinal" | "nominal";

/** Ratings as points, one list per coordinate: half the squared distance is the metric's difference. */
export type Points = readonly ArrayLike<number>[];

/**
 * Places ratings in space so that every metric becomes half a squared distance: interval ratings as
 * they are, ordinal ones at their mid-ranks among all ratings given (Krippendorff's ordinal
 * difference is the difference of mid-ranks), nominal ones at the corners of a simplex.
 *
 * @example metricPoints([1, 5, 5], "nominal") // [[1, 0, 0], [0, 1, 1]]
 */
export function metricPoints(values: ArrayLike<number>, metric: Metric): Points {
  checkFinite("metricPoints", values);
  if (metric === "interval") {
    // Counted from the first rating: large offsets would cost digits, and equal ratings give exact zeros.
    const origin = values[0] ?? 0;
    const shifted = Float64Array.from(values);
    for (let row = 0; row < shifted.length; row++) shifted[row]! -= origin;
    return [shifted];
  }
  const { counts, codes } = categoriesOf(values);
  if (metric === "nominal") {
    const corners = Array.from(counts, () => new Uint8Array(values.length));
    for (let row = 0; row < codes.length; row++) corners[codes[row]!]![row] = 1;
    return corners;
  }
  let below = 0;
  const middles = counts.map((count) => {
    below += count;
    return below - count / 2;
  });
  const ranks = new Float64Array(values.length);
  for (let row = 0; row < codes.length; row++) ranks[row] = middles[codes[row]!]!;
  return [ranks];
}
