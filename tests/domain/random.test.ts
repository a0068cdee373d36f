import { expect, test } from "vitest";
import { deriveSeed, rngFrom } from "../../src/domain/random.ts";

test("a stream depends on its seed alone", () => {
  const take = (seed: number) => Array.from({ length: 5 }, rngFrom(seed));
  expect(take(1)).toEqual(take(1));
  expect(take(1)).not.toEqual(take(2));
});

test("the first draws of neighbouring seeds are uniform and do not go along with the seeds", () => {
  const seeds = 10_000;
  let [sum, alongSeed] = [0, 0];
  for (let seed = 0; seed < seeds; seed++) {
    const draw = rngFrom(seed)();
    sum += draw;
    alongSeed += (draw - 0.5) * (seed / seeds - 0.5) * 12;
  }
  expect(sum / seeds).toBeCloseTo(0.5, 1.8);
  expect(Math.abs(alongSeed / seeds)).toBeLessThan(0.04);
});

test("a derived seed tells every label and every order of labels apart", () => {
  const seeds = [["a", 1], ["a", 2], [1, "a"], ["a1"]].map((labels) => deriveSeed(...labels));
  expect(new Set(seeds).size).toBe(4);
});
