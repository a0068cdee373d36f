import { expect, test } from "vitest";
import { analyze } from "../../src/analysis/analyze.ts";
import { f1Rows, rating } from "./rating-rows.ts";

const QUICK = { seed: 1, bootstraps: 200, permutations: 50 };
const QUALITY = [1, 2, 3, 4, 5, 3, 2, 4];

test("two sets of an arm are compared by their item means", () => {
  const rows = QUALITY.flatMap((value, item) => [
    rating({ item: `i${item}`, personaSet: "a", value }),
    rating({ item: `i${item}`, personaSet: "b", value: 2 * value + 1 }),
  ]);
  const [found] = analyze(rows, QUICK).sets!;
  expect(found).toMatchObject({ condition: { arm: "grounded" }, dimension: "clarity", sets: 2 });
  expect(found!.correlation).toMatchObject({ value: expect.closeTo(1, 12), n: 8 });
  // Mean of value + 1 over the items.
  expect(found!.meanAbsoluteDifference.value).toBeCloseTo(4, 12);
});

test("sets that shared no item have a reason, and one set has no entry", () => {
  const rows = QUALITY.map((value, item) =>
    rating({ item: `i${item}`, personaSet: item < 4 ? "a" : "b", value }),
  );
  expect(analyze(rows, QUICK).sets![0]!.meanAbsoluteDifference).toMatchObject({ value: null });
  expect(analyze(f1Rows({ personaSet: "a" }), QUICK).sets).toBeUndefined();
});
