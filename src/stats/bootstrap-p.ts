/**
 * The two-sided p-value of "no difference" from bootstrap draws of the difference: twice the smaller
 * share of draws at or beyond zero, the draws counted with the estimate's own (Davison & Hinkley 1997,
 * (count + 1)/(draws + 1)), so never 0.
 *
 * @example bootstrapP([0.1, 0.2, -0.1]) // 1
 */
export function bootstrapP(draws: readonly number[]): number {
  const below = draws.filter((draw) => draw <= 0).length;
  const above = draws.filter((draw) => draw >= 0).length;
  return Math.min(1, (2 * (Math.min(below, above) + 1)) / (draws.length + 1));
}
