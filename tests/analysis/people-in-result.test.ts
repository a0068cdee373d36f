import { expect, test } from "vitest";
import { analyze } from "../../src/analysis/analyze.ts";
import { rngFrom } from "../../src/domain/random.ts";
import type { Rating } from "../../src/domain/rating.ts";
import { StudyResult } from "../../src/domain/result.ts";
import { rating } from "./rating-rows.ts";

const QUICK = { seed: 1, bootstraps: 100, permutations: 99 };

/** Two arms and three annotators on 24 items of 6 sources and 4 systems, two dimensions, two wordings, three runs. */
function study(): Rating[] {
  const rng = rngFrom(31);
  const near = (value: number) => Math.max(1, Math.min(5, Math.round(value + 1.6 * (rng() - 0.5))));
  return Array.from({ length: 24 }, (_, index) => index).flatMap((index) =>
    ["clarity", "depth"].flatMap((dimension) => {
      const truth = 1.5 + (index % 4) + rng() - 0.5;
      const at = {
        item: `i${index}`,
        dimension,
        group: `g${Math.floor(index / 4)}`,
        system: `m${index % 4}`,
        scale: [1, 5] as [number, number],
      };
      const people = ["a", "b", "c"].map((rater) =>
        rating({ ...at, arm: "human", rater, value: near(truth) }),
      );
      const panels = ["grounded", "invented"].flatMap((arm) =>
        ["r1", "r2"].flatMap((rater) =>
          ["plain", "request"].flatMap((framing) =>
            [0, 1, 2].map((replicate) =>
              rating({ ...at, arm, rater, framing, replicate, value: near(truth), confidence: 0.7 }),
            ),
          ),
        ),
      );
      return [...people, ...panels];
    }),
  );
}

test("people, wording, labels, confidence and abstention stand in the result, and it is a valid one", () => {
  const result = StudyResult.parse(analyze(study(), QUICK));
  const panel = result.conditions.find(
    ({ condition, dimension }) => condition.arm === "grounded" && dimension === "clarity",
  )!;
  expect(panel.wording!.pss.value).toBeGreaterThan(0);
  expect(panel.validity!.labels.map(({ label }) => label)).toEqual(["undetermined", "undetermined"]);
  expect(panel.confidence).toMatchObject({ stated: {}, consistency: {}, people: {}, gaps: [{}, {}] });
  expect(panel.selective!.curve.at(-1)![0]).toBe(1);
  expect(result.agreement!.length).toBe(2 * 3 * 9);
  expect(result.alternativeAnnotator!.length).toBe(2 * 3 * 3);
  expect(result.distribution!.length).toBe(2 * 3);
  expect(result.comparisons!.some(({ measure }) => measure === "summary-level spearman with people")).toBe(
    true,
  );
});

test("what nobody can tell is absent: no people, one wording, one run", () => {
  const bare = study().filter(
    ({ arm, framing, replicate }) => arm === "grounded" && framing === "plain" && replicate === 0,
  );
  const result = StudyResult.parse(analyze(bare, QUICK));
  for (const part of ["agreement", "alternativeAnnotator", "distribution"])
    expect(result).not.toHaveProperty(part);
  for (const part of ["wording", "validity", "confidence", "selective"])
    expect(result.conditions[0]).not.toHaveProperty(part);
});

test("the result does not depend on the order of rows, and another seed moves intervals alone", () => {
  const rows = study().filter(({ arm, dimension }) => arm !== "invented" && dimension === "clarity");
  const result = analyze(rows, QUICK);
  expect(analyze(rows.toReversed(), QUICK)).toEqual(result);
  const other = analyze(rows, { ...QUICK, seed: 2 });
  const [first, second] = [result.agreement![4]!.estimate, other.agreement![4]!.estimate];
  expect(second.value).toBe(first.value);
  expect(second).not.toEqual(first);
});
