import { ascendingP } from "./ascending-p.ts";

/**
 * Benjamini & Hochberg's step-up adjustment (JRSS-B 1995): p-values that may be held against the
 * false discovery rate, in the order given. Holds for independent or positively dependent tests.
 *
 * @example benjaminiHochberg([0.01, 0.04, 0.03]) // [0.03, 0.04, 0.04]
 */
export function benjaminiHochberg(p: readonly number[]): number[] {
  const order = ascendingP("benjaminiHochberg", p);
  const adjusted = new Array<number>(p.length);
  let running = 1;
  for (let position = p.length - 1; position >= 0; position--) {
    const index = order[position]!;
    running = Math.min(running, (p.length * p[index]!) / (position + 1));
    adjusted[index] = running;
  }
  return adjusted;
}
