import { entropy, sharesOf } from "./entropy.ts";

/**
 * The Jensen-Shannon divergence of two distributions over the same categories, base 2 (Lin, IEEE
 * Trans. Inf. Theory 1991): H((p + q)/2) - (H(p) + H(q))/2, from 0 (equal) to 1 (disjoint). It is the
 * divergence, not its square root, the distance.
 *
 * @example jensenShannon([1, 0], [0.5, 0.5]) // 0.31127812445913283
 */
export function jensenShannon(p: readonly number[], q: readonly number[]): number {
  if (p.length !== q.length)
    throw new RangeError(`jensenShannon: ${p.length} categories beside ${q.length}; give both over the same`);
  const [shareP, shareQ] = [sharesOf("jensenShannon", p), sharesOf("jensenShannon", q)];
  const middle = shareP.map((share, category) => (share + shareQ[category]!) / 2);
  return Math.max(0, entropy(middle) - (entropy(shareP) + entropy(shareQ)) / 2);
}
