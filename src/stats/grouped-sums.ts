import type { Points } from "./metric-points.ts";

/** A way to sort things into groups: each thing's group, and the number of groups. */
export type Grouping = { readonly codes: Int32Array; readonly size: number };

/** Per group: how many points, the sum of their squared lengths, and their sum by coordinate. */
export type GroupedSums = {
  readonly count: Float64Array;
  readonly square: Float64Array;
  readonly sum: readonly Float64Array[];
};

/** Half the squared distances summed over all pairs, and how many pairs. */
export type PairSum = { readonly total: number; readonly pairs: number };

/** The groups of things that agree in every one of several groupings; one group where none is given. */
export function crossGroupings(groupings: readonly Grouping[], length: number): Grouping {
  return groupings.reduce<Grouping>(crossTwo, { codes: new Int32Array(length), size: 1 });
}

function crossTwo(one: Grouping, other: Grouping): Grouping {
  const codes = new Int32Array(one.codes.length);
  const product = one.size * other.size;
  const dense = product <= 8 * codes.length + 4096 ? new Int32Array(product) : null;
  const sparse = new Map<number, number>();
  let size = 0;
  for (let index = 0; index < codes.length; index++) {
    const key = one.codes[index]! * other.size + other.codes[index]!;
    const known = dense === null ? sparse.get(key) : dense[key]! || undefined;
    if (known !== undefined) {
      codes[index] = known - 1;
      continue;
    }
    size += 1;
    if (dense === null) sparse.set(key, size);
    else dense[key] = size;
    codes[index] = size - 1;
  }
  return { codes, size };
}

/** How many things each group holds. */
export function groupSizes({ codes, size }: Grouping): Float64Array {
  const count = new Float64Array(size);
  for (const group of codes) count[group]! += 1;
  return count;
}

/** One thing of each group, by index: facts that a whole group shares are read off it. */
export function memberOfGroup({ codes, size }: Grouping): Int32Array {
  const member = new Int32Array(size).fill(-1);
  for (let index = codes.length - 1; index >= 0; index--) member[codes[index]!] = index;
  return member;
}

/** Sums points by group, in one pass per coordinate. */
export function sumPoints(points: Points, grouping: Grouping): GroupedSums {
  const { codes, size } = grouping;
  const square = new Float64Array(size);
  const sum = points.map((coordinate) => {
    const total = new Float64Array(size);
    for (let row = 0; row < codes.length; row++) {
      const group = codes[row]!;
      const value = coordinate[row]!;
      total[group]! += value;
      square[group]! += value * value;
    }
    return total;
  });
  return { count: groupSizes(grouping), square, sum };
}

/** Sums of larger groups from sums of the smaller ones that make them up. */
export function mergeSums(parts: GroupedSums, { codes, size }: Grouping): GroupedSums {
  const merge = (of: Float64Array): Float64Array => {
    const merged = new Float64Array(size);
    for (let part = 0; part < codes.length; part++) merged[codes[part]!]! += of[part]!;
    return merged;
  };
  return { count: merge(parts.count), square: merge(parts.square), sum: parts.sum.map(merge) };
}

/** Pairs inside groups: ½(n Σ‖y‖² - ‖Σy‖²) over n(n - 1)/2 pairs, summed over groups. */
export function pairSum(groups: GroupedSums): PairSum {
  let total = 0;
  let pairs = 0;
  for (let group = 0; group < groups.count.length; group++) {
    const count = groups.count[group]!;
    let length = 0;
    for (const sum of groups.sum) length += sum[group]! * sum[group]!;
    total += halfDistances(count, groups.square[group]!, length);
    pairs += (count * (count - 1)) / 2;
  }
  return { total, pairs };
}

/**
 * Pairs inside groups after one cluster is left out, for every cluster in turn. `parts` are the
 * pieces into which clusters cut the groups: `groupOf` and `clusterOf` name each piece's group and
 * cluster. Linear in pieces.
 */
export function pairSumsWithout(
  groups: GroupedSums,
  parts: GroupedSums,
  groupOf: Int32Array,
  clusterOf: Grouping,
): { readonly total: Float64Array; readonly pairs: Float64Array } {
  const whole = pairSum(groups);
  const total = new Float64Array(clusterOf.size).fill(whole.total);
  const pairs = new Float64Array(clusterOf.size).fill(whole.pairs);
  for (let part = 0; part < groupOf.length; part++) {
    const group = groupOf[part]!;
    const cluster = clusterOf.codes[part]!;
    const [all, gone] = [groups.count[group]!, parts.count[part]!];
    const left = all - gone;
    let [lengthAll, lengthLeft] = [0, 0];
    for (let axis = 0; axis < groups.sum.length; axis++) {
      const sum = groups.sum[axis]![group]!;
      const rest = sum - parts.sum[axis]![part]!;
      lengthAll += sum * sum;
      lengthLeft += rest * rest;
    }
    const squareAll = groups.square[group]!;
    total[cluster]! +=
      halfDistances(left, squareAll - parts.square[part]!, lengthLeft) -
      halfDistances(all, squareAll, lengthAll);
    pairs[cluster]! += (left * (left - 1) - all * (all - 1)) / 2;
  }
  return { total, pairs };
}

const ROUNDING = 1e-13;

/** Zero where the difference is rounding: equal ratings must show no variance at all. */
function halfDistances(count: number, square: number, length: number): number {
  if (count < 2) return 0;
  const distances = count * square - length;
  return distances > ROUNDING * count * square ? distances / 2 : 0;
}
