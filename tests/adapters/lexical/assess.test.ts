import { expect, test } from "vitest";
import { assess } from "../../../src/adapters/lexical/assess.ts";
import { measure } from "../../../src/adapters/lexical/measure.ts";
import type { Item } from "../../../src/domain/item.ts";
import type { Persona } from "../../../src/domain/persona.ts";
import type { AssessTask, Seat } from "../../../src/domain/prompt.ts";
import type { Rubric } from "../../../src/domain/rubric.ts";
import type { AssessmentEntry } from "../../../src/prompts/assess.ts";

const SOURCE =
  "Exercise reduced falls by a quarter in older adults. Balance training worked best of all programmes. " +
  "Most harms were mild and passed within days. Two participants broke a bone while exercising. " +
  "The trials did not include people in care homes. Costs were not reported by any trial.";
const GOOD: Item = {
  id: "good",
  kind: "summary",
  source: SOURCE,
  output: "Exercise reduced falls by a quarter in older adults. Most harms were mild and passed within days.",
};
const SPLICED: Item = {
  ...GOOD,
  id: "spliced",
  output:
    "Exercise broke costs in care homes. Balance falls worked harms. Harms harms were were reported by older a.",
};
const OWN_WORDS: Item = {
  ...GOOD,
  id: "own-words",
  output: "Moving your body keeps elderly folk upright. Nobody knows what such lessons might charge.",
};
const FAMILIES = ["coherence", "consistency", "fluency", "relevance"];
const RUBRIC: Rubric = {
  dimensions: FAMILIES.map((id) => ({ id, definition: "", scale: { min: 1, max: 5, level: "interval" } })),
};
const EMPTY_SEAT: Seat = { id: "seat", persona: null, passages: [] };

function assessed(item: Item, seed = 1, options: Partial<Pick<AssessTask, "rubric" | "seat">> = {}) {
  const task: AssessTask = {
    kind: "assess",
    item,
    rubric: RUBRIC,
    seat: EMPTY_SEAT,
    framing: "plain",
    ...options,
  };
  return new Map(assess(task, seed).assessments.map((entry) => [entry.dimension, entry]));
}

const ratingOf = (entries: ReadonlyMap<string, AssessmentEntry>, id: string) => entries.get(id)!.rating!;

test("an output that the source bears out is rated above one spliced from its words", () => {
  const [good, spliced] = [assessed(GOOD), assessed(SPLICED)];
  for (const id of ["coherence", "consistency", "fluency"]) {
    const other = spliced.get(id)!;
    if (other.rating !== null) expect(ratingOf(good, id)).toBeGreaterThan(other.rating);
  }
  expect(ratingOf(good, "relevance")).toBeGreaterThan(ratingOf(spliced, "relevance"));
});

test("every citation stands word for word where it is said to", () => {
  for (const item of [GOOD, SPLICED, OWN_WORDS])
    for (const { citations, rating } of assessed(item).values()) {
      if (rating !== null) expect(citations.length).toBeGreaterThan(0);
      for (const citation of citations)
        expect((citation.in === "source" ? item.source : item.output!).includes(citation.quote)).toBe(true);
    }
});

test("an output in words of its own is abstained from for want of evidence, but for what it covers", () => {
  const entries = assessed(OWN_WORDS);
  for (const id of ["coherence", "consistency", "fluency"])
    expect(entries.get(id)).toMatchObject({ rating: null, abstain: "no-evidence", confidence: null });
  expect(entries.get("consistency")!.rationale).toContain("Low evidence");
  expect(ratingOf(entries, "relevance")).toBeLessThan(ratingOf(assessed(GOOD), "relevance"));
});

test("a dimension that nothing measured is close to is abstained from", () => {
  const rubric: Rubric = {
    dimensions: [{ id: "fun", definition: "", scale: { min: 1, max: 5, level: "interval" } }],
  };
  expect(assessed(GOOD, 1, { rubric }).get("fun")).toMatchObject({ rating: null, abstain: "cannot-tell" });
});

