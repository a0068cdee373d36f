import { expect, test } from "vitest";
import { answerGrid } from "../../src/analysis/answer-grid.ts";
import { distribution } from "../../src/analysis/distribution.ts";
import { joinPeople } from "../../src/analysis/panel-and-people.ts";
import { tabulate } from "../../src/analysis/tabulate.ts";
import { answersByItem, votesOf } from "../../src/analysis/votes.ts";
import { rngFrom } from "../../src/domain/random.ts";
import type { Rating } from "../../src/domain/rating.ts";
import { rating } from "./rating-rows.ts";
import { QUICK, tableOf } from "./table-of.ts";

const entryOf = (rows: readonly Rating[], dimension = "clarity") =>
  distribution(joinPeople(tabulate(rows)), QUICK).find((entry) => entry.dimension === dimension)!;

/**
 * Thirty items on which five people disagree more or less. In `grounded` each of five personas stands for
 * one of them; in `noisy` all five personas are alike and every run is drawn from the people's ratings.
 */
function study(runs: number, seed = 8): Rating[] {
  const rng = rngFrom(seed);
  const rows: Rating[] = [];
  for (let item = 0; item < 30; item++) {
    const spread = item % 3;
    const people = [0, 1, 2, 3, 4].map((person) => 3 + Math.round(((person - 2) * spread) / 2));
    const at = { item: `i${item}`, scale: [1, 5] as [number, number] };
    people.forEach((value, person) => {
      rows.push(rating({ ...at, arm: "human", rater: `anonymous-${person + 1}`, value }));
      for (let replicate = 0; replicate < runs; replicate++) {
        const slip = rng() < 0.2 ? 1 : 0;
        rows.push(
          rating({
            ...at,
            arm: "grounded",
            rater: `r${person}`,
            replicate,
            value: Math.min(5, value + slip),
          }),
        );
        const drawn = people[Math.floor(5 * rng())]!;
        rows.push(rating({ ...at, arm: "noisy", rater: `r${person}`, replicate, value: drawn }));
      }
    });
  }
  return rows;
}

test("a rater votes for the median of its answers, half and half between two middle ones", () => {
  expect(votesOf([[4, 4, 5], [2]], 6, "median")).toEqual([0, 0, 1, 0, 1, 0]);
  expect(votesOf([[1, 3]], 4, "median")).toEqual([0, 0.5, 0, 0.5]);
  expect(votesOf([[5, 1, 2, 2]], 6, "median")).toEqual([0, 0, 1, 0, 0, 0]);
  expect(
    votesOf(
      [
        [1, 3, 3],
        [0, 2],
      ],
      4,
      "mode",
    ),
  ).toEqual([0.5, 0, 0.5, 1]);
});

test("answers are gathered by item and rater over wordings and replicates", () => {
  const table = tableOf([
    rating({ value: 1, scale: [1, 5] }),
    rating({ value: 2, replicate: 1, scale: [1, 5] }),
    rating({ value: 5, framing: "request", scale: [1, 5] }),
    rating({ value: 3, rater: "r2", scale: [1, 5] }),
    rating({ value: 4, item: "i2", rater: "r2", scale: [1, 5] }),
  ]);
  expect(answersByItem(table, answerGrid([table]))).toEqual([[[0, 1, 4], [2]], [[3]]]);
});

