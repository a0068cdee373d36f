import { deriveSeed, rngFrom } from "../domain/random.ts";
import type { Passages } from "./cluster-passages.ts";
import { clusterVectors } from "./cluster-vectors.ts";
import { squaredDistance, unit, type Vector } from "./vectors.ts";

/** Labels of the same passages, in one order; passages without a known word are left out of all. */
export type ClusteredAgain = {
  readonly first: readonly number[];
  readonly seeds: readonly (readonly number[])[];
  readonly samples: readonly (readonly number[])[];
};

/** Each vector goes to the centroid that it is nearest to. */
function assign(vectors: readonly Vector[], centroids: readonly Vector[]): readonly number[] {
  return vectors.map((vector) => {
    const distances = centroids.map((centroid) => squaredDistance(vector, centroid));
    return distances.indexOf(Math.min(...distances));
  });
}

/** Clusterings of each kind: their mean agreement settles within a few hundredths. */
const TIMES = 10;

/**
 * Clusters the passages again with the same k, ten times from other seeds and ten times from bootstrap samples of the
 * passages, each of them extended to all passages by its centroids (Fang and Wang 2012). How well the
 * labels agree with the first says how much of the clusters is in the passages and how much in the draw.
 */
export function clusterAgain(
  { vectors, clustering }: Pick<Passages, "vectors" | "clustering">,
  seed: number,
): ClusteredAgain {
  const { k, labels } = clustering;
  const known = labels.flatMap((label, at) =>
    label === null ? [] : [{ label, vector: unit(vectors[at]!) }],
  );
  if (known.length === 0) return { first: [], seeds: [], samples: [] };
  const units = known.map(({ vector }) => vector);
  const centroidsOf = (some: readonly Vector[], what: string, at: number): readonly Vector[] =>
    clusterVectors(some, { seed: deriveSeed("cluster-again", what, seed, at), k }).centroids;
  const draw = (at: number): readonly Vector[] => {
    const rng = rngFrom(deriveSeed("cluster-sample", seed, at));
    return units.map(() => units[Math.floor(rng() * units.length)]!);
  };
  const again = Array.from({ length: TIMES }, (_, at) => at);
  return {
    first: known.map(({ label }) => label),
    seeds: again.map((at) => assign(units, centroidsOf(units, "seed", at))),
    samples: again.map((at) => assign(units, centroidsOf(draw(at), "sample", at))),
  };
}
