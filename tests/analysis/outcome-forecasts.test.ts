import { expect, test } from "vitest";
import { analyze } from "../../src/analysis/analyze.ts";
import { rngFrom } from "../../src/domain/random.ts";
import type { Rating } from "../../src/domain/rating.ts";
import { StudyResult } from "../../src/domain/result.ts";

const ITEMS = 60;
const LEVELS = { deal: "probability" } as const;

/** A panel of three that knows the chance of each item's outcome, or says one half of all. */
function study(knows: boolean) {
  const rng = rngFrom(4);
  const rows: Rating[] = [];
  const outcomes: Record<string, Record<string, 0 | 1>> = {};
  for (let item = 0; item < ITEMS; item++) {
    const chance = item % 2 === 0 ? 0.9 : 0.2;
    outcomes[`item-${item}`] = { deal: rng() < chance ? 1 : 0 };
    for (let rater = 0; rater < 3; rater++)
      rows.push({
        item: `item-${item}`,
        dimension: "deal",
        arm: "grounded",
        rater: `rater-${rater}`,
        framing: "plain",
        replicate: 0,
        phase: "initial",
        scale: [0, 1],
        value: knows ? chance : 0.5,
      });
  }
  return { rows, outcomes };
}

const forecastOf = (knows: boolean) => {
  const { rows, outcomes } = study(knows);
  const result = analyze(rows, { seed: 1, bootstraps: 200, levels: LEVELS, outcomes });
  expect(StudyResult.safeParse(result).success).toBe(true);
  return result.forecast?.find(({ dimension }) => dimension === "deal");
};

test("a panel that knows the chances has skill over the base rate, and its score is the plain Brier score", () => {
  const { rows, outcomes } = study(true);
  const forecast = forecastOf(true);
  const first = rows.filter(({ rater }) => rater === "rater-0");
  const brier =
    first.reduce((sum, { item, value }) => sum + ((value ?? 0) - (outcomes[item]?.deal ?? 0)) ** 2, 0) /
    ITEMS;
  expect(forecast?.scores.brier.value).toBeCloseTo(brier, 12);
  const skill = forecast?.scores.skill;
  expect(skill?.value !== null && skill?.low !== undefined && skill.low > 0).toBe(true);
  expect(forecast).toMatchObject({ items: ITEMS, notForecast: 0 });
});

test("one half of everything has no skill and tells nothing apart", () => {
  const scores = forecastOf(false)?.scores;
  expect(scores?.brier.value).toBeCloseTo(0.25, 12);
  expect(scores?.auroc.value).toBe(0.5);
  expect(scores?.skill.value ?? 1).toBeLessThanOrEqual(0);
});

test("an item without a probability is counted apart, never read as one half", () => {
  const { rows, outcomes } = study(true);
  const silent = rows.map(
    (row): Rating => (row.item === "item-0" ? { ...row, value: null, missing: "abstained" } : row),
  );
  const result = analyze(silent, { seed: 1, bootstraps: 50, levels: LEVELS, outcomes });
  expect(result.forecast?.[0]).toMatchObject({ items: ITEMS - 1, notForecast: 1 });
});

test("without outcomes, or on a dimension that forecasts nothing, there is no such part", () => {
  const { rows, outcomes } = study(true);
  expect(analyze(rows, { seed: 1, bootstraps: 50, levels: LEVELS }).forecast).toBeUndefined();
  expect(analyze(rows, { seed: 1, bootstraps: 50, outcomes }).forecast).toBeUndefined();
});
