import { expect, test } from "vitest";
import { confidence } from "../../src/analysis/confidence.ts";
import { joinPeople } from "../../src/analysis/panel-and-people.ts";
import { tabulate } from "../../src/analysis/tabulate.ts";
import { rngFrom } from "../../src/domain/random.ts";
import type { Rating } from "../../src/domain/rating.ts";
import { rating } from "./rating-rows.ts";
import { QUICK, tableOf } from "./table-of.ts";

const of = (rows: readonly Rating[]) => {
  const table = tableOf(rows, "clarity", "grounded");
  const people = joinPeople(tabulate(rows)).find(({ panel }) => panel.dimension === "clarity") ?? null;
  return confidence(table, [table], people, QUICK);
};

/** Items whose rater repeats its answer with a probability of its own, and says so with a bias. */
function rows(runs: number, stated: (probability: number) => number | undefined, items = 40): Rating[] {
  const rng = rngFrom(12);
  return Array.from({ length: items }, (_, item) => {
    const probability = [0.5, 0.7, 0.9, 1][item % 4]!;
    const says = stated(probability);
    return Array.from({ length: runs }, (_, replicate) =>
      rating({
        item: `i${item}`,
        replicate,
        value: rng() < probability ? 4 : 1 + Math.floor(3 * rng()),
        scale: [1, 5],
        ...(says === undefined ? {} : { confidence: says }),
      }),
    );
  }).flat();
}

test("the next run of the same cell is what stated confidence is held against", () => {
  // Runs 4, 4, 5: the first is borne out, the second and the third (by the first again) are not.
  const cells = ["i1", "i2", "i3", "i4", "i5"].flatMap((item) =>
    [4, 4, 5].map((value, replicate) => rating({ item, value, replicate, confidence: 0.6, scale: [1, 5] })),
  );
  const { stated, gaps } = of(cells)!;
  expect(stated!.brier).toMatchObject({ value: expect.closeTo((0.16 + 0.36 + 0.36) / 3, 12), n: 15 });
  expect(stated!.overconfidence!.value).toBeCloseTo(0.6 - 1 / 3, 12);
  expect(stated!.ece.value).toBeCloseTo(0.6 - 1 / 3, 12);
  expect(stated!.auroc.value).toBeCloseTo(0.5, 12);
  expect(gaps).toEqual([
    { rater: "r1", gap: expect.objectContaining({ value: expect.closeTo(0.6 - 1 / 3, 12) }) },
  ]);
});

test("consistency is forecast from the other runs of a cell", () => {
  // Runs 4, 4, 5. Without a 4: (4, 5), mode 4 at ½, borne out, twice; without the 5: (4, 4), mode 4 at 1, not borne out.
  const cells = ["i1", "i2", "i3", "i4", "i5"].flatMap((item) =>
    [4, 4, 5].map((value, replicate) => rating({ item, value, replicate, scale: [1, 5] })),
  );
  const result = of(cells)!;
  expect(result.consistency!.brier.value).toBeCloseTo((0.25 + 0.25 + 1) / 3, 12);
  expect(result.consistency!.bins).toEqual([
    { n: 10, forecast: 0.5, outcome: 1 },
    { n: 5, forecast: 1, outcome: 0 },
  ]);
  expect(result).not.toHaveProperty("stated");
  expect(result).not.toHaveProperty("gaps");
});

test("a rater that knows how steady it is has skill; one that boasts has a gap", () => {
  const honest = of(rows(6, (probability) => probability))!.stated!;
  expect(honest.auroc.value).toBeGreaterThan(0.6);
  expect(honest.skill.value).toBeGreaterThan(0);
  const boasting = of(rows(6, () => 0.99))!;
  expect(boasting.stated!.overconfidence!.value).toBeGreaterThan(0.1);
  expect(boasting.stated!.overconfidence).toMatchObject({ low: expect.any(Number) });
  expect(boasting.stated!.skill.value).toBeLessThan(0);
});

test("parts of Brier's score add up to it", () => {
  const { brier, parts } = of(rows(6, (probability) => probability))!.stated!;
  expect(parts!.reliability - parts!.resolution + parts!.uncertainty).toBeCloseTo(brier.value!, 12);
});

test("answers that always repeat leave skill and area to a reason", () => {
  const steady = Array.from({ length: 10 }, (_, item) =>
    [0, 1, 2].map((replicate) =>
      rating({ item: `i${item}`, replicate, value: 4, confidence: 0.9, scale: [1, 5] }),
    ),
  ).flat();
  const { stated } = of(steady)!;
  expect(stated!.brier.value).toBeCloseTo(0.01, 12);
  expect(stated!.skill).toMatchObject({ value: null, reason: expect.stringMatching(/same outcome/) });
  expect(stated!.auroc).toMatchObject({ value: null });
});

test("two runs have stated confidence but no consistency, and one run neither", () => {
  expect(of(rows(2, () => 0.8))).toHaveProperty("stated");
  expect(of(rows(2, () => 0.8))).not.toHaveProperty("consistency");
  expect(of(rows(1, () => 0.8))).toBeNull();
  expect(of(rows(2, () => undefined))).toBeNull();
});

test("where people rated the same items confidence is also held against their mean", () => {
  const panel = rows(3, (probability) => probability);
  const people = [...new Set(panel.map((row) => row.item))].flatMap((item) =>
    [4, 4, 5].map((value, annotator) =>
      rating({ item, arm: "human", rater: `anonymous-${annotator}`, value, scale: [1, 5] }),
    ),
  );
  const result = of([...panel, ...people])!;
  // People's mean is 4⅓: a rating of 4 lies within half a step.
  const near = panel.filter((row) => row.value === 4).length;
  expect(result.people!.stated!.overconfidence!.value).toBeCloseTo(
    (panel.reduce((sum, row) => sum + row.confidence!, 0) - near) / panel.length,
    12,
  );
  expect(result.people!.consistency!.brier.n).toBe(40);
  expect(of(rows(1, () => 0.8))).toBeNull();
  expect(of([...rows(1, () => 0.8), ...people])).not.toHaveProperty("stated");
});
