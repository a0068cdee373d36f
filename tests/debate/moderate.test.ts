import { expect, test } from "vitest";
import {
  afterRound,
  disagreement,
  nextSpeaker,
  nextTopic,
  openTopics,
  ratingsOf,
  type Topic,
} from "../../src/debate/moderate.ts";
import type { Assessment } from "../../src/domain/debate.ts";
import type { Rubric, RubricDimension } from "../../src/domain/rubric.ts";

const rubric: Rubric = {
  dimensions: ["clarity", "safety"].map((id) => ({
    id,
    definition: "",
    scale: { min: 1, max: 5, step: 1, level: "ordinal" },
  })),
};
const [clarity, safety] = rubric.dimensions as [RubricDimension, RubricDimension];

function rated(panelist: string, ofClarity: number | null, ofSafety: number | null): Assessment {
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
    dimensions: [entry("clarity", ofClarity), entry("safety", ofSafety)],
  };
}

const topic = (dimension: RubricDimension, ratings: readonly number[], rest: Partial<Topic> = {}): Topic => ({
  dimension,
  held: new Map(ratings.map((rating, index) => [`p${index}`, rating])),
  rounds: 0,
  isStalled: false,
  ...rest,
});

test("the dimension with the largest disagreement is put up first", () => {
  const topics = openTopics([rated("a", 3, 1), rated("b", 4, 5)], rubric);
  expect(nextTopic(topics)?.dimension.id).toBe("safety");
  expect(topics).toHaveLength(2);
});

test("a dimension on which all agree is not put up", () => {
  const topics = openTopics([rated("a", 3, 1), rated("b", 3, 5)], rubric);
  expect(topics.map(({ dimension }) => dimension.id)).toEqual(["safety"]);
});

test("where nobody disagrees the first dimension is put up once", () => {
  const [only, ...more] = openTopics([rated("a", 3, 3), rated("b", 3, 3)], rubric);
  expect([only?.dimension.id, more.length]).toEqual(["clarity", 0]);
  expect(only && afterRound(only, only.held, false)).toBeNull();
});

test("abstentions and accidents are no disagreement", () => {
  const failed: Assessment = { status: "failed", panelist: "c", message: "" };
  const held = ratingsOf([rated("a", 3, 1), rated("b", null, 1), failed], "clarity");
  expect(disagreement(held, clarity)).toBe(0);
});

test("ratings revised in the discussion decide what is still unresolved", () => {
  const topics = [topic(clarity, [1, 5]), topic(safety, [2, 5])];
  const settling = afterRound(
    topics[0]!,
    new Map([
      ["p0", 3],
      ["p1", 5],
    ]),
    false,
  );
  expect(settling).toMatchObject({ rounds: 1, isStalled: false });
  expect(nextTopic([settling!, topics[1]!])?.dimension.id).toBe("safety");
});

test("a dimension that was talked about in vain yields to the others, and is taken up again when they did too", () => {
  const wide = afterRound(topic(clarity, [1, 5]), topic(clarity, [1, 5]).held, false)!;
  expect(wide.isStalled).toBe(true);
  const narrow = topic(safety, [2, 3]);
  expect(nextTopic([wide, narrow])?.dimension.id).toBe("safety");
  expect(nextTopic([wide, { ...narrow, rounds: 1, isStalled: true }])?.dimension.id).toBe("clarity");
});

test("a dimension is closed when a round on it was stable, and when all agree", () => {
  const before = topic(clarity, [1, 5]);
  expect(afterRound(before, before.held, true)).toBeNull();
  expect(
    afterRound(
      before,
      new Map([
        ["p0", 4],
        ["p1", 4],
      ]),
      false,
    ),
  ).toBeNull();
});

test("whoever stands farthest from the mean speaks next, and everybody has the floor once", () => {
  const held = new Map([
    ["a", 3],
    ["b", 3],
    ["c", 5],
  ]);
  const lots = new Map([
    ["a", 0.2],
    ["b", 0.1],
    ["c", 0.3],
  ]);
  const order: string[] = [];
  for (let waiting = ["a", "b", "c"]; waiting.length > 0; ) {
    const next = nextSpeaker(waiting, held, lots)!;
    order.push(next);
    waiting = waiting.filter((id) => id !== next);
  }
  expect(order).toEqual(["c", "b", "a"]);
});

test("who moved the mean by a revised rating changes who is farthest from it", () => {
  const lots = new Map([
    ["a", 0.1],
    ["b", 0.2],
  ]);
  const before = new Map([
    ["a", 3],
    ["b", 4],
    ["c", 5],
  ]);
  const after = new Map([
    ["a", 3],
    ["b", 4],
    ["c", 2],
  ]);
  expect(nextSpeaker(["a", "b"], before, lots)).toBe("a");
  expect(nextSpeaker(["a", "b"], after, lots)).toBe("b");
});
