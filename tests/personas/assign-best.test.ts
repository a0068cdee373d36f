import { expect, test } from "vitest";
import { rngFrom } from "../../src/domain/random.ts";
import { assignBest } from "../../src/personas/assign-best.ts";

test("the example of scipy.optimize.linear_sum_assignment comes out as documented", () => {
  const cost = [
    [4, 1, 3],
    [2, 0, 5],
    [3, 2, 2],
  ];
  const pairs = assignBest(cost.map((row) => row.map((value) => -value)));
  expect(pairs).toEqual([
    [0, 1],
    [1, 0],
    [2, 2],
  ]);
  expect(pairs.reduce((sum, [row, column]) => sum + cost[row]![column]!, 0)).toBe(5);
});

function permutations(values: readonly number[]): number[][] {
  return values.length < 2
    ? [[...values]]
    : values.flatMap((value) =>
        permutations(values.filter((other) => other !== value)).map((rest) => [value, ...rest]),
      );
}

test("no other assignment is worth more, whatever the sides of the table and the ties in it", () => {
  const rng = rngFrom(5);
  for (let round = 0; round < 200; round++) {
    const rows = 1 + Math.floor(rng() * 5);
    const columns = 1 + Math.floor(rng() * 5);
    const table = Array.from({ length: rows }, () =>
      Array.from({ length: columns }, () => (rng() < 0.4 ? Math.floor(rng() * 3) / 2 : rng() * 2 - 1)),
    );
    const worth = (pairs: readonly (readonly [number, number])[]): number =>
      pairs.reduce((sum, [row, column]) => sum + table[row]![column]!, 0);
    const pairs = assignBest(table);
    expect(pairs).toHaveLength(Math.min(rows, columns));
    const longer = Array.from({ length: Math.max(rows, columns) }, (_, at) => at);
    const best = Math.max(
      ...permutations(longer).map((order) =>
        worth(order.flatMap((column, row) => (row < rows && column < columns ? [[row, column]] : []))),
      ),
    );
    expect(worth(pairs)).toBeCloseTo(best, 10);
  }
});

test("nobody is matched with nobody", () => {
  expect(assignBest([])).toEqual([]);
  expect(assignBest([[], []])).toEqual([]);
});