test("the rationale names the family where the dimension has another name", () => {
  const rubric: Rubric = {
    dimensions: [{ id: "faithfulness", definition: "", scale: { min: 1, max: 5, level: "interval" } }],
  };
  expect(assessed(GOOD, 1, { rubric }).get("faithfulness")!.rationale).toContain("Measured as consistency.");
});

test("without words in the source or the output there is no evidence", () => {
  for (const item of [
    { ...GOOD, output: "" },
    { ...GOOD, source: " " },
    { ...GOOD, output: "?! …" },
  ])
    for (const entry of assessed(item).values())
      expect(entry).toMatchObject({ rating: null, abstain: "no-evidence" });
});

test("runs differ by seed and scatter around the rating from the whole source", () => {
  const ratings = Array.from(
    { length: 200 },
    (_, seed) => measure(SPLICED, EMPTY_SEAT, seed)!.ratings.relevance,
  );
  expect(new Set(ratings).size).toBeGreaterThan(50);
  const mean = ratings.reduce((sum, rating) => sum + rating, 0) / ratings.length;
  const spread = Math.sqrt(ratings.reduce((sum, rating) => sum + (rating - mean) ** 2, 0) / ratings.length);
  const early = ratings.slice(0, 100).reduce((sum, rating) => sum + rating, 0) / 100;
  expect(spread).toBeGreaterThan(0.01);
  expect(Math.abs(early - mean)).toBeLessThan(4 * (spread / 10));
  expect(assessed(GOOD, 7)).toEqual(assessed(GOOD, 7));
});

test("confidence is the chance of the same rounding, less where evidence is low", () => {
  const rubric: Rubric = {
    dimensions: [{ id: "relevance", definition: "", scale: { min: 1, max: 5, step: 1, level: "ordinal" } }],
  };
  const sure = assessed(GOOD).get("relevance")!.confidence!;
  expect(sure).toBe(0.9);
  expect(assessed(OWN_WORDS).get("relevance")!.confidence!).toBe(0.3);
  expect(assessed(GOOD, 1, { rubric }).get("relevance")!.confidence!).toBeLessThan(sure);
});

test("a persona sees better coverage where its own terms are covered", () => {
  const looksAt = (name: string): Seat => {
    const persona: Persona = {
      id: name,
      name,
      stakeholder: "patient",
      dimensions: [{ id: name, name, definition: "" }],
      fields: { demographics: [], evaluativeDimension: [], specialty: [], traits: [], relationships: [] },
    };
    return { id: name, persona, passages: [] };
  };
  const meanRating = (seat: Seat): number =>
    Array.from({ length: 50 }, (_, seed) => measure(GOOD, seat, seed)!.ratings.relevance).reduce(
      (a, b) => a + b,
    ) / 50;
  expect(meanRating(looksAt("Falls and harms"))).toBeGreaterThan(meanRating(looksAt("Costs and care homes")));
});

test("a dialogue's reply is grounded by what it takes from the given facts alone", () => {
  const source =
    "CONVERSATION\nDo you like jazz?\nYes, jazz is great.\n\nFACT\nThe museum hosts a postcard festival in July.";
  const reply = (output: string): Item => ({ id: "d", kind: "dialogue", source, output });
  const rubric: Rubric = {
    dimensions: [{ id: "groundedness", definition: "", scale: { min: 0, max: 1, level: "interval" } }],
  };
  const groundedness = (output: string): number =>
    ratingOf(assessed(reply(output), 3, { rubric }), "groundedness");
  expect(groundedness("The museum hosts postcards in July!")).toBeGreaterThan(0.7);
  expect(groundedness("Jazz is great, I like it.")).toBeLessThan(0.2);
  expect(assessed(reply("The festival!"), 3, { rubric }).get("groundedness")!.rationale).toContain(
    "1 content word",
  );
});

test("speakers' labels are not part of what is measured or quoted", () => {
  const turns = [
    { role: "customer", content: "Exercise reduced falls by a quarter in older adults." },
    { role: "agent", content: "Most harms were mild and passed within days." },
  ];
  const { features } = measure({ id: "t", kind: "dialogue", source: SOURCE, turns }, EMPTY_SEAT, 1)!;
  expect(features.cosmin).toBeCloseTo(1, 12);
});
