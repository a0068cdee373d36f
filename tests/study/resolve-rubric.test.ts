import { expect, test } from "vitest";
import type { Rubric } from "../../src/domain/rubric.ts";
import { resolveRubric } from "../../src/study/resolve-rubric.ts";
import { item, persona, personaSet } from "./fixture.ts";

const given: Rubric = {
  dimensions: [{ id: "x", definition: "", scale: { min: 0, max: 1, level: "interval" } }],
};
const rated = (scale: [number, number], ratings: (number | null)[]) =>
  item("i", { human: { unsafe: { scale, ratings } } });
const set = personaSet("s", [persona("n", "nurse")]);

test("a given rubric goes before all others", () => {
  expect(resolveRubric({ rubric: given, file: "r.yaml" }, [rated([1, 5], [3])], [set])).toEqual({
    rubric: given,
    from: "r.yaml",
  });
});

test.each([
  ["whole numbers", [1, 5], [1, 4, null], { min: 1, max: 5, step: 1, level: "ordinal" }],
  ["an unsure in the middle", [0, 1], [0, 0.5, 1], { min: 0, max: 1, step: 0.5, level: "ordinal" }],
  ["numbers off any grid", [0, 1], [0.137], { min: 0, max: 1, level: "interval" }],
] as const)("people's dimensions keep people's scale: %s", (_, scale, ratings, expected) => {
  const resolved = resolveRubric(null, [rated([...scale], [...ratings])], [set]);
  expect(resolved?.rubric.dimensions).toEqual([{ id: "unsafe", definition: "", scale: expected }]);
});

test("an outcome makes a dimension a forecast", () => {
  const forecast = item("i", { human: { attack: { scale: [0, 1], ratings: [], outcome: 1 } } });
  expect(resolveRubric(null, [forecast], [])?.rubric.dimensions[0]?.scale).toEqual({
    min: 0,
    max: 1,
    level: "probability",
  });
});

test("else the personas' own dimensions are rated from 1 to 5", () => {
  expect(resolveRubric(null, [item("i")], [set])?.rubric.dimensions).toEqual([
    {
      id: "n-lens",
      definition: "Lens of n: what it looks at",
      scale: { min: 1, max: 5, step: 1, level: "ordinal" },
    },
  ]);
});

test("there may be nothing to rate by", () => {
  expect(resolveRubric(null, [item("i")], [])).toBeNull();
});
