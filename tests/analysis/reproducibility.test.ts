import { expect, test } from "vitest";
import { clusterAgreement, returnEstimates } from "../../src/analysis/reproducibility.ts";
import type { Repetition } from "../../src/domain/reproducibility.ts";

const repetition = (similarity: number, matched: number, documents?: number): Repetition => ({
  set: "again",
  seed: 1,
  varied: "seed",
  return: { similarity, matched, groups: 0.5, ...(documents === undefined ? {} : { documents }) },
});

test("what comes back is a mean with its t interval over the repetitions", () => {
  const { similarity } = returnEstimates([repetition(0.2, 0), repetition(0.3, 0.5), repetition(0.4, 1)]);
  // qt(.975, 2) = 4.302653 and s/√n = .1/√3.
  expect(similarity).toMatchObject({ value: expect.closeTo(0.3), level: 0.95, n: 3 });
  expect(similarity.value !== null && similarity.low).toBeCloseTo(0.3 - (4.302653 * 0.1) / Math.sqrt(3), 5);
});

test("an interval of a share stays between 0 and 1", () => {
  const { matched } = returnEstimates([repetition(0, 0), repetition(0, 1)]);
  expect(matched).toMatchObject({ value: 0.5, low: 0, high: 1 });
});

test("one repetition has no interval, and neither have repetitions that are all alike", () => {
  const one = returnEstimates([repetition(0.2, 0.5)]).matched;
  expect(one).toEqual({ value: 0.5, method: expect.stringContaining("one has no interval"), n: 1 });
  const { groups } = returnEstimates([repetition(0.2, 0), repetition(0.3, 0)]);
  expect(groups).toEqual({ value: 0.5, method: expect.stringContaining("alike"), n: 2 });
});

test("documents in common are estimated only where documents are quoted", () => {
  expect(returnEstimates([repetition(0.2, 0), repetition(0.3, 1)])).not.toHaveProperty("documents");
  expect(returnEstimates([repetition(0.2, 0, 0.4), repetition(0.3, 1, 0.6)]).documents?.value).toBe(0.5);
});

test("clusterings are held against the first; where all is one cluster there is a reason, not a number", () => {
  const { seeds, samples } = clusterAgreement({
    first: [0, 0, 1, 1],
    seeds: [
      [1, 1, 0, 0],
      [0, 0, 1, 2],
    ],
    samples: [[0, 1, 0, 1]],
  });
  expect(seeds.value).toBeCloseTo((1 + 4 / 7) / 2, 12);
  expect(samples.value).toBeCloseTo(-0.5, 12);
  const single = clusterAgreement({ first: [0, 0], seeds: [[0, 0]], samples: [] });
  expect(single.seeds).toMatchObject({ value: null, reason: expect.stringContaining("seeds") });
});
