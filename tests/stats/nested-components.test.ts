import { expect, test } from "vitest";
import { nestedComponents } from "../../src/stats/nested-components.ts";

const nested = (values: readonly (readonly [number, ...string[]])[]) =>
  values.map(([value, ...groups]) => ({ value, groups }));

test("two groups of two: the components of a one-way analysis of variance", () => {
  // MS between 16, within 2: (16 - 2)/2 = 7.
  expect(
    nestedComponents(
      nested([
        [1, "a"],
        [3, "a"],
        [5, "b"],
        [7, "b"],
      ]),
      1,
    ),
  ).toEqual([7, 2]);
});

test("balanced and nested twice: the components of a nested analysis of variance", () => {
  // Means 2, 4 | 9, 13; MS within 2, subgroups ½(2·2·1 + 2·2·4)= 10, groups 4·2·16 = 128.
  const values = nested([
    [1, "a", "1"],
    [3, "a", "1"],
    [3, "a", "2"],
    [5, "a", "2"],
    [8, "b", "1"],
    [10, "b", "1"],
    [12, "b", "2"],
    [14, "b", "2"],
  ]);
  const [groups, subgroups, rest] = nestedComponents(values, 2);
  expect(rest).toBeCloseTo(2, 12);
  expect(subgroups).toBeCloseTo((10 - 2) / 2, 12);
  expect(groups).toBeCloseTo((128 - 10) / 4, 12);
});

test("subgroups of one name in two groups are two", () => {
  const [, subgroups] = nestedComponents(
    nested([
      [0, "a", "x"],
      [1, "b", "x"],
    ]),
    2,
  );
  expect(subgroups).toBeNull();
});

test("what no pair tells is null, and a component may be negative", () => {
  expect(nestedComponents([], 1)).toEqual([null, null]);
  expect(
    nestedComponents(
      nested([
        [1, "a"],
        [2, "b"],
      ]),
      1,
    ),
  ).toEqual([null, null]);
  expect(
    nestedComponents(
      nested([
        [1, "a"],
        [3, "a"],
        [1, "b"],
        [3, "b"],
      ]),
      1,
    ),
  ).toEqual([-1, 2]);
});
