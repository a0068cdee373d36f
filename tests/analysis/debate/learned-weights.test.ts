import { expect, test } from "vitest";
import { learnedWeights } from "../../../src/analysis/debate/learned-weights.ts";
import { joinPeople } from "../../../src/analysis/panel-and-people.ts";
import { tabulate } from "../../../src/analysis/tabulate.ts";
import { Aggregation } from "../../../src/domain/debate-result.ts";
import { Rating } from "../../../src/domain/rating.ts";
import { normalFrom } from "../../fakes/latent-ratings.ts";

const CONTEXT = { seed: 1, level: 0.95, bootstraps: 10, permutations: 9, nullArms: [] };
const row = (item: string, group: string, arm: string, rater: string, value: number) =>
  Rating.parse({ item, group, dimension: "d", arm, rater, value });

/** Two items a source; people know the truth; three panelists stand about it with these spreads. */
function panel(spreads: readonly number[], seed: number) {
  return Array.from({ length: 80 }, (_, index) => {
    const [item, group] = [`i${index}`, `g${Math.floor(index / 2)}`];
    const truth = 3 + normalFrom(seed, "truth", item);
    return [
      row(item, group, "human", "h", truth),
      ...spreads.map((spread, rater) =>
        row(item, group, "a", `p${rater}`, truth + spread * normalFrom(seed, "p", item, rater)),
      ),
    ];
  }).flat();
}
const learnt = (spreads: readonly number[], seed = 1) => {
  const [found] = learnedWeights(joinPeople(tabulate(panel(spreads, seed))), CONTEXT);
  expect(Aggregation.parse(found)).toEqual(found);
  return found!;
};

test("where one panelist knows better, it weighs more and held-out items are nearer to people", () => {
  const found = learnt([0.2, 1.5, 1.5]);
  expect(found.verdict).toBe("learned weights helped");
  expect(found.difference).toMatchObject({ n: 80 });
  expect(found.learned.value).toBeLessThan((found.mean.value ?? 0) / 2);
  const [good, ...rest] = found.weights.map(({ weight }) => weight);
  expect(good).toBeGreaterThan(0.8);
  expect((good ?? 0) + rest.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
});

test("where all know as much, learned weights do not help, and hardly ever seem to", () => {
  const verdicts = Array.from({ length: 20 }, (_, seed) => learnt([0.7, 0.7, 0.7], seed + 1).verdict);
  expect(verdicts.filter((verdict) => verdict === "learned weights helped").length).toBeLessThanOrEqual(1);
  expect(verdicts.filter((verdict) => verdict === "learned weights did not help").length).toBeGreaterThan(14);
});

test("items of a source are held out together, in folds that the seed alone decides", () => {
  const rows = panel([0.2, 1, 1], 3);
  const once = learnedWeights(joinPeople(tabulate(rows)), CONTEXT);
  expect(learnedWeights(joinPeople(tabulate(rows.toReversed())), CONTEXT)).toEqual(once);
  expect(once[0]?.folds).toBe(5);
});

test("one panelist has no weights to learn", () => {
  expect(learnedWeights(joinPeople(tabulate(panel([0.5], 1))), CONTEXT)).toEqual([]);
});

test("a panelist who did not rate an item is taken to stand with the others", () => {
  const rows = panel([0.5, 0.5, 0.5], 1).filter(({ rater, item }) => rater !== "p2" || item < "i4");
  const [found] = learnedWeights(joinPeople(tabulate(rows)), CONTEXT);
  expect(found?.difference).toMatchObject({ n: 80 });
});
