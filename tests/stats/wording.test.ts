import fc from "fast-check";
import { expect, test } from "vitest";
import { distanceBetweenLists } from "../../src/stats/distance-between-lists.ts";
import { pairDistances, pairDistancesBetween } from "../../src/stats/pair-distances.ts";
import { promptSensitivity } from "../../src/stats/prompt-sensitivity.ts";
import { PROMPT_SENSITIVITY } from "../oracles/people.ts";

const ratings = fc.array(fc.constantFrom(0, 0.25, 0.5, 0.75, 1), { maxLength: 12 });
const lists = fc.array(ratings, { minLength: 1, maxLength: 6 });

/** Every pair written out. */
function plainDistances(groups: readonly (readonly number[])[]): { total: number; pairs: number } {
  let [total, pairs] = [0, 0];
  groups.forEach((one, a) => {
    for (const other of groups.slice(a + 1))
      for (const x of one)
        for (const y of other) {
          total += Math.abs(x - y);
          pairs += 1;
        }
  });
  return { total, pairs };
}

test("the sensitivity of k correct answers among 12 wordings is 2k(12 - k)/132", () => {
  const correct = (k: number) => Array.from({ length: 12 }, (_, wording) => [wording < k ? 1 : 0]);
  for (const [k, golden] of Object.entries(PROMPT_SENSITIVITY))
    expect(promptSensitivity(correct(Number(k)))?.between).toBeCloseTo(golden, 6);
  expect(promptSensitivity(correct(0))?.between).toBe(0);
});

test("runs of one wording are told apart from wordings", () => {
  // Wordings (0, 1) and (1, 1): four pairs between them differ by 1, 1, 0, 0; within by 1 and 0.
  expect(
    promptSensitivity([
      [0, 1],
      [1, 1],
    ]),
  ).toEqual({ between: 0.5, run: 0.5 });
  expect(
    promptSensitivity([
      [0.2, 0.2],
      [0.7, 0.7],
    ]),
  ).toEqual({ between: expect.closeTo(0.5, 12), run: 0 });
});

test("one wording has no sensitivity, and one run of each no difference between runs", () => {
  expect(promptSensitivity([[0, 1, 1]])).toBeNull();
  expect(promptSensitivity([[], [1]])).toBeNull();
  expect(promptSensitivity([[0], [1]])).toEqual({ between: 1, run: null });
});

test("differences over pairs are those of every pair written out", () => {
  fc.assert(
    fc.property(lists, (all) => {
      const plain = plainDistances(all);
      const between = pairDistancesBetween(all);
      expect(between.pairs).toBeCloseTo(plain.pairs, 9);
      expect(between.total).toBeCloseTo(plain.total, 9);
      const each = pairDistances(all.flat());
      const alone = plainDistances(all.flat().map((value) => [value]));
      expect(each.pairs).toBeCloseTo(alone.pairs, 9);
      expect(each.total).toBeCloseTo(alone.total, 9);
    }),
    { seed: 12, numRuns: 200 },
  );
});

test("equal ratings far from zero differ by exactly nothing", () => {
  expect(pairDistances([1e6 + 0.1, 1e6 + 0.1, 1e6 + 0.1]).total).toBe(0);
});

test("differences between lists under weights are those of copied lists, copies of one list not compared", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(ratings, fc.integer({ min: 0, max: 3 })), { maxLength: 5 }), (all) => {
      let [total, pairs] = [0, 0];
      all.forEach(([one, timesOne], a) => {
        for (const [other, timesOther] of all.slice(a + 1)) {
          const own = plainDistances([one, other]);
          total += timesOne * timesOther * own.total;
          pairs += timesOne * timesOther * own.pairs;
        }
      });
      const found = distanceBetweenLists(all.map(([list]) => list))(all.map(([, times]) => times));
      expect(found.total).toBeCloseTo(total, 9);
      expect(found.pairs).toBeCloseTo(pairs, 9);
    }),
    { seed: 13, numRuns: 200 },
  );
});
