import { expect, test } from "vitest";
import { readRatings } from "../../../src/adapters/files/read-ratings.ts";
import { testFolder } from "./folder.ts";

const options = { positionalRaters: false, variantAs: "framing" } as const;
const row = (rest: object) =>
  JSON.stringify({ item: "i", dimension: "d", arm: "a", rater: "r", value: 3, ...rest });

test("our own rows are read with their defaults", async () => {
  const { put } = testFolder();
  const [read] = await readRatings([put("r.jsonl", row({}))], options);
  expect(read).toMatchObject({ framing: "plain", replicate: 0, phase: "initial" });
});

test("items with human ratings become rows of their annotators", async () => {
  const { put } = testFolder();
  const human = { fluency: { scale: [1, 5], ratings: [4, null, 2] } };
  const item = {
    id: "i",
    kind: "summary",
    source: "s",
    output: "o",
    human,
    meta: { raters: ["x", "y", "z"] },
  };
  const rows = await readRatings([put("items.jsonl", JSON.stringify(item))], options);
  expect(rows.map(({ arm, rater, value }) => [arm, rater, value])).toEqual([
    ["human", "x", 4],
    ["human", "z", 2],
  ]);
});

test("judgements of other tools: persona is the rater, run the replicate, variant a framing or a rater", async () => {
  const { put } = testFolder();
  const base = { item: "i", dimension: "d", model: "m" };
  const lines = [
    { ...base, persona: "officer", run: 0, score: 2 },
    { ...base, persona: null, run: 1, score: null, variant: "geval", temperature: 1 },
  ];
  const file = put("j.jsonl", lines.map((line) => JSON.stringify(line)).join("\n"));
  const rows = await readRatings([file], options);
  expect(rows[0]).toMatchObject({ rater: "officer", replicate: 0, value: 2 });
  expect(rows[1]).toMatchObject({
    rater: "m",
    framing: "geval",
    replicate: 1,
    value: null,
    missing: "malformed",
  });
  const asRaters = await readRatings([file], { ...options, variantAs: "rater" });
  expect(asRaters[1]).toMatchObject({ rater: "geval", framing: "plain" });
});

test("long CSV of annotations is read, an empty cell being no rating", async () => {
  const { put } = testFolder();
  const file = put(
    "a.csv",
    'item_id,annotator_id,dimension,value,scale\ni1,x,"clear, short",4,1-5\ni1,y,"clear, short",,1-5\n',
  );
  expect(await readRatings([file], options)).toMatchObject([
    { item: "i1", rater: "x", dimension: "clear, short", value: 4, scale: [1, 5], arm: "human" },
  ]);
});

test("files are joined", async () => {
  const { put } = testFolder();
  const files = [put("a.jsonl", row({})), put("b.jsonl", row({ rater: "s" }))];
  expect(await readRatings(files, options)).toHaveLength(2);
});

test.each([
  [
    "a duplicate row",
    `${row({})}\n${row({ value: 4 })}`,
    /r\.jsonl:2: the same rating stands already at .*r\.jsonl:1/,
  ],
  [
    "a value off its scale",
    row({ value: 9, scale: [1, 5] }),
    /r\.jsonl:1 value: `value` lies off its `scale`/,
  ],
  ["neither value nor reason", row({ value: null }), /r\.jsonl:1 missing: /],
  [
    "a value that is absent",
    JSON.stringify({ item: "i", dimension: "d", arm: "a", rater: "r" }),
    /r\.jsonl:1 value: /,
  ],
  [
    "NaN",
    '{"item":"i","dimension":"d","arm":"a","rater":"r","value":NaN}',
    /r\.jsonl:1: is not a JSON value/,
  ],
  ["a misspelt key", row({ replicat: 1 }), /r\.jsonl:1: unknown key "replicat"; did you mean "replicate"\?/],
  [
    "a value too large to be a rating",
    row({ value: 1e308 }),
    /r\.jsonl:1 value: must be at most 1000000000000/,
  ],
  [
    "a score too large to be a rating",
    '{"item":"i","dimension":"d","model":"m","run":0,"score":-1e300}',
    /r\.jsonl:1 score: must be at least -1000000000000/,
  ],
  [
    "the name of all dimensions together",
    row({ dimension: "*" }),
    /r\.jsonl:1 dimension: "\*" is the name of all/,
  ],
  ["a truncated last line", `${row({})}\n{"item":"j","dim`, /r\.jsonl:2: is not a JSON value .*cut short/],
])("%s is told with file and line", async (_, text, message) => {
  const { put } = testFolder();
  await expect(readRatings([put("r.jsonl", text)], options)).rejects.toThrow(message);
});

test.each([
  [
    "a value that is no number",
    "item_id,annotator_id,dimension,value\ni,x,d,four\n",
    /a\.csv:2 value: "four" is no decimal number/,
  ],
  [
    "a number in another notation",
    "item_id,annotator_id,dimension,value\ni,x,d,1e0\ni,y,d,0x10\n",
    /a\.csv:3 value: "0x10" is no decimal number/,
  ],
  [
    "a value too large to be a rating",
    "item_id,annotator_id,dimension,value\ni,x,d,-1e308\n",
    /a\.csv:2 value: must be at least -1000000000000/,
  ],
  [
    "a column that is not there",
    "item,annotator_id,dimension,value\ni,x,d,4\n",
    /a\.csv:1: there is no column "item_id"/,
  ],
])("%s in CSV is told with its line", async (_, text, message) => {
  const { put } = testFolder();
  await expect(readRatings([put("a.csv", text)], options)).rejects.toThrow(message);
});

test("a line of no known form is told as such, with the forms that there are", async () => {
  const { put } = testFolder();
  const file = put("x.jsonl", '{"prompt": "a", "completion": "b"}');
  await expect(readRatings([file], options)).rejects.toThrow(
    /x\.jsonl:1: has no known form; a line is a rating/,
  );
});
