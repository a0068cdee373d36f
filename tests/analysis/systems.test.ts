import { expect, test } from "vitest";
import { analyze } from "../../src/analysis/analyze.ts";
import { StudyResult } from "../../src/domain/result.ts";
import { rating } from "./rating-rows.ts";

const QUALITY = { M0: 2, M1: 3, M2: 3.1 };
const EASE = [0, 1, -1, 0.5, -0.5, 0.2];
const WOBBLE = [0.1, -0.1, 0.05, 0, -0.05, 0.12];

const ROWS = EASE.flatMap((ease, group) =>
  Object.entries(QUALITY).flatMap(([system, quality]) =>
    ["r1", "r2"].flatMap((rater) =>
      [0, 1].map((replicate) =>
        rating({
          item: `${group}-${system}`,
          group: `g${group}`,
          system,
          rater,
          replicate,
          value: quality + ease + (system === "M1" ? WOBBLE[group]! : 0) + replicate / 100,
        }),
      ),
    ),
  ),
);
const RESULT = StudyResult.parse(analyze(ROWS, { seed: 1, bootstraps: 200, permutations: 199 }));

test("each system has its mean with an interval over source groups", () => {
  const own = RESULT.systems!.filter(({ dimension }) => dimension === "clarity");
  expect(own.map(({ system }) => system)).toEqual(["M0", "M1", "M2"]);
  const mean = own[0]!.mean;
  // Six group means, 2 + ease + .005: SS of ease 2.53333, so ±2.570582·√(2.53333/5/6) on 5 degrees of freedom.
  expect(mean).toMatchObject({ n: 6, level: 0.95 });
  expect(mean.value).toBeCloseTo(2.005 + 0.2 / 6, 10);
  expect("low" in mean && mean.value! - mean.low!).toBeCloseTo(0.746994, 5);
});

test("systems are compared within source groups, so that easy sources cancel", () => {
  const [first, second, third] = RESULT.systemComparisons!.filter(({ dimension }) => dimension === "clarity");
  expect([first!.a, first!.b]).toEqual(["M0", "M1"]);
  expect(first!.difference.value).toBeCloseTo(-1.02, 10);
  expect(first!.holmP).toBeLessThan(0.001);
  expect([second!.a, second!.b]).toEqual(["M0", "M2"]);
  expect(second!.difference).toMatchObject({ low: expect.closeTo(-1.1, 9), high: expect.closeTo(-1.1, 9) });
  expect([third!.a, third!.b]).toEqual(["M1", "M2"]);
  expect(third!.holmP).toBeGreaterThan(0.01);
});

test("replicates that rank the systems alike are perfectly stable in rank", () => {
  const stability = RESULT.conditions[0]!.stability!;
  expect(stability.rankStability).toMatchObject({ value: 1, n: 3 });
});

test("one source group has no interval, and systems that share none are not compared", () => {
  const alone = analyze(
    [rating({ item: "a", system: "M0", group: "g" }), rating({ item: "b", system: "M1", group: "h" })],
    { seed: 1, bootstraps: 200, permutations: 199 },
  );
  expect(alone.systems![0]!.mean).toEqual({ value: 3, n: 1, method: expect.stringMatching(/no interval/) });
  expect(alone.systemComparisons![0]).toMatchObject({ difference: { value: null }, holmP: null });
});
