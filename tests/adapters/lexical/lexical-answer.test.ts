import fc from "fast-check";
import { expect, test } from "vitest";
import { lexicalAnswer } from "../../../src/adapters/lexical/lexical-answer.ts";
import type { Item } from "../../../src/domain/item.ts";
import type { Persona } from "../../../src/domain/persona.ts";
import type { Passage, Prompt, Seat } from "../../../src/domain/prompt.ts";
import type { Rubric, Scale } from "../../../src/domain/rubric.ts";
import { assessPrompt, finalPrompt } from "../../../src/prompts/assess.ts";
import { discussPrompt } from "../../../src/prompts/discuss.ts";
import { inventPrompt, personaPrompt, perspectivesPrompt } from "../../../src/prompts/ground.ts";
import { synthesisPrompt } from "../../../src/prompts/synthesis.ts";

const NURSE: Persona = {
  id: "nurse-1",
  name: "Ana Berg",
  stakeholder: "nurse",
  dimensions: [{ id: "safety", name: "Safety of doses", definition: "Whether doses are right." }],
  fields: {
    demographics: [],
    evaluativeDimension: [{ text: "Looks at doses.", from: "model", evidence: [] }],
    specialty: [],
    traits: [],
    relationships: [],
  },
};

const SCALES: readonly Scale[] = [
  { min: 1, max: 5, step: 1, level: "ordinal" },
  { min: 1, max: 5, level: "interval" },
  { min: 0, max: 1, level: "probability" },
  { min: 0, max: 1, step: 1, level: "nominal" },
  { min: 0, max: 3, step: 1, level: "nominal" },
  { min: -3, max: 3, step: 0.1, level: "ordinal" },
  { min: 0, max: 1, step: 0.3, level: "ordinal" },
  { min: 0, max: 100, step: 1, level: "interval" },
];

const CODE = "function f(x) {\n  return x === 1 ? '<output>' : `x`; // .!?\n}\n\n\n{\"a\": [1.5, 2]}";
const PROSE =
  "The nurse checks the dose twice. Patients take the tablets with water. Dr. May saw 3.5 mg work. The nurse writes it down.";
const texts = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 300 }),
  fc.string({ unit: "binary", maxLength: 100 }),
  fc.lorem({ maxCount: 12, mode: "sentences" }),
  fc.constantFrom(
    "",
    " ",
    "\n\n",
    "word",
    "…",
    CODE,
    PROSE,
    "医生检查剂量。病人吃药。",
    "ab ".repeat(4000),
    `${"!".repeat(50_000)}x`,
    `FACT\n${"A".repeat(30_000)}${" ".repeat(30_000)}x`,
    "x".repeat(9000),
  ),
);
const scales = fc.constantFrom(...SCALES);
const dimensions = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom(
      "coherence",
      "consistency",
      "fluency",
      "relevance",
      "groundedness",
      "fun",
      "hallucination",
      "Q0",
    ),
    definition: fc.oneof(fc.constant(""), texts),
    scale: scales,
  }),
  { minLength: 1, maxLength: 6, selector: (dimension) => dimension.id },
);
const rubrics: fc.Arbitrary<Rubric> = dimensions.map((all) => ({ dimensions: all }));
const items: fc.Arbitrary<Item> = fc.oneof(
  fc.record({ id: fc.constant("i"), kind: fc.constant("summary" as const), source: texts, output: texts }),
  fc.record({
    id: fc.constant("d"),
    kind: fc.constant("dialogue" as const),
    source: fc.tuple(texts, texts).map(([context, facts]) => `CONVERSATION\n${context}\n\nFACT\n${facts}`),
    turns: fc.array(fc.record({ role: fc.constantFrom("user", "agent"), content: texts }), {
      minLength: 1,
      maxLength: 3,
    }),
  }),
);
const passages: fc.Arbitrary<readonly Passage[]> = fc
  .array(texts, { minLength: 1, maxLength: 4 })
  .map((all) => all.map((text, index) => ({ id: `p${index + 1}`, document: "d", page: null, text })));
