import { checkPaired } from "./check-finite.ts";
import { ones, type WeightedStatistic, type Weights } from "./weights.ts";

/**
 * Pearson's product-moment correlation of two equally long lists: Sxy / √(Sxx·Syy), between -1 and 1.
 * Null with fewer than two pairs or where a side is constant. Throws on a number that is not finite.
 *
 * @example pearson([1, 2, 3], [2, 4, 7]) // 0.9933992677987828
 */
export function pearson(x: readonly number[], y: readonly number[]): number | null {
  return pearsonOf(x, y)(ones(x.length));
}

/** Pearson's correlation under weights. */
export function pearsonOf(x: readonly number[], y: readonly number[]): WeightedStatistic {
  checkPaired("pearson", x, y);
  return (weights) => weightedPearson(x, y, weights);
}

/** For callers that know their numbers to be finite and paired. */
export function weightedPearson(x: ArrayLike<number>, y: ArrayLike<number>, weights: Weights): number | null {
  if (isConstant(x, weights) || isConstant(y, weights)) return null;
  let [total, sumX, sumY] = [0, 0, 0];
  for (let index = 0; index < x.length; index++) {
    const weight = weights[index]!;
    total += weight;
    sumX += weight * x[index]!;
    sumY += weight * y[index]!;
  }
  const [meanX, meanY] = [sumX / total, sumY / total];
  let [xx, yy, xy] = [0, 0, 0];
  for (let index = 0; index < x.length; index++) {
    const dx = x[index]! - meanX;
    const dy = y[index]! - meanY;
    xx += weights[index]! * dx * dx;
    yy += weights[index]! * dy * dy;
    xy += weights[index]! * dx * dy;
  }
  if (xx === 0 || yy === 0) return null;
  return Math.max(-1, Math.min(1, xy / (Math.sqrt(xx) * Math.sqrt(yy))));
}

/** Asked of the values themselves: rounding can leave a constant list a variance above zero. */
function isConstant(values: ArrayLike<number>, weights: Weights): boolean {
  let first: number | undefined;
  for (let index = 0; index < values.length; index++) {
    if (weights[index] === 0) continue;
    first ??= values[index]!;
    if (values[index] !== first) return false;
  }
  return true;
}
