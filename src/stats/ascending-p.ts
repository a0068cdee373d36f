import { checkFinite } from "./check-finite.ts";

/** The indices that sort p-values. Throws a `RangeError` for a number that is no probability. */
export function ascendingP(procedure: string, p: readonly number[]): readonly number[] {
  checkFinite(procedure, p);
  const outside = p.find((value) => value < 0 || value > 1);
  if (outside !== undefined) throw new RangeError(`${procedure}: ${outside} is no probability`);
  return p.map((_, index) => index).sort((a, b) => p[a]! - p[b]!);
}
