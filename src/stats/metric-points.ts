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
    return [Float64Array.from(values, (value) => value - origin)];
  }
  const counts = new Map<number, number>();
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const categories = [...counts.keys()].toSorted((a, b) => a - b);
  if (metric === "nominal")
    return categories.map((category) => Uint8Array.from(values, (value) => (value === category ? 1 : 0)));
  let below = 0;
  const middle = new Map<number, number>();
  for (const category of categories) {
    const count = counts.get(category)!;
    middle.set(category, below + count / 2);
    below += count;
  }
  return [Float64Array.from(values, (value) => middle.get(value)!)];
}
