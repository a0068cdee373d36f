import { kmeans } from "ml-kmeans";
import { InputError } from "../domain/errors.ts";
import { deriveSeed, rngFrom } from "../domain/random.ts";
import { seedCentres } from "./seed-centres.ts";
import { meanSilhouette } from "./silhouette.ts";
import { squaredDistance, unit, type Vector } from "./vectors.ts";

export type ClusterOptions = {
  readonly seed: number;
  /** Number of clusters; chosen by silhouette where absent. */
  readonly k?: number | undefined;
};

export type Clustering = {
  readonly k: number;
  /** The cluster of each vector, numbered by first appearance; null for a vector of zeros. */
  readonly labels: readonly (number | null)[];
  /** Of the vectors at length 1. */
  readonly centroids: readonly Vector[];
  /** Sum of squared distances to the own centroid. */
  readonly inertia: number;
  /** Mean silhouette of every k that was tried; empty where k was given. */
  readonly curve: readonly { readonly k: number; readonly silhouette: number }[];
};

/** So many that other seeds end at nearly the same clusters; of a large collection fewer do, at a third of the time. */
const [STARTS, STARTS_OF_MANY] = [24, 8];
/** The numbers of clusters that are tried. The most of them is what a panel's making may cost: each is a request. */
const CANDIDATES = [2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 18, 20, 24];
/** Vectors to a cluster, at least, on the whole: fewer would not fill its request, which holds about ten passages. */
const FEWEST_TO_A_CLUSTER = 8;
/** So many are tried whatever the size: a small corpus, too, has its subjects. */
const ALWAYS_TRIED = 6;
/** k is chosen on at most this many vectors, drawn by seed: its curve changes little with more. */
const SAMPLE = 2000;

type Partition = {
  readonly labels: readonly number[];
  readonly centroids: readonly Vector[];
  readonly inertia: number;
};

/** Numbers clusters by first appearance and leaves empty ones out, so that a partition has one description. */
function inOrder(partition: Partition): Partition {
  const order = [...new Set(partition.labels)];
  return {
    labels: partition.labels.map((label) => order.indexOf(label)),
    centroids: order.map((label) => partition.centroids[label]!),
    inertia: partition.inertia,
  };
}

/** Several seeded starts, the one of lowest inertia kept. */
function partitionInto(k: number, vectors: readonly Vector[], seed: number): Partition {
  const data = vectors.map((vector) => Array.from(vector));
  const count = vectors.length > SAMPLE ? STARTS_OF_MANY : STARTS;
  const starts = Array.from({ length: count }, (_, start): Partition => {
    const centres = seedCentres(vectors, k, rngFrom(deriveSeed("k-means", seed, k, start)));
    const { clusters, centroids } = kmeans(data, k, {
      initialization: centres.map((centre) => Array.from(centre)),
      maxIterations: 100,
    });
    const means = centroids.map((centroid) => Float64Array.from(centroid));
    const inertia = vectors.reduce(
      (sum, vector, at) => sum + squaredDistance(vector, means[clusters[at]!]!),
      0,
    );
    return { labels: clusters, centroids: means, inertia };
  });
  return inOrder(starts.reduce((best, next) => (next.inertia < best.inertia ? next : best)));
}

function sampleOf(vectors: readonly Vector[], seed: number): readonly Vector[] {
  if (vectors.length <= SAMPLE) return vectors;
  const rng = rngFrom(deriveSeed("k-sample", seed));
  return vectors
    .map((vector, index) => ({ vector, index, lot: rng() }))
    .sort((a, b) => a.lot - b.lot)
    .slice(0, SAMPLE)
    .sort((a, b) => a.index - b.index)
    .map(({ vector }) => vector);
}

function silhouetteCurve(vectors: readonly Vector[], seed: number): Clustering["curve"] {
  const sample = sampleOf(vectors, seed);
  const largest = Math.max(ALWAYS_TRIED, Math.floor(vectors.length / FEWEST_TO_A_CLUSTER));
  const distinct = new Set(sample.map((vector) => vector.join())).size;
  return CANDIDATES.filter((k) => k <= largest && k < distinct).map((k) => {
    const { labels, centroids } = partitionInto(k, sample, seed);
    return { k, silhouette: meanSilhouette(sample, labels, centroids) };
  });
}

/**
 * k-means on directions (vectors brought to length 1) from seeded k-means++ starts; k with the highest
 * mean silhouette unless given, of those up to 24 that leave eight vectors to a cluster (or up to 6), and
 * never above the number of distinct vectors. The same seed gives the same clusters. Vectors of zeros,
 * texts without a known word, belong to none. Throws an `InputError` where k is no positive whole number.
 *
 * @example clusterVectors(vectors, { seed: 1 }).labels // [0, 0, 1, null, 1]
 */
export function clusterVectors(vectors: readonly Vector[], options: ClusterOptions): Clustering {
  const { seed } = options;
  if (options.k !== undefined && (!Number.isInteger(options.k) || options.k < 1))
    throw new InputError("bad-k", `k: expected a positive whole number of clusters, got ${options.k}`);
  const known = vectors.flatMap((vector, index) => (vector.some((value) => value !== 0) ? [index] : []));
  if (known.length === 0)
    return { k: 0, labels: vectors.map(() => null), centroids: [], inertia: 0, curve: [] };

  const units = known.map((index) => unit(vectors[index]!));
  const curve = options.k === undefined ? silhouetteCurve(units, seed) : [];
  const best = curve.reduce(
    (top, next) => (next.silhouette > top.silhouette ? next : top),
    curve[0] ?? { k: 1, silhouette: 0 },
  );
  const distinct = new Set(units.map((vector) => vector.join())).size;
  const partition = partitionInto(Math.min(options.k ?? best.k, distinct), units, seed);

  const labels = new Array<number | null>(vectors.length).fill(null);
  for (const [at, index] of known.entries()) labels[index] = partition.labels[at]!;
  return {
    k: partition.centroids.length,
    labels,
    centroids: partition.centroids,
    inertia: partition.inertia,
    curve,
  };
}
