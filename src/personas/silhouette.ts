import { squaredDistance, type Vector } from "./vectors.ts";

/** Up to this many vectors every pair is looked at; above, distances to the centroids stand in for them. */
export const EXACT_SILHOUETTE = 1000;

function exact(vectors: readonly Vector[], labels: readonly number[], k: number): number {
  const sizes = new Array<number>(k).fill(0);
  for (const label of labels) sizes[label]!++;
  let total = 0;
  for (const [index, vector] of vectors.entries()) {
    const own = labels[index]!;
    if (sizes[own] === 1) continue;
    const sums = new Array<number>(k).fill(0);
    for (const [other, neighbour] of vectors.entries())
      sums[labels[other]!]! += Math.sqrt(squaredDistance(vector, neighbour));
    const within = sums[own]! / (sizes[own]! - 1);
    const beside = Math.min(...sums.map((sum, label) => (label === own ? Infinity : sum / sizes[label]!)));
    const larger = Math.max(within, beside);
    total += larger === 0 ? 0 : (beside - within) / larger;
  }
  return total / vectors.length;
}

function simplified(
  vectors: readonly Vector[],
  labels: readonly number[],
  centroids: readonly Vector[],
): number {
  let total = 0;
  for (const [index, vector] of vectors.entries()) {
    const distances = centroids.map((centroid) => Math.sqrt(squaredDistance(vector, centroid)));
    const own = labels[index]!;
    const beside = Math.min(...distances.map((distance, label) => (label === own ? Infinity : distance)));
    const larger = Math.max(distances[own]!, beside);
    total += larger === 0 ? 0 : (beside - distances[own]!) / larger;
  }
  return total / vectors.length;
}

/**
 * Mean silhouette of a clustering, from -1 to 1: how much nearer a vector is to its own cluster than to
 * the next, (b - a) / max(a, b). Exact (mean distance to all members, a cluster of one counts 0) up to
 * 1000 vectors, above that with distances to the centroids. Rousseeuw 1987; Hruschka et al. 2004.
 *
 * @example meanSilhouette([[0], [0.1], [9], [9.1]].map(Float64Array.from), [0, 0, 1, 1], centroids) // about .99
 */
export function meanSilhouette(
  vectors: readonly Vector[],
  labels: readonly number[],
  centroids: readonly Vector[],
): number {
  return vectors.length <= EXACT_SILHOUETTE
    ? exact(vectors, labels, centroids.length)
    : simplified(vectors, labels, centroids);
}
