import { ones, type Weights } from "./weights.ts";

/**
 * The statistic, or several at once, with each cluster left out in turn; null where it is then not defined.
 *
 * @example jackknife(3, (weights) => meanOf(weights)) // three values
 */
export function jackknife<Value>(clusters: number, statistic: (weights: Weights) => Value): Value[] {
  const weights = Float64Array.from(ones(clusters));
  return Array.from({ length: clusters }, (_, left) => {
    weights[left] = 0;
    const value = statistic(weights);
    weights[left] = 1;
    return value;
  });
}
