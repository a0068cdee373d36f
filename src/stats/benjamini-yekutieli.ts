import { benjaminiHochberg } from "./benjamini-hochberg.ts";

/**
 * Benjamini & Yekutieli's adjustment (Annals of Statistics 2001): Benjamini & Hochberg's times
 * 1 + 1/2 + … + 1/m, which holds the false discovery rate under any dependence.
 *
 * @example benjaminiYekutieli([0.01, 0.04, 0.03]) // [0.055, 0.0733…, 0.0733…]
 */
export function benjaminiYekutieli(p: readonly number[]): number[] {
  const harmonic = p.reduce((sum, _, index) => sum + 1 / (index + 1), 0);
  return benjaminiHochberg(p).map((value) => Math.min(1, harmonic * value));
}
