import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { lexicalAnswer } from "../../src/adapters/lexical/lexical-answer.ts";
import { BATTERY, framingKind } from "../../src/domain/framing.ts";
import type { AssessTask } from "../../src/domain/prompt.ts";
import type { Rubric } from "../../src/domain/rubric.ts";
import { Study } from "../../src/domain/study.ts";
import { assessPrompt } from "../../src/prompts/assess.ts";
import { checkFramings } from "../../src/prompts/check-framings.ts";
import { FRAMINGS, FRAMINGS_VERSION, framingText, turnedRound } from "../../src/prompts/framings.ts";

const rubric: Rubric = {
  dimensions: [
    {
      id: "clarity",
      definition: "how clear",
      scale: { min: 1, max: 5, step: 1, level: "ordinal", anchors: { "1": "opaque", "5": "clear" } },
    },
    { id: "safety", definition: "how safe", scale: { min: 0, max: 1, level: "probability" } },
  ],
};
const task = (framing: string): AssessTask => ({
  kind: "assess",
  item: {
    id: "i",
    kind: "summary",
    source: "Exercise lowers the risk of falls in older people by a quarter. Balance training helps most.",
    output: "Exercise lowers the risk of falls. Balance training helps most of all.",
  },
  rubric,
  seat: { id: "panelist-1", persona: null, passages: [] },
  framing,
});
const promptOf = (framing: string) => assessPrompt(task(framing));
const textOf = (framing: string): string => promptOf(framing).messages.at(-1)?.content ?? "";
const entry = (dimension: string, rating: number) => ({
  dimension,
  rating,
  abstain: null,
  rationale: "",
  citations: [],
  confidence: 0.5,
});
const read = (framing: string, clarity: number, safety: number) =>
  promptOf(framing)
    .schema.parse({ assessments: [entry("clarity", clarity), entry("safety", safety)] })
    .assessments.map(({ rating }) => rating);

test("a framing's text changes with the version alone", () => {
  const digest = createHash("sha256").update(JSON.stringify(FRAMINGS)).digest("hex").slice(0, 16);
  // A change of text: raise FRAMINGS_VERSION and write the new pair here. Ratings of two versions are not of one battery.
  expect([FRAMINGS_VERSION, digest]).toEqual([1, "b227fd6b6c0dd108"]);
});

test("the battery has wordings, frames and orders to compare, an offer of no opinion and a negation", () => {
  expect(BATTERY.every((name) => Object.hasOwn(FRAMINGS, name))).toBe(true);
  const kinds = Map.groupBy(BATTERY, framingKind);
  expect(Object.fromEntries([...kinds].map(([kind, names]) => [kind, names.length]))).toEqual({
    wording: 3,
    frame: 2,
    order: 1,
    "no-opinion": 1,
    negated: 1,
  });
});

test("a study asks for the battery in one word, or for framings by name", () => {
  const study = { version: 1, items: { file: "i.jsonl" }, task: "t", model: "lexical" };
  const arms = [{ id: "none", kind: "none" }];
  expect(Study.parse({ ...study, arms, framings: "battery" }).framings).toEqual(BATTERY);
  expect(Study.parse({ ...study, arms, framings: ["plain", "frame:loss"] }).framings).toHaveLength(2);
  expect(Study.safeParse({ ...study, arms, framings: "batteries" }).success).toBe(false);
});

test("every framing asks for the same options in the same format", () => {
  expect(() => checkFramings(BATTERY, rubric)).not.toThrow();
  const plain = promptOf("plain").schema;
  for (const name of BATTERY) {
    expect(framingText(name), name).toContain("every dimension listed above");
    const [low, high] = [read(name, 1, 0), read(name, 5, 1)];
    expect([...low, ...high].toSorted(), name).toEqual([0, 1, 1, 5]);
    const offScale = { assessments: [entry("clarity", 6), entry("safety", 1)] };
    expect(promptOf(name).schema.safeParse(offScale).success, name).toBe(false);
    expect(plain.safeParse(offScale).success).toBe(false);
  }
});

test("frames do not go with labels that have no order, and a name that is none is told", () => {
  const kinds: Rubric = {
    dimensions: [{ id: "kind", definition: "", scale: { min: 0, max: 2, step: 1, level: "nominal" } }],
  };
  expect(() => checkFramings(["plain", "order:descending"], kinds)).not.toThrow();
  expect(() => checkFramings(["plain", "frame:loss"], kinds)).toThrow(/dimension "kind" have no order/);
  expect(() => checkFramings(["frame:joy"], rubric)).toThrow(/no framing "frame:joy"; use some of plain/);
});

test("another order lists the options from the highest down, in the text and in the reply's schema", () => {
  expect(textOf("plain")).toContain("one of 1, 2, 3, 4, 5 (1 = opaque; 5 = clear)");
  expect(textOf("order:descending")).toContain("one of 5, 4, 3, 2, 1 (5 = clear; 1 = opaque)");
  expect(textOf("order:descending")).toContain("any number from 1 to 0");
  expect(read("order:descending", 4, 0.25)).toEqual([4, 0.25]);
});

test("a frame turned round shows turned anchors, and its answers are read back in the scale's direction", () => {
  expect(textOf("frame:loss")).toContain("one of 1, 2, 3, 4, 5 (1 = clear; 5 = opaque)");
  expect(textOf("frame:gain")).toContain("(1 = opaque; 5 = clear)");
  expect(read("frame:loss", 5, 0.25)).toEqual([1, 0.75]);
  expect(read("frame:gain", 5, 0.25)).toEqual([5, 0.25]);
  expect(turnedRound({ min: 0, max: 1, step: 0.3, level: "ordinal" }, 0.9)).toBe(0);
});

test("the negation is turned round and its answers stand as given", () => {
  expect(textOf("negated")).toContain("(1 = clear; 5 = opaque)");
  expect(read("negated", 5, 0.25)).toEqual([5, 0.25]);
});

test("the embedded panelist reads no question: every framing gets one answer, and its negation the opposite", () => {
  const ratings = (framing: string) =>
    promptOf(framing)
      .schema.parse(lexicalAnswer(task(framing), 7))
      .assessments.map(({ rating }) => rating);
  const [clarity = null] = ratings("plain");
  expect(clarity).not.toBeNull();
  for (const name of BATTERY.filter((each) => each !== "negated"))
    expect(ratings(name), name).toEqual(ratings("plain"));
  expect(ratings("negated")[0]).toBe(6 - (clarity ?? 0));
});
