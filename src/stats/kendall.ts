import { checkPaired } from "./check-finite.ts";
import { ones, type WeightedStatistic, type Weights } from "./weights.ts";

/**
 * Kendall's τ-b: (concordant - discordant) / √((pairs - pairs tied in x)·(pairs - pairs tied in y)),
 * between -1 and 1, in n log n steps. Null with fewer than two pairs or where a side is constant.
 *
 * @example kendall([1, 2, 3], [1, 3, 2]) // 0.3333333333333333
 */
export function kendall(x: readonly number[], y: readonly number[]): number | null {
  return kendallOf(x, y)(ones(x.length));
}

/** Kendall's τ-b under weights: sorted once, counted anew under each weights. */
export function kendallOf(x: readonly number[], y: readonly number[]): WeightedStatistic {
  checkPaired("kendall", x, y);
  const codeX = denseCodes(x);
  const codeY = denseCodes(y);
  const order = Int32Array.from(x.keys()).sort((a, b) => codeX[a]! - codeX[b]!);
  return (weights) => weightedKendall(order, codeX, codeY, weights);
}

/** Pairs are taken in ascending x; a Fenwick tree holds the weight seen so far at each y. */
function weightedKendall(
  order: Int32Array,
  codeX: Int32Array,
  codeY: Int32Array,
  weights: Weights,
): number | null {
  const seen = new Float64Array(codeY.length + 1);
  const totalsY = new Float64Array(codeY.length);
  let [total, tiedX, balance] = [0, 0, 0];
  for (let start = 0; start < order.length; ) {
    let end = start;
    let block = 0;
    while (end < order.length && codeX[order[end]!] === codeX[order[start]!]) {
      const index = order[end++]!;
      const weight = weights[index]!;
      if (weight === 0) continue;
      block += weight;
      balance += weight * (sumBelow(seen, codeY[index]!) + sumBelow(seen, codeY[index]! + 1) - total);
    }
    for (let position = start; position < end; position++) {
      const index = order[position]!;
      add(seen, codeY[index]!, weights[index]!);
      totalsY[codeY[index]!]! += weights[index]!;
    }
    total += block;
    tiedX += (block * (block - 1)) / 2;
    start = end;
  }
  const pairs = (total * (total - 1)) / 2;
  const tiedY = totalsY.reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
  if (tiedX === pairs || tiedY === pairs) return null;
  return Math.max(-1, Math.min(1, balance / (Math.sqrt(pairs - tiedX) * Math.sqrt(pairs - tiedY))));
}

/** 0 for the smallest value, 1 for the next larger, and so on. */
function denseCodes(values: readonly number[]): Int32Array {
  const order = values.map((_, index) => index).sort((a, b) => values[a]! - values[b]!);
  const codes = new Int32Array(values.length);
  let code = 0;
  order.forEach((index, position) => {
    if (position > 0 && values[index] !== values[order[position - 1]!]) code += 1;
    codes[index] = code;
  });
  return codes;
}

function add(tree: Float64Array, code: number, weight: number): void {
  for (let node = code + 1; node < tree.length; node += node & -node) tree[node]! += weight;
}

/** The weight seen at codes below the one given. */
function sumBelow(tree: Float64Array, code: number): number {
  let sum = 0;
  for (let node = code; node > 0; node -= node & -node) sum += tree[node]!;
  return sum;
}
