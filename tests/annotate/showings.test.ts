import { expect, test } from "vitest";
import { planShowings, type ShowingPlan } from "../../src/annotate/showings.ts";
import { rngFrom } from "../../src/domain/random.ts";

const PLAN: ShowingPlan = {
  repeats: 0.25,
  reworded: 0.25,
  delay: 5,
  framings: ["plain", "request", "question"],
};
const ITEMS = Array.from({ length: 40 }, (_, index) => `item-${index}`);
const showings = (seed: number, plan = PLAN, items = ITEMS) => planShowings(items, plan, rngFrom(seed));

test("every item is shown, the planned shares twice, and no showing twice", () => {
  const all = showings(1);
  expect(all).toHaveLength(60);
  expect(new Set(all.map(({ item }) => item)).size).toBe(40);
  expect(new Set(all.map((showing) => JSON.stringify(showing))).size).toBe(60);
  expect(all.filter(({ replicate }) => replicate === 1)).toHaveLength(10);
  expect(all.filter(({ framing }) => framing !== "plain")).toHaveLength(10);
});

test("an item that comes again does so after the delay, in whichever order its wordings fall", () => {
  let rewordedFirst = 0;
  for (let seed = 1; seed <= 50; seed++) {
    const all = showings(seed);
    for (const item of ITEMS) {
      const at = all.flatMap((showing, index) => (showing.item === item ? [index] : []));
      const [first, second] = at;
      if (first === undefined || second === undefined) continue;
      expect(second - first).toBeGreaterThan(PLAN.delay);
      if (all[first]?.framing !== "plain") rewordedFirst++;
    }
  }
  // 500 fair coins: outside of four standard deviations once in 16,000 times.
  expect(Math.abs(rewordedFirst - 250)).toBeLessThan(45);
});

test("the order is the seed's alone, and another for another seed", () => {
  expect(showings(7)).toEqual(showings(7));
  expect(showings(8)).not.toEqual(showings(7));
});

test("awkward plans: one item, no repeats, everything twice", () => {
  expect(showings(1, PLAN, ["a"])).toHaveLength(2);
  expect(showings(1, { ...PLAN, repeats: 0, reworded: 0 })).toHaveLength(40);
  const twice = showings(1, { ...PLAN, repeats: 1, reworded: 0 });
  expect(twice).toHaveLength(80);
  for (const item of ITEMS)
    expect(twice.filter((showing) => showing.item === item).map(({ replicate }) => replicate)).toEqual([
      0, 1,
    ]);
});
