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
const options = { rubric, groupOf: (item: string) => item, seed: 1 };

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
