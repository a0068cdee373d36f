import type { Rng } from "../domain/random.ts";
import { squaredDistance, type Vector } from "./vectors.ts";

/**
 * k starting centres by k-means++: each next one drawn with a chance proportional to its squared
 * distance from the nearest so far, so that no two are alike while distinct vectors remain.
 * Arthur and Vassilvitskii 2007.
 */
export function seedCentres(vectors: readonly Vector[], k: number, rng: Rng): readonly Vector[] {
  const centres = [vectors[Math.floor(rng() * vectors.length)]!];
  const nearest = vectors.map(() => Infinity);
  while (centres.length < k) {
    const latest = centres.at(-1)!;
    for (const [index, vector] of vectors.entries())
      nearest[index] = Math.min(nearest[index]!, squaredDistance(vector, latest));
    let mark = rng() * nearest.reduce((sum, distance) => sum + distance, 0);
    const drawn = nearest.findIndex((distance) => {
      mark -= distance;
      return distance > 0 && mark <= 0;
    });
    // Rounding may leave the mark above 0 at the end: the farthest vector is then as good.
    centres.push(vectors[drawn >= 0 ? drawn : nearest.indexOf(Math.max(...nearest))]!);
  }
  return centres;
}
