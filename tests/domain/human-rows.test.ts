import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { humanRows } from "../../src/domain/human-rows.ts";
import { Item } from "../../src/domain/item.ts";
import { Rating, ratingKey } from "../../src/domain/rating.ts";
import { DATA, testOnData } from "../real-data.ts";

const item = (extra: object) => Item.parse({ id: "i1", kind: "summary", source: "s", output: "o", ...extra });

const rated = (ratings: readonly (number | null)[], meta: object = {}) =>
  item({ human: { clarity: { scale: [1, 5], ratings } }, meta });

test("takes rater ids from meta.raters where that is a list as long as the ratings", () => {
  const rows = humanRows([rated([3, 4], { raters: ["sm", 7] })]);
  expect(rows.map((row) => [row.rater, row.value])).toEqual([
    ["sm", 3],
    ["7", 4],
  ]);
});

test("leaves raters anonymous where meta.raters is prose, or a list of another length", () => {
  for (const raters of ["3 experts", ["a", "b", "c"], ["a", null], undefined])
    expect(humanRows([rated([3, 4], { raters })]).map((row) => row.rater)).toEqual([
      "anonymous-1",
      "anonymous-2",
    ]);
});

test("takes positions for annotators only when told so, and skips null ratings without moving the others", () => {
  const rows = humanRows([rated([3, null, 5])], { positionalRaters: true });
  expect(rows.map((row) => [row.rater, row.value])).toEqual([
    ["annotator-1", 3],
    ["annotator-3", 5],
  ]);
});

test("keeps named raters even where positions are raters", () => {
  expect(humanRows([rated([3], { raters: ["x"] })], { positionalRaters: true })[0]?.rater).toBe("x");
});

test("an annotator named twice in an item gives replicates", () => {
  const rows = humanRows([rated([3, 4, 5], { raters: ["x", "y", "x"] })]);
  expect(rows.map((row) => [row.rater, row.replicate])).toEqual([
    ["x", 0],
    ["y", 0],
    ["x", 1],
  ]);
});

test("every row carries arm, group, system and scale, and is a valid rating row", () => {
  const source = item({
    system: "m1",
    human: { clarity: { scale: [1, 5], ratings: [4] } },
    meta: { group: 12 },
  });
  const rows = humanRows([source]);
  expect(rows).toEqual([
    {
      item: "i1",
      dimension: "clarity",
      arm: "human",
      rater: "anonymous-1",
      value: 4,
      framing: "plain",
      replicate: 0,
      phase: "initial",
      group: "12",
      system: "m1",
      scale: [1, 5],
    },
  ]);
  expect(Rating.parse(rows[0])).toEqual(rows[0]);
});

test("an item without a system or without human ratings is no obstacle", () => {
  expect(humanRows([item({}), item({ system: null, human: {} })])).toEqual([]);
  expect(humanRows([rated([2])])[0]).not.toHaveProperty("system");
});

test("refuses a rating off its scale and says where it stands", () => {
  expect(() => humanRows([rated([3, 6])])).toThrow(/item "i1", human\.clarity\.ratings\[1\]: 6 .* 1 to 5/);
});

const files = [
  "summaries/summeval.jsonl",
  "summaries/mslr_ms2_pilot.jsonl",
  "dialogues/topical_chat.jsonl",
  "dialogues/dices_350.jsonl",
  "dialogues/llm_rubric_real.jsonl",
];

testOnData.each(files)("reads %s (needs ASSIZE_DATA) into unique, valid rows, one a rating", (file) => {
  const items = readFileSync(join(DATA, file), "utf8")
    .trim()
    .split("\n")
    .map((line) => Item.parse(JSON.parse(line)));
  const rows = humanRows(items, { positionalRaters: true });
  const rated = items.flatMap((each) => Object.values(each.human ?? {})).flatMap((human) => human.ratings);
  expect(rows).toHaveLength(rated.filter((rating) => rating !== null).length);
  expect(new Set(rows.map(ratingKey)).size).toBe(rows.length);
  for (const row of rows.slice(0, 1000)) expect(() => Rating.parse(row)).not.toThrow();
});
