/** Distinct values in ascending order, how often each was given, and which of them every value is. */
export type Categories = {
  readonly values: Float64Array;
  readonly counts: Float64Array;
  readonly codes: Int32Array;
};

/**
 * Sorts values into the categories that they make up.
 *
 * @example categoriesOf([5, 1, 5]) // { values: [1, 5], counts: [1, 2], codes: [1, 0, 1] }
 */
export function categoriesOf(values: ArrayLike<number>): Categories {
  const sorted = Float64Array.from(values).sort();
  const starts = Int32Array.from(sorted.keys()).filter((at) => at === 0 || sorted[at] !== sorted[at - 1]);
  const distinct = Float64Array.from(starts, (start) => sorted[start]!);
  const counts = Float64Array.from(starts, (start, at) => (starts[at + 1] ?? sorted.length) - start);
  const codes = new Int32Array(values.length);
  for (let row = 0; row < values.length; row++) codes[row] = positionOf(values[row]!, distinct);
  return { values: distinct, counts, codes };
}

function positionOf(value: number, ascending: Float64Array): number {
  let [low, high] = [0, ascending.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
