import { expect, test } from "vitest";
import type { GroupDebate } from "../../src/domain/debate.ts";
import { Rating, ratingKey } from "../../src/domain/rating.ts";
import type { Rubric } from "../../src/domain/rubric.ts";
import { planCells } from "../../src/study/plan-cells.ts";
import { seatNobody } from "../../src/study/seat-panel.ts";
import { toRatings } from "../../src/study/to-ratings.ts";
import { item } from "./fixture.ts";

const rubric: Rubric = {
  dimensions: ["clarity", "safety"].map((id) => ({
    id,
    definition: "",
    scale: { min: 1, max: 5, step: 1, level: "ordinal" },
  })),
};
const entry = (dimension: string, rating: number | null) => ({
  dimension,
  rating,
  abstain: rating === null ? ("outside-remit" as const) : null,
  rationale: "",
  citations: [],
  confidence: 0.25,
});
const group: GroupDebate = {
  stakeholder: "nurse",
  panelists: ["n1", "n2"],
  initial: [
    {
      status: "ok",
      panelist: "n1",
      reply: "00000000000000aa",
      dimensions: [entry("clarity", 4), entry("safety", null)],
    },
    { status: "malformed", panelist: "n2", message: "no JSON", reply: "00000000000000bb" },
  ],
  turns: [],
  final: [
    { status: "refused", panelist: "n1", message: "no" },
    { status: "failed", panelist: "n2", message: "gone" },
  ],
};
const [cell] = planCells({
  items: [item("i1", { system: "s", group: "g" })],
  panels: [{ arm: "grounded", personaSet: "set", seats: seatNobody(2) }],
  protocols: ["debate"],
  models: ["m"],
  framings: ["plain"],
  replicates: 1,
  seed: 1,
});
const rows = cell ? toRatings(cell, [group], rubric) : [];

test("there is a row for each panelist, dimension and phase, and each is valid and unique", () => {
  expect(rows).toHaveLength(8);
  for (const row of rows) expect(Rating.parse(row)).toEqual(row);
  expect(new Set(rows.map(ratingKey)).size).toBe(8);
});

test("a rating keeps all that is known of it", () => {
  expect(rows[0]).toEqual({
    item: "i1",
    dimension: "clarity",
    arm: "grounded",
    rater: "n1",
    value: 4,
    confidence: 0.25,
    personaSet: "set",
    stakeholder: "nurse",
    protocol: "debate",
    model: "m",
    framing: "plain",
    replicate: 0,
    phase: "initial",
    group: "g",
    system: "s",
    scale: [1, 5],
    reply: "00000000000000aa",
  });
});

test("an abstention has its reason, and no accident becomes a number", () => {
  expect(rows[1]).toMatchObject({ value: null, missing: "abstained", reason: "outside-remit" });
  expect(rows.slice(2).map(({ phase, value, missing }) => [phase, value, missing])).toEqual([
    ["initial", null, "malformed"],
    ["initial", null, "malformed"],
    ["final", null, "refused"],
    ["final", null, "refused"],
    ["final", null, "failed"],
    ["final", null, "failed"],
  ]);
});

test("further samples count in the final rating alone, and a mean of replies is the reply of none", () => {
  const answer = (rating: number) => ({
    status: "ok" as const,
    panelist: "n1",
    reply: "00000000000000aa",
    dimensions: [entry("clarity", rating), entry("safety", rating)],
  });
  const sampled = { ...group, initial: [answer(4)], final: [answer(4)], samples: [answer(1), answer(2)] };
  const [first, , last] = cell ? toRatings(cell, [sampled], rubric) : [];
  expect([first?.value, first?.reply]).toEqual([4, "00000000000000aa"]);
  expect(last).toMatchObject({ phase: "final", value: 2.33333333333 });
  expect(last?.reply).toBeUndefined();
});
