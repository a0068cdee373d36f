import { expect, test } from "vitest";
import { invent } from "../../../src/adapters/lexical/invent.ts";
import { keyPhrases } from "../../../src/adapters/lexical/key-phrases.ts";
import { describePersona } from "../../../src/adapters/lexical/persona.ts";
import { perspectives } from "../../../src/adapters/lexical/perspectives.ts";
import { peopleNounsIn } from "../../../src/domain/people.ts";
import { PERSONA_FIELDS } from "../../../src/domain/persona.ts";
import type { Passage, PersonaTask } from "../../../src/domain/prompt.ts";
import { readingGrade } from "../../../src/domain/reading-grade.ts";

const PASSAGES: readonly Passage[] = [
  {
    id: "p1",
    document: "a",
    page: 1,
    text:
      "Patients often stop a treatment when the side effects outweigh what they were told. " +
      "Nurses check the dose of the tablets with each patient before the next visit. See http://example.org for more.",
  },
  {
    id: "p2",
    document: "b",
    page: null,
    text:
      "For many patients the side effects of the tablets are the reason to stop the treatment. " +
      "(2014) 3.1 Table 2 The. Nurses in the clinic explain the dose and the side effects in plain words.",
  },
];
const TASK: PersonaTask = {
  kind: "persona",
  stakeholder: "nurse",
  dimension: { name: "Side effects and dose", definition: "Whether side effects are told." },
  passages: PASSAGES,
  task: null,
  words: 120,
  grade: null,
};

const words = (text: string): number => text.split(/\s+/).length;
const textOf = (reply: ReturnType<typeof describePersona>): string =>
  PERSONA_FIELDS.flatMap((field) => reply[field].map((statement) => statement.text)).join(" ");

test("stakeholders are people in the passages, each with dimensions and whole sentences as evidence", () => {
  const { perspectives: found } = perspectives({
    kind: "perspectives",
    passages: PASSAGES,
    terms: ["side effects"],
  });
  expect(found.map(({ stakeholder }) => stakeholder).sort()).toEqual(["nurse", "patient"]);
  for (const { stakeholder, dimensions } of found)
    for (const { evidence } of dimensions) {
      expect(evidence.length).toBeGreaterThan(0);
      for (const { passage, quote } of evidence) {
        expect(PASSAGES.find(({ id }) => id === passage)!.text).toContain(quote);
        expect(quote).toMatch(/^[A-Z].*\.$/);
        expect(peopleNounsIn(quote).map(({ noun }) => noun)).toContain(stakeholder);
      }
    }
});

test("dimensions are named by phrases of the passages, salient ones first", () => {
  const { perspectives: found } = perspectives({
    kind: "perspectives",
    passages: PASSAGES,
    terms: ["side effects"],
  });
  const nurse = found.find(({ stakeholder }) => stakeholder === "nurse")!;
  expect(nurse.dimensions[0]!.name.toLowerCase()).toMatch(/dose/);
  expect(nurse.dimensions[0]!.definition).toContain("important to a nurse");
});

test("passages that name nobody have no perspective", () => {
  const passage = {
    ...PASSAGES[0]!,
    text: "The side effects of the tablets were mild in most of the trials.",
  };
  expect(perspectives({ kind: "perspectives", passages: [passage], terms: [] }).perspectives).toEqual([]);
});

test("key phrases are names of things: no verbs, adjectives, people or proper names", () => {
  const sentences = [
    "The nurse will check the balance exercises before a fracture.",
    "Patients asked for balance exercises in Canada and for a new fracture clinic.",
  ];
  const phrases = keyPhrases(
    sentences,
    [...sentences, "She did the exercises, for the fracture."],
    new Set(),
  );
  expect(phrases[0]!.text).toBe("balance exercises");
  const all = phrases.flatMap(({ text }) => text.split(" "));
  for (const word of ["check", "asked", "new", "nurse", "patients", "canada", "Canada"])
    expect(all).not.toContain(word);
});

test("a persona's sentences from the passages stand there word for word, and the rest is its own", () => {
  const reply = describePersona(TASK, 5);
  const statements = PERSONA_FIELDS.flatMap((field) => reply[field]);
  const cited = statements.filter((statement) => statement.passage !== null);
  expect(cited.length).toBeGreaterThan(0);
  for (const { text, passage } of cited)
    expect(PASSAGES.find(({ id }) => id === passage)!.text).toContain(text);
  for (const field of PERSONA_FIELDS) expect(reply[field].length).toBeGreaterThan(0);
});

test.each([60, 90, 120, 180, 250])("a persona of %i words is that long, to a tenth", (wanted) => {
  for (const passages of [PASSAGES, []]) {
    const length = words(textOf(describePersona({ ...TASK, passages, words: wanted }, 6)));
    expect(Math.abs(length / wanted - 1)).toBeLessThanOrEqual(0.1);
  }
});

test.each([6, 9, 12])("an invented persona reads at about grade %i", (grade) => {
  for (const seed of [1, 2, 3]) {
    const text = textOf(describePersona({ ...TASK, passages: [], grade }, seed));
    expect(Math.abs(readingGrade(text)! - grade)).toBeLessThanOrEqual(1);
    expect(Math.abs(words(text) / 120 - 1)).toBeLessThanOrEqual(0.1);
  }
});

test("an invented panel speaks of the task's own field, and another seed makes another panel", () => {
  const task = "Judge plain-language summaries of medical reviews for patients.";
  const panel = invent({ kind: "invent", task, groups: 3, personas: 7 }, 1);
  expect(panel.stakeholders.map(({ dimensions }) => dimensions.length)).toEqual([3, 2, 2]);
  for (const { stakeholder } of panel.stakeholders) expect(peopleNounsIn(stakeholder)).toHaveLength(1);
  const field = invent({ kind: "invent", task, groups: 8, personas: 8 }, 1).stakeholders;
  expect(field.map(({ stakeholder }) => stakeholder)).toContain("patient");
  expect(invent({ kind: "invent", task, groups: 3, personas: 7 }, 2)).not.toEqual(panel);
  expect(invent({ kind: "invent", task, groups: 3, personas: 7 }, 1)).toEqual(panel);
});
