import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { intraclassCorrelations } from "../../src/stats/icc.ts";

const ORACLE = z
  .object({ ratings: z.array(z.array(z.number())), icc: z.record(z.string(), z.array(z.number())) })
  .parse(JSON.parse(readFileSync(new URL("../oracles/shrout-fleiss.json", import.meta.url), "utf8")));

test("the six forms on Shrout and Fleiss's judges, with their bounds", () => {
  const found = intraclassCorrelations(ORACLE.ratings, 0.95)!;
  for (const { model, type, unit, value, low, high } of found)
    expect([value, low, high].map((number) => Number(number.toFixed(2)))).toEqual(
      ORACLE.icc[`${model} ${type} ${unit}`],
    );
  expect(found).toHaveLength(6);
});

test("a constant shift of one rater leaves consistency alone and lowers agreement", () => {
  const shifted = ORACLE.ratings.map(([first, ...rest]) => [first! + 5, ...rest]);
  const single = (table: readonly (readonly number[])[], model: string) =>
    intraclassCorrelations(table, 0.95)!.find((icc) => icc.model === model && icc.unit === "single")!.value;
  expect(single(shifted, "twoway-mixed")).toBeCloseTo(single(ORACLE.ratings, "twoway-mixed"), 12);
  expect(single(shifted, "twoway-random")).toBeLessThan(single(ORACLE.ratings, "twoway-random"));
});

test("one target, one rater or no variation leave no intraclass correlation", () => {
  expect(intraclassCorrelations([[1, 2, 3]], 0.95)).toBeNull();
  expect(intraclassCorrelations([[1], [2], [3]], 0.95)).toBeNull();
  expect(
    intraclassCorrelations(
      [
        [4, 4],
        [4, 4],
      ],
      0.95,
    ),
  ).toBeNull();
});
