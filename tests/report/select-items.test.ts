import { expect, test } from "vitest";
import type { Outcome } from "../../src/report/outcomes.ts";
import type { ItemEntry } from "../../src/report/report-data.ts";
import { type ItemQuery, selectItems } from "../../src/report/select-items.ts";

const entry = (id: string, system: string, excerpt: string): ItemEntry => ({
  id,
  kind: "summary",
  system,
  group: null,
  excerpt,
  debateCount: 0,
});

const ITEMS = [entry("a", "s1", "Salt water"), entry("b", "s2", "Sugar"), entry("c", "s1", "Nothing")];
const OUTCOMES: readonly Outcome[] = [
  {
    condition: { arm: "x" },
    dimension: "tone",
    value: [3, 2, null],
    width: [0.5, 2, null],
    before: [3, 4, null],
    given: [1, 1, 1],
  },
];
const holds = { texts: (index: number) => index < 2, debates: (index: number) => index === 1 };
const ALL: ItemQuery = { text: "", system: null, filter: "all", order: "given", holds };
const select = (query: Partial<ItemQuery>, dimension = "tone") =>
  selectItems(ITEMS, OUTCOMES, dimension, { ...ALL, ...query });

test("search looks at id, system, group and the beginning of the text, whatever the case", () => {
  expect(select({ text: " SALT " })).toEqual([0]);
  expect(select({ text: "s1" })).toEqual([0, 2]);
  expect(select({ text: "zebra" })).toEqual([]);
});

test("filters keep a system, abstentions, items with every verdict, or what the page holds", () => {
  expect(select({ system: "s2" })).toEqual([1]);
  expect(select({ filter: "abstained" })).toEqual([2]);
  expect(select({ filter: "rated" })).toEqual([0, 1]);
  expect(select({ filter: "texts" })).toEqual([0, 1]);
  expect(select({ filter: "debates" })).toEqual([1]);
  expect(selectItems(ITEMS, [], null, { ...ALL, filter: "rated" })).toEqual([]);
});

test("orders put items without a value last", () => {
  expect(select({ order: "lowest" })).toEqual([1, 0, 2]);
  expect(select({ order: "highest" })).toEqual([0, 1, 2]);
  expect(select({ order: "widest" })).toEqual([1, 0, 2]);
  expect(select({ order: "moved" })).toEqual([1, 0, 2]);
  expect(select({ order: "lowest" }, "no such dimension")).toEqual([0, 1, 2]);
});
