import { ascendingP } from "./ascending-p.ts";

/**
 * Holm's step-down adjustment (Scandinavian Journal of Statistics 1979): p-values that may be held
 * against the family-wise error rate, in the order given. Holds under any dependence.
 *
 * @example holm([0.01, 0.04, 0.03]) // [0.03, 0.06, 0.06]
 */
export function holm(p: readonly number[]): number[] {
  const adjusted = new Array<number>(p.length);
  let running = 0;
  ascendingP("holm", p).forEach((index, position) => {
    running = Math.max(running, Math.min(1, (p.length - position) * p[index]!));
    adjusted[index] = running;
  });
  return adjusted;
}
