import { checkFinite } from "./check-finite.ts";

/**
 * Shannon's entropy of a distribution given as masses (they need not sum to 1), in bits.
 * Throws a `RangeError` for a negative mass or none at all.
 *
 * @example entropy([1, 1, 0, 0]) // 1
 */
export function entropy(masses: readonly number[]): number {
  return sharesOf("entropy", masses).reduce(
    (bits, share) => (share > 0 ? bits - share * Math.log2(share) : bits),
    0,
  );
}

/** Masses divided by their sum. */
export function sharesOf(statistic: string, masses: readonly number[]): readonly number[] {
  checkFinite(statistic, masses);
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  if (!(total > 0) || masses.some((mass) => mass < 0))
    throw new RangeError(`${statistic}: masses must be at least 0 and not all 0`);
  return masses.map((mass) => mass / total);
}
