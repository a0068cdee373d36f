import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { Rating } from "../../src/domain/rating.ts";
import { ratingsCsv } from "../../src/report/ratings-csv.ts";

const rating = (more: object = {}): Rating =>
  Rating.parse({ item: "i", dimension: "tone", arm: "a", rater: "p", value: 3, ...more });

const parsed = (rows: readonly Rating[]): Record<string, string>[] =>
  parse(ratingsCsv(rows), { columns: true, bom: false });

test("a rating is one row with its fields as columns", () => {
  const [row] = parsed([
    rating({ value: -1.5, scale: [-2, 2], replicate: 4, phase: "final", confidence: 0.7, group: "g" }),
  ]);
  expect(row).toMatchObject({
    item: "i",
    value: "-1.5",
    missing: "",
    scaleMin: "-2",
    scaleMax: "2",
    replicate: "4",
    phase: "final",
    confidence: "0.7",
    group: "g",
    personaSet: "",
  });
});

test("an absent rating is an empty cell with its reason beside it", () => {
  const [row] = parsed([rating({ value: null, missing: "abstained", reason: "no-evidence" })]);
  expect(row).toMatchObject({ value: "", missing: "abstained", reason: "no-evidence" });
});

test("quotes, commas and line ends survive", () => {
  const item = 'says "no", then\r\nleaves';
  expect(parsed([rating({ item })])[0]?.item).toBe(item);
});

test("what a spreadsheet would run is made text, and plain numbers are left alone", () => {
  const items = ["=1+1", "+cmd|x", "-2+3", "@SUM(A1)", "\tx", "-4", "+3.5e-2", "a=b"];
  expect(parsed(items.map((item) => rating({ item }))).map((row) => row.item)).toEqual([
    "'=1+1",
    "'+cmd|x",
    "'-2+3",
    "'@SUM(A1)",
    "'\tx",
    "-4",
    "+3.5e-2",
    "a=b",
  ]);
});

test("no ratings leave the header", () => {
  expect(ratingsCsv([])).toMatch(/^item,dimension,arm,rater,value,missing,.*,reply\r\n$/);
});
