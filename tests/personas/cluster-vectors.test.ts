import { silhouette } from "simple-statistics";
import { expect, test } from "vitest";
import { type Rng, rngFrom } from "../../src/domain/random.ts";
import { clusterVectors } from "../../src/personas/cluster-vectors.ts";
import { seedCentres } from "../../src/personas/seed-centres.ts";
import { meanSilhouette } from "../../src/personas/silhouette.ts";

/** Points round the axes, `each` to an axis, in mixed order. */
function bundles(axes: number, each: number, rng: Rng): readonly Float64Array[] {
  return Array.from({ length: axes * each }, (_, at) =>
    Float64Array.from({ length: axes }, (_, axis) => (axis === at % axes ? 1 : 0) + 0.2 * (rng() - 0.5)),
  );
}

test("k is the number of bundles, and every bundle is one cluster", () => {
  const vectors = bundles(4, 12, rngFrom(1));
  const { k, labels, curve } = clusterVectors(vectors, { seed: 3 });
  expect(k).toBe(4);
  expect(labels).toEqual(vectors.map((_, at) => at % 4));
  expect(curve.map((point) => point.k)).toEqual([2, 3, 4, 5, 6]);
  expect(curve.every(({ silhouette: value }) => value <= (curve[2]?.silhouette ?? 0))).toBe(true);
});

test("k is chosen among those that leave a cluster enough to fill a request", () => {
  const triedFor = (count: number): readonly number[] =>
    clusterVectors(bundles(30, count / 30, rngFrom(6)), { seed: 1 }).curve.map(({ k }) => k);
  expect(triedFor(60).at(-1)).toBe(7);
  expect(triedFor(150).at(-1)).toBe(18);
  expect(triedFor(300).at(-1)).toBe(24);
});

test("the same seed gives the same clusters, and a given k is kept without a curve", () => {
  const vectors = bundles(3, 20, rngFrom(2)).map((vector) => vector.map((value) => value + 0.6));
  const once = clusterVectors(vectors, { seed: 5, k: 7 });
  expect(clusterVectors(vectors, { seed: 5, k: 7 })).toEqual(once);
  expect(once.k).toBe(7);
  expect(once.curve).toEqual([]);
});

test("length plays no part: vectors of one direction are one cluster", () => {
  const vectors = [
    [1, 0],
    [9, 0.1],
    [0.2, 0],
    [0, 3],
    [0, 0.5],
    [0.1, 8],
  ].map((vector) => Float64Array.from(vector));
  expect(clusterVectors(vectors, { seed: 1, k: 2 }).labels).toEqual([0, 0, 0, 1, 1, 1]);
});

test("vectors of zeros belong to no cluster", () => {
  const vectors = [
    [0, 0],
    [1, 0],
    [0, 1],
    [0, 0],
    [1, 0.1],
  ].map((vector) => Float64Array.from(vector));
  expect(clusterVectors(vectors, { seed: 1, k: 2 }).labels).toEqual([null, 0, 1, null, 0]);
  expect(clusterVectors([new Float64Array(3)], { seed: 1 })).toMatchObject({ k: 0, labels: [null] });
  expect(clusterVectors([], { seed: 1 })).toMatchObject({ k: 0, labels: [] });
});

test("there are never more clusters than distinct directions", () => {
  const vectors = Array.from({ length: 9 }, (_, at) => Float64Array.from([at % 2, 1 - (at % 2)]));
  expect(clusterVectors(vectors, { seed: 1, k: 6 }).k).toBe(2);
  expect(clusterVectors(vectors.slice(0, 1), { seed: 1 }).k).toBe(1);
});

test("a k that is no positive whole number is refused", () => {
  expect(() => clusterVectors([Float64Array.from([1])], { seed: 1, k: 0 })).toThrow(/positive whole number/);
});

test("large collections are clustered within seconds", () => {
  const { k } = clusterVectors(bundles(5, 700, rngFrom(4)), { seed: 1 });
  expect(k).toBe(5);
});

// Oracle: simple-statistics 7.12.1, silhouette(points, labels).
test("the exact silhouette agrees with simple-statistics, a cluster of one included", () => {
  const rng = rngFrom(9);
  const vectors = Array.from({ length: 40 }, () => Float64Array.from([rng(), rng(), rng()]));
  const labels = vectors.map((_, at) => (at === 0 ? 3 : at % 3));
  const points = vectors.map((vector) => [...vector]);
  const expected = silhouette(points, labels).reduce((sum: number, value: number) => sum + value, 0) / 40;
  const centroids = [0, 1, 2, 3].map(() => new Float64Array(3));
  expect(meanSilhouette(vectors, labels, centroids)).toBeCloseTo(expected, 12);
});

test("the simplified silhouette of a large clustering lies near the exact one", () => {
  const vectors = bundles(3, 400, rngFrom(6));
  const { labels, centroids } = clusterVectors(vectors, { seed: 1, k: 3 });
  const known = labels.map((label) => label ?? 0);
  const points = vectors.map((vector) => [...vector]);
  const exact =
    silhouette(points, known).reduce((sum: number, value: number) => sum + value, 0) / points.length;
  expect(Math.abs(meanSilhouette(vectors, known, centroids) - exact)).toBeLessThan(0.12);
});

test("starting centres are distinct while distinct vectors remain", () => {
  const vectors = Array.from({ length: 30 }, (_, at) => Float64Array.from([at % 3, 1]));
  for (let seed = 0; seed < 50; seed++)
    expect(new Set(seedCentres(vectors, 3, rngFrom(seed)).map((centre) => centre[0])).size).toBe(3);
});
