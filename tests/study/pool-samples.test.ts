import { expect, test } from "vitest";
import type { Assessment } from "../../src/domain/debate.ts";
import type { Scale } from "../../src/domain/rubric.ts";
import { poolSamples } from "../../src/study/pool-samples.ts";

const scale: Scale = { min: 1, max: 5, step: 1, level: "ordinal" };
const answer = (rating: number | null, confidence: number | null = null): Assessment => ({
  status: "ok",
  panelist: "p",
  reply: "0",
  dimensions: [
    {
      dimension: "d",
      rating,
      abstain: rating === null ? "no-evidence" : null,
      rationale: "",
      citations: [],
      confidence,
    },
  ],
});
const refused: Assessment = { status: "refused", panelist: "p", message: "" };

test("several answers are their mean, with the mean of the confidences that were stated", () => {
  expect(poolSamples([answer(3, 0.5), answer(4, 0.9), answer(3)], "d", scale)).toEqual({
    rating: 3.33333333333,
    abstain: null,
    confidence: 0.7,
  });
});

test("of labels the most frequent counts, of equally frequent ones the first", () => {
  const labels: Scale = { ...scale, level: "nominal" };
  expect(poolSamples([answer(4), answer(2), answer(2)], "d", labels)?.rating).toBe(2);
  expect(poolSamples([answer(4), answer(2)], "d", labels)?.rating).toBe(4);
});

test("over half abstaining is an abstention with its reason; half of them is not", () => {
  expect(poolSamples([answer(4), answer(null), answer(null)], "d", scale)).toMatchObject({
    rating: null,
    abstain: "no-evidence",
  });
  expect(poolSamples([answer(4), answer(null)], "d", scale)?.rating).toBe(4);
});

test("accidents are no answers, and alone give no word", () => {
  expect(poolSamples([refused, answer(4)], "d", scale)?.rating).toBe(4);
  expect(poolSamples([refused, refused], "d", scale)).toBeNull();
});

test("a single answer is itself", () => {
  expect(poolSamples([answer(4, 0.3)], "d", scale)).toMatchObject({ rating: 4, confidence: 0.3 });
});