test("the grid is the widest step on which all ratings lie, and a coarse one where there is none", () => {
  const gridOf = (values: readonly number[], scale?: [number, number]) =>
    answerGrid([
      tableOf(
        values.map((value, index) => rating({ item: `i${index}`, value, ...(scale ? { scale } : {}) })),
      ),
    ]);
  expect(gridOf([1, 5], [1, 5])).toEqual({ origin: 1, step: 1 });
  expect(gridOf([1, 2.5], [1, 5])).toEqual({ origin: 1, step: 0.5 });
  expect(gridOf([0, 0.5, 1], [0, 1])).toEqual({ origin: 0, step: 0.5 });
  expect(gridOf([0, 0.3], [0, 1])).toEqual({ origin: 0, step: 0.1 });
  expect(gridOf([1.2345, 3.3], [1, 5])).toEqual({ origin: 1, step: 1 });
  expect(gridOf([7, 93], [0, 100])).toEqual({ origin: 0, step: 25 });
  expect(gridOf([...Array(39).fill(3), 2.5], [1, 5])).toEqual({ origin: 1, step: 1 });
  expect(gridOf([4, 4])).toEqual({ origin: 4, step: 1 });
});

test("votes equal to people's have no divergence and the same entropies", () => {
  const people = study(1).filter((row) => row.arm === "human");
  const panel = people.map((row) => ({ ...row, arm: "grounded" }));
  const entry = entryOf([...people, ...panel]);
  expect(entry.jensenShannon.value).toBe(0);
  expect(entry.entropyCorrelation.value).toBeCloseTo(1, 12);
  expect(entry.marginalBaseline!.value).toBeGreaterThan(0);
});

test("personas that disagree as people do beat both baselines", () => {
  const entry = entryOf(study(5).filter((row) => row.arm !== "noisy"));
  expect(entry.jensenShannon.value).toBeLessThan(entry.shuffledBaseline.value!);
  expect(entry.jensenShannon.value).toBeLessThan(entry.marginalBaseline!.value!);
  expect(entry.entropyCorrelation.value).toBeGreaterThan(0.8);
  expect(entry.shuffledP).toBeLessThan(0.05);
  expect(entry.beatsBaselines).toBe(true);
});

test("run noise of the people's own shape seldom beats shuffled labels: 40 studies", () => {
  const claims = Array.from({ length: 40 }, (_, seed) => {
    const rows = study(5, 100 + seed).filter((row) => row.arm !== "grounded");
    const [joined] = joinPeople(tabulate(rows));
    return distribution([joined!], { ...QUICK, bootstraps: 20 })[0]!;
  });
  expect(claims.filter(({ shuffledP }) => shuffledP! <= 0.05).length).toBeLessThanOrEqual(5);
  expect(claims.filter(({ beatsBaselines }) => beatsBaselines).length).toBeLessThanOrEqual(4);
  const gains = claims.map(({ gain }) => gain!.value!);
  expect(Math.abs(gains.reduce((sum, gain) => sum + gain, 0) / 40)).toBeLessThan(0.01);
});

test("with one run of each rater the shuffled baseline is a reason, and nothing is claimed", () => {
  const entry = entryOf(study(1).filter((row) => row.arm !== "noisy"));
  expect(entry.shuffledBaseline).toMatchObject({
    value: null,
    reason: expect.stringMatching(/answered every item once/),
  });
  expect(entry.shuffledEntropyBaseline).toMatchObject({ value: null });
  expect(entry.beatsBaselines).toBe(false);
});

test("one rater has no labels to shuffle", () => {
  const rows = study(3).filter(
    (row) => row.arm === "human" || (row.arm === "grounded" && row.rater === "r1"),
  );
  expect(entryOf(rows).shuffledBaseline).toMatchObject({
    value: null,
    reason: expect.stringMatching(/one rater/),
  });
  expect(entryOf(rows)).toMatchObject({ shuffledP: null, beatsBaselines: false });
});

test("people who agree throughout leave no entropies to correlate", () => {
  const rows = study(2).map((row) => (row.arm === "human" ? { ...row, value: 3 } : row));
  expect(entryOf(rows).entropyCorrelation).toMatchObject({ value: null, reason: expect.any(String) });
  expect(entryOf(rows).jensenShannon.value).not.toBeNull();
});

test("without people there is nothing to compare", () => {
  expect(distribution(joinPeople(tabulate(study(2).filter((row) => row.arm !== "human"))), QUICK)).toEqual(
    [],
  );
});
