import {
  crossGroupings,
  type Grouping,
  groupSizes,
  memberOfGroup,
  mergeSums,
  sumPoints,
} from "./grouped-sums.ts";
import { type Metric, metricPoints } from "./metric-points.ts";

/** By cluster: what its pairable ratings sum to, and the disagreement inside its units. */
export type AlphaParts = {
  readonly count: Float64Array;
  readonly square: Float64Array;
  readonly sum: readonly Float64Array[];
  readonly within: Float64Array;
};

/**
 * Krippendorff's α = 1 - D_o/D_e for units of any number of ratings (Krippendorff 2011); units of
 * one rating take no part. Null with fewer than two pairable ratings or where all of them are equal:
 * without variation agreement is not estimable, not perfect.
 *
 * @example krippendorffAlpha([1, 1, 3, 2], { codes: Int32Array.of(0, 0, 1, 1), size: 2 }, "interval")
 */
export function krippendorffAlpha(values: ArrayLike<number>, units: Grouping, metric: Metric): number | null {
  const together = { codes: new Int32Array(values.length), size: 1 };
  return alphaOf(alphaParts(values, units, together, metric), [1]);
}

/**
 * α's ingredients by cluster, so that whole clusters can be resampled: units of several raters share
 * an item, and items are what another study would draw. Ordinal distances stay those of all ratings.
 */
export function alphaParts(
  values: ArrayLike<number>,
  units: Grouping,
  clusters: Grouping,
  metric: Metric,
): AlphaParts {
  const { rows, isAll } = pairableRows(units);
  const pick = ({ codes, size }: Grouping): Grouping =>
    isAll ? { codes, size } : { codes: rows.map((row) => codes[row]!), size };
  const pieces = crossGroupings([pick(units), pick(clusters)], rows.length);
  const paired = isAll ? values : Float64Array.from(rows, (row) => values[row]!);
  const bySums = sumPoints(metricPoints(paired, metric), pieces);
  const clusterOf = memberOfGroup(pieces).map((row) => clusters.codes[rows[row]!]!);
  const within = new Float64Array(clusters.size);
  clusterOf.forEach((cluster, unit) => {
    const length = bySums.sum.reduce((total, sum) => total + sum[unit]! ** 2, 0);
    const count = bySums.count[unit]!;
    within[cluster]! += Math.max(0, count * bySums.square[unit]! - length) / (count - 1);
  });
  return { ...mergeSums(bySums, { codes: clusterOf, size: clusters.size }), within };
}

/** The rows of units with two ratings or more. */
function pairableRows(units: Grouping): { readonly rows: Int32Array; readonly isAll: boolean } {
  const size = groupSizes(units);
  const rows = new Int32Array(units.codes.length);
  let count = 0;
  for (let row = 0; row < rows.length; row++) if (size[units.codes[row]!]! > 1) rows[count++] = row;
  return { rows: rows.subarray(0, count), isAll: count === rows.length };
}

const ROUNDING = 1e-12;

/** α of clusters that count as often as their weights say; null where it is not estimable. */
export function alphaOf(parts: AlphaParts, weights: ArrayLike<number>): number | null {
  let [count, square, within] = [0, 0, 0];
  const sum = new Float64Array(parts.sum.length);
  for (let cluster = 0; cluster < parts.count.length; cluster++) {
    const weight = weights[cluster]!;
    if (weight === 0) continue;
    count += weight * parts.count[cluster]!;
    square += weight * parts.square[cluster]!;
    within += weight * parts.within[cluster]!;
    for (let axis = 0; axis < sum.length; axis++) sum[axis]! += weight * parts.sum[axis]![cluster]!;
  }
  const apart = count * square - sum.reduce((total, value) => total + value * value, 0);
  if (count < 2 || apart <= ROUNDING * count * square) return null;
  return 1 - ((count - 1) * within) / apart;
}