const seats: fc.Arbitrary<Seat> = fc.oneof(
  fc.constant({ id: "seat", persona: null, passages: [] }),
  passages.map((all) => ({ id: "seat", persona: NURSE, passages: all })),
);
const seeds = fc.integer({ min: 0, max: 0x7fffffff });

/** The answer, once as it is and once as it comes back from JSON: both must satisfy the prompt's own schema. */
function answerOf<T>(prompt: Prompt<T>, seed: number): T {
  const answer = lexicalAnswer(prompt.task, seed);
  expect(lexicalAnswer(prompt.task, seed)).toEqual(answer);
  expect(prompt.schema.parse(answer)).toMatchObject({ ...Object(answer) });
  return prompt.schema.parse(JSON.parse(JSON.stringify(answer)));
}

test("any texts and any scale give a legal assessment, discussion, last word and synthesis", () => {
  fc.assert(
    fc.property(items, rubrics, seats, seats, seeds, (item, rubric, seat, other, seed) => {
      const reply = answerOf(assessPrompt({ kind: "assess", item, rubric, seat, framing: "plain" }), seed);
      const theirs = answerOf(
        assessPrompt({ kind: "assess", item, rubric, seat: other, framing: "plain" }),
        seed + 1,
      );
      const standings = [reply, theirs].map(({ assessments }, index) => ({
        panelist: index === 0 ? seat.id : "other",
        name: "N",
        assessment: {
          status: "ok" as const,
          panelist: index === 0 ? seat.id : "other",
          reply: "0".repeat(16),
          dimensions: assessments.map((entry) => ({
            ...entry,
            citations: entry.citations.map((citation) => ({
              ...citation,
              start: 0,
              end: citation.quote.length,
            })),
          })),
        },
      }));
      const focus = rubric.dimensions[0]!;
      const said = answerOf(
        discussPrompt({ kind: "discuss", item, rubric, seat, focus, standings, transcript: [] }),
        seed,
      );
      const transcript = [{ panelist: "other", name: "N", dimension: focus.id, text: said.text }];
      const own = standings[0]!.assessment;
      answerOf(
        finalPrompt({ kind: "final", item, rubric, seat, framing: "plain", own, standings, transcript }),
        seed,
      );
      const outcomes = rubric.dimensions.map(({ id }) => ({ dimension: id, before: null, after: null }));
      answerOf(synthesisPrompt({ kind: "synthesis", item, rubric, outcomes, standings, transcript }), seed);
    }),
    { seed: 11, numRuns: 150 },
  );
});

test("any passages give legal perspectives and personas", () => {
  fc.assert(
    fc.property(passages, texts, fc.integer({ min: 5, max: 400 }), seeds, (all, text, words, seed) => {
      answerOf(perspectivesPrompt({ kind: "perspectives", passages: all, terms: [text] }), seed);
      const dimension = { name: text, definition: text };
      const task = { kind: "persona" as const, stakeholder: "nurse", dimension, task: text, words, grade: 8 };
      answerOf(personaPrompt({ ...task, passages: all }), seed);
      answerOf(personaPrompt({ ...task, passages: [] }), seed);
    }),
    { seed: 12, numRuns: 25 },
  );
});

test("any task gives as many kinds of people and distinct dimensions as asked for", () => {
  fc.assert(
    fc.property(
      texts,
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 0, max: 40 }),
      seeds,
      (task, groups, more, seed) => {
        const personas = groups + more;
        const { stakeholders } = answerOf(inventPrompt({ kind: "invent", task, groups, personas }), seed);
        const names = stakeholders.flatMap(({ dimensions: all }) => all.map(({ name }) => name));
        expect(new Set(stakeholders.map(({ stakeholder }) => stakeholder)).size).toBe(groups);
        expect(new Set(names).size).toBe(personas);
        expect(stakeholders.every(({ dimensions: all }) => all.length > 0)).toBe(true);
      },
    ),
    { seed: 13, numRuns: 100 },
  );
});
