import { expect, test } from "vitest";
import { Item } from "../../src/domain/item.ts";
import { Rubric, Scale } from "../../src/domain/rubric.ts";

test.each([
  [1, 5, 1],
  [1, 5, 0.5],
  [0, 1, 0.01],
  [0, 1, 0.1],
  [-0.3, 0.3, 0.1],
  [0, 100, 0.001],
  [0, 1e12, 1],
])("a scale from %f to %f by %f is taken", (min, max, step) => {
  expect(Scale.safeParse({ min, max, step }).success).toBe(true);
});

test.each([
  [1, 5, 0.3],
  [1, 5, 3],
  [0, 1, 2],
  [0, 1, 1e12],
  [0, 100, 0.33],
])("a scale from %f to %f whose step of %f never comes to its end is refused", (min, max, step) => {
  expect(() => Scale.parse({ min, max, step })).toThrow(/divide the range .* or none/);
});

test("bounds too large for ratings are refused", () => {
  expect(Scale.safeParse({ min: 0, max: 1e300 }).success).toBe(false);
});

test("no dimension has the name of all of them", () => {
  const scale = { min: 1, max: 5 };
  const rubric = { dimensions: [{ id: "*", definition: "", scale }] };
  expect(() => Rubric.parse(rubric)).toThrow(/is the name of all dimensions together/);
  const item = { id: "i", kind: "summary", source: "s", output: "o" };
  expect(() => Item.parse({ ...item, human: { "*": { scale: [1, 5], ratings: [1] } } })).toThrow(
    /is the name of all dimensions together/,
  );
});
