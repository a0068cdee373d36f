import { expect, test } from "vitest";
import { agenda, disagreement, speakingOrder } from "../../src/debate/moderate.ts";
import type { Assessment } from "../../src/domain/debate.ts";
import { rngFrom } from "../../src/domain/random.ts";
import type { Rubric } from "../../src/domain/rubric.ts";

const rubric: Rubric = {
  dimensions: ["clarity", "safety"].map((id) => ({
    id,
    definition: "",
    scale: { min: 1, max: 5, step: 1, level: "ordinal" },
  })),
};

function rated(panelist: string, clarity: number | null, safety: number | null): Assessment {
  const entry = (dimension: string, rating: number | null) => ({
    dimension,
    rating,
    abstain: rating === null ? ("cannot-tell" as const) : null,
    rationale: "",
    citations: [],
    confidence: null,
  });
  return {
    status: "ok",
    panelist,
    reply: "0",
    dimensions: [entry("clarity", clarity), entry("safety", safety)],
  };
}

test("the dimension with the largest disagreement is put up first", () => {
  const assessments = [rated("a", 3, 1), rated("b", 4, 5)];
  expect(agenda(assessments, rubric).map(({ id }) => id)).toEqual(["safety", "clarity"]);
});

test("a dimension on which all agree is not put up", () => {
  expect(agenda([rated("a", 3, 1), rated("b", 3, 5)], rubric).map(({ id }) => id)).toEqual(["safety"]);
});

test("where nobody disagrees the first dimension is put up once", () => {
  expect(agenda([rated("a", 3, 3), rated("b", 3, 3)], rubric).map(({ id }) => id)).toEqual(["clarity"]);
});

test("abstentions and accidents are no disagreement", () => {
  const failed: Assessment = { status: "failed", panelist: "c", message: "" };
  const [clarity] = rubric.dimensions;
  expect(clarity && disagreement([rated("a", 3, 1), rated("b", null, 1), failed], clarity)).toBe(0);
});

test("whoever stands farthest from the mean speaks first, and everybody speaks", () => {
  const assessments = [rated("a", 3, 3), rated("b", 3, 3), rated("c", 5, 3)];
  const order = speakingOrder(["a", "b", "c"], assessments, "clarity", rngFrom(1));
  expect(order[0]).toBe("c");
  expect([...order].sort()).toEqual(["a", "b", "c"]);
});

test("equal distances are ordered by the seed alone", () => {
  const assessments = ["a", "b", "c", "d"].map((id) => rated(id, 3, 3));
  const order = (seed: number) => speakingOrder(["a", "b", "c", "d"], assessments, "clarity", rngFrom(seed));
  expect(order(7)).toEqual(order(7));
  expect(new Set([1, 2, 3, 4, 5, 6].map((seed) => order(seed).join(""))).size).toBeGreaterThan(1);
});
