import { expect, test } from "vitest";
import { tabulate } from "../../src/analysis/tabulate.ts";
import { Rating } from "../../src/domain/rating.ts";

function rating(row: Partial<Rating>): Rating {
  return Rating.parse({ item: "i1", dimension: "clarity", arm: "grounded", rater: "r1", value: 3, ...row });
}

const SPREAD = [
  rating({ item: "i2", rater: "nurse", replicate: 1, value: 4 }),
  rating({ item: "i2", rater: "nurse", replicate: 0, value: 2, group: "g" }),
  rating({ item: "i1", rater: "parent", value: null, missing: "abstained", reason: "cannot-tell" }),
  rating({ item: "i1", rater: "nurse", value: 5, confidence: 0.5, reply: "0123456789abcdef" }),
  rating({ arm: "human", rater: "ann", value: 1 }),
];

test("a table holds the used ratings in order and sets absent ones aside with their reason", () => {
  const [table] = tabulate(SPREAD);
  expect(table).toMatchObject({
    condition: { arm: "grounded", phase: "initial" },
    items: ["i1", "i2"],
    raters: ["nurse", "parent"],
    groups: ["g", "i1"],
    replicates: [0, 1],
  });
  expect([...table!.value]).toEqual([5, 2, 4]);
  expect([...table!.replicate]).toEqual([0, 0, 1]);
  expect([...table!.confidence]).toEqual([0.5, Number.NaN, Number.NaN]);
  expect(table!.absent).toEqual([
    { item: 0, rater: 1, framing: 0, replicate: 0, missing: "abstained", reason: "cannot-tell" },
  ]);
});

test("tables do not depend on the order of the rows", () => {
  expect(tabulate(SPREAD.toReversed())).toEqual(tabulate(SPREAD));
});

test("annotators are a condition with an arm alone", () => {
  const arms = tabulate(SPREAD).map((table) => [table.condition, table.dimension]);
  expect(arms).toContainEqual([{ arm: "human" }, "clarity"]);
  expect(arms).toContainEqual([{ arm: "human" }, "*"]);
});

test("raters of the same name in two sets of an arm are two raters", () => {
  const [table] = tabulate([rating({ personaSet: "a" }), rating({ personaSet: "b" })]);
  expect(table!.raters).toEqual(["a/r1", "b/r1"]);
  expect([...table!.setOfRater]).toEqual([0, 1]);
});

test("pooling keeps each dimension of an item apart and brings unlike scales to 0-1", () => {
  const tables = tabulate([
    rating({ dimension: "clarity", value: 5, scale: [1, 5] }),
    rating({ dimension: "safe", value: 0, scale: [0, 1] }),
  ]);
  const pooled = tables.find((table) => table.dimension === "*")!;
  expect(pooled.items).toEqual(["i1 [clarity]", "i1 [safe]"]);
  expect(pooled.units).toEqual(["i1"]);
  expect([...pooled.value]).toEqual([1, 0]);
  expect(pooled.scale).toEqual([0, 1]);
});

test("equal scales are pooled as they stand", () => {
  const tables = tabulate([
    rating({ dimension: "clarity", value: 5, scale: [1, 5] }),
    rating({ dimension: "tone", value: 2, scale: [1, 5] }),
  ]);
  expect([...tables.find((table) => table.dimension === "*")!.value]).toEqual([5, 2]);
});

test("nominal ratings are not pooled with others", () => {
  const rows = [rating({ dimension: "genre" }), rating({ dimension: "tone" })];
  const tables = tabulate(rows, { levels: { genre: "nominal" } });
  expect(tables.map((table) => table.dimension)).toEqual(["genre", "tone"]);
});

test("a few values on a grid of halves are read as ordinal, others as interval, unless told", () => {
  expect(tabulate([rating({ value: 0.5 })])[0]!.level).toBe("ordinal");
  expect(tabulate([rating({ value: 0.37 })])[0]!.level).toBe("interval");
  expect(tabulate([rating({ value: 3 })], { levels: { clarity: "nominal" } })[0]!.level).toBe("nominal");
});

test("an item's group and system count wherever a row states them, and may not differ", () => {
  const rows = [rating({ rater: "a" }), rating({ rater: "b", system: "M1", group: "g" })];
  expect(tabulate(rows)[0]).toMatchObject({ systems: ["M1"], groups: ["g"] });
  expect(() => tabulate([...rows, rating({ rater: "c", system: "M2" })])).toThrow(/"i1".*M1.*M2/);
});

test("a duplicate row is refused, also where one of the two is absent", () => {
  expect(() => tabulate([rating({}), rating({ value: 4 })])).toThrow(/given twice/);
  expect(() => tabulate([rating({}), rating({ value: null, missing: "failed" })])).toThrow(/given twice/);
});

test("a value that is no number, off its scale, or absent without a reason is refused", () => {
  const row = rating({});
  expect(() => tabulate([{ ...row, value: Number.NaN }])).toThrow(/finite/);
  expect(() => tabulate([{ ...row, value: 6, scale: [1, 5] }])).toThrow(/off its scale 1 to 5/);
  expect(() => tabulate([{ ...row, value: null }])).toThrow(/neither a value nor a reason/);
});

test("anonymous annotators of two items are two raters, of whom nothing more is known", () => {
  const row = rating({ arm: "human", rater: "anonymous-1" });
  const [table] = tabulate([row, { ...row, item: "i2" }]);
  expect(table!.raters).toEqual(["anonymous-1 of i1", "anonymous-1 of i2"]);
});
