import { expect, test } from "vitest";
import { analyze } from "../../src/analysis/analyze.ts";
import { withTokenForecasts } from "../../src/analysis/token-forecasts.ts";
import type { Debate } from "../../src/domain/debate.ts";
import { StudyResult } from "../../src/domain/result.ts";
import type { Rubric } from "../../src/domain/rubric.ts";
import { rating } from "./rating-rows.ts";

const rubric: Rubric = {
  dimensions: [{ id: "clarity", definition: "", scale: { min: 1, max: 5, step: 1, level: "ordinal" } }],
};

/** Two runs of one panelist on each item: sure of what it repeats, unsure of what it does not. */
function debates(told: boolean): Debate[] {
  return Array.from({ length: 12 }, (_, item) => item).flatMap((item) =>
    [0, 1].map((replicate): Debate => {
      const repeats = item % 2 === 0;
      const tokens = { expected: 3.2, confidence: repeats ? 0.9 : 0.1 };
      const entry = {
        dimension: "clarity",
        rating: repeats ? 4 : 2 + replicate,
        abstain: null,
        rationale: "",
        citations: [],
        confidence: null,
        ...(told ? { tokens } : {}),
      };
      return {
        cell: `${item}/${replicate}`,
        item: `i${item}`,
        arm: "none",
        protocol: "independent",
        model: "m",
        framing: "plain",
        replicate,
        groups: [
          {
            stakeholder: "panel",
            panelists: ["p1"],
            initial: [{ status: "ok", panelist: "p1", reply: "0", dimensions: [entry] }],
            turns: [],
            final: [],
          },
        ],
        synthesis: null,
      };
    }),
  );
}

const result = analyze(
  debates(false).flatMap(({ item, replicate, groups }) => {
    const [assessment] = groups[0]!.initial;
    const value = assessment?.status === "ok" ? (assessment.dimensions[0]?.rating ?? 3) : 3;
    return rating({ item, arm: "none", rater: "p1", protocol: "independent", model: "m", replicate, value });
  }),
  { seed: 1, bootstraps: 50 },
);
const options = { rubric, groupOf: (item: string) => item, outcomes: {}, seed: 1 };

test("probabilities of tokens are forecasts of the next run, beside stated confidence", () => {
  const told = withTokenForecasts(result, debates(true), options);
  expect(StudyResult.parse(told)).toEqual(told);
  for (const { confidence } of told.conditions) {
    // Right with .9 and wrong with .1: Brier .01, and every pair in the right order.
    expect(confidence?.tokens?.brier.value).toBeCloseTo(0.01, 12);
    expect(confidence?.tokens?.auroc.value).toBe(1);
    expect(confidence?.tokens?.brier.n).toBe(24);
  }
});

test("where no provider told them the result stays as it is", () => {
  expect(withTokenForecasts(result, debates(false), options)).toBe(result);
});

test("what tokens expect of an outcome is scored beside what was stated", () => {
  const came = (item: number): 0 | 1 => (item % 3 === 0 ? 1 : 0);
  const chance = { min: 0, max: 1, step: 1, level: "probability" } as const;
  const forecasts = debates(true).map((debate): Debate => {
    const item = Number(debate.item.slice(1));
    return {
      ...debate,
      groups: debate.groups.map((group) => ({
        ...group,
        initial: group.initial.map((assessment) =>
          assessment.status !== "ok"
            ? assessment
            : {
                ...assessment,
                dimensions: assessment.dimensions.map((entry) => ({
                  ...entry,
                  rating: 1,
                  tokens: { expected: came(item) === 1 ? 0.9 : 0.2, confidence: 0.9 },
                })),
              },
        ),
      })),
    };
  });
  const outcomes = Object.fromEntries(
    forecasts.map(({ item }) => [item, { clarity: came(Number(item.slice(1))) }]),
  );
  const stated = analyze(
    forecasts.map(({ item, replicate }) =>
      rating({
        item,
        arm: "none",
        rater: "p1",
        protocol: "independent",
        model: "m",
        replicate,
        value: 1,
        scale: [0, 1],
      }),
    ),
    { seed: 1, bootstraps: 50, levels: { clarity: "probability" }, outcomes },
  );
  const told = withTokenForecasts(stated, forecasts, {
    ...options,
    rubric: { dimensions: [{ id: "clarity", definition: "", scale: chance }] },
    outcomes,
  });
  expect(StudyResult.parse(told)).toEqual(told);
  const [forecast] = told.forecast ?? [];
  // Everybody states 1, and a third comes true; the tokens say .9 and .2.
  expect(forecast?.scores.brier.value).toBeCloseTo(2 / 3, 12);
  expect(forecast?.tokens?.items).toBe(12);
  expect(forecast?.tokens?.scores.brier.value).toBeCloseTo((4 * 0.1 ** 2 + 8 * 0.2 ** 2) / 12, 12);
});
