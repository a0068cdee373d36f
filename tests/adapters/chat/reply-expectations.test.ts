import { expect, test } from "vitest";
import { replyExpectations } from "../../../src/adapters/chat/reply-expectations.ts";
import type { AssessTask } from "../../../src/domain/prompt.ts";

const task = (framing: string): AssessTask => ({
  kind: "assess",
  item: { id: "i", kind: "summary", source: "s", output: "o" },
  rubric: {
    dimensions: [
      { id: "clarity", definition: "", scale: { min: 1, max: 5, step: 1, level: "ordinal" } },
      { id: "safety", definition: "", scale: { min: 0, max: 1, step: 1, level: "ordinal" } },
    ],
  },
  seat: { id: "p", persona: null, passages: [] },
  framing,
});
// Written in another order than the rubric's: each rating is read on its own scale.
const text = '{"assessments":[{"dimension":"safety","rating":1},{"dimension":"clarity","rating":4}]}';
const options = (told: Readonly<Record<string, number>>) =>
  Object.entries(told).map(([token, chance]) => [token, Math.log(chance)]);
const chances = JSON.stringify([
  { at: text.indexOf("1}"), options: options({ "1": 0.75, "0": 0.25, "4": 0.1 }) },
  { at: text.indexOf("4}"), options: options({ "4": 0.5, "2": 0.5 }) },
]);

test("each entry has its own expectation, on the scale of its dimension", () => {
  const [safety, clarity] = replyExpectations(task("plain"), { text, chances }) ?? [];
  expect(safety?.expected).toBeCloseTo(0.75, 12);
  expect(safety?.confidence).toBeCloseTo(0.75, 12);
  expect(clarity?.expected).toBeCloseTo(3, 12);
  expect(clarity?.confidence).toBeCloseTo(0.5, 12);
});

test("in a frame that is turned round they are in the rubric's direction", () => {
  const [safety, clarity] = replyExpectations(task("frame:loss"), { text, chances }) ?? [];
  expect(safety?.expected).toBeCloseTo(0.25, 12);
  expect(clarity?.expected).toBeCloseTo(3, 12);
  expect(safety?.confidence).toBeCloseTo(0.75, 12);
});

test("nothing was told, or nothing is rated: nothing is expected", () => {
  expect(replyExpectations(task("plain"), { text, chances: null })).toBeUndefined();
  expect(replyExpectations(task("plain"), { text, chances: "[]" })).toBeUndefined();
  expect(replyExpectations({ kind: "persona-line", facts: [], line: "" }, { text, chances })).toBeUndefined();
});
