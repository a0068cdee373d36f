import { expect, test } from "vitest";
import { type Persona, PersonaSet } from "../../src/domain/persona.ts";
import { shuffledDemographics, withoutDemographics } from "../../src/personas/demographics.ts";

const quote = { document: "a", page: null, chunk: "a#1", start: 0, end: 4, quote: "Some" };

const personaOf = (at: number, demographics: readonly string[] = [`Aged ${20 + at}.`]): Persona => ({
  id: `nurse-${at}`,
  name: `Maria ${at}`,
  stakeholder: "nurse",
  dimensions: [{ id: "lens", name: `Matter ${at}`, definition: "" }],
  fields: {
    demographics: demographics.map((text) => ({ text, from: "document", evidence: [quote] })),
    evaluativeDimension: [{ text: `Minds matter ${at}.`, from: "document", evidence: [quote] }],
    specialty: [],
    traits: [{ text: "Exact.", from: "model", evidence: [] }],
    relationships: [],
  },
});

const setOf = (personas: readonly Persona[]): PersonaSet => ({
  version: 1,
  id: "ward",
  origin: "grounded",
  model: "scripted",
  seed: 1,
  promptsDigest: "0",
  dropped: { notFound: 0, malformed: 0, duplicate: 0 },
  personas: [...personas],
});
const set = setOf([0, 1, 2, 3, 4].map((at) => personaOf(at)));
const told = ({ personas }: PersonaSet) =>
  personas.map(({ fields }) => fields.demographics.map(({ text }) => text).join());

test("without demographics nothing else changes but the names, which say the role alone", () => {
  const bare = withoutDemographics(set);
  expect(PersonaSet.parse(bare)).toEqual(bare);
  expect(told(bare)).toEqual(["", "", "", "", ""]);
  expect(bare.personas.map(({ name }) => name)).toEqual([0, 1, 2, 3, 4].map((at) => `Nurse, Matter ${at}`));
  expect(bare.personas.map(({ id, fields }) => [id, fields.evaluativeDimension, fields.traits])).toEqual(
    set.personas.map(({ id, fields }) => [id, fields.evaluativeDimension, fields.traits]),
  );
});

test("shuffled demographics are the same ones, and nobody keeps their own", () => {
  for (let seed = 1; seed <= 20; seed++) {
    const shuffled = shuffledDemographics(set, seed);
    expect(told(shuffled).toSorted()).toEqual(told(set).toSorted());
    expect(told(shuffled).some((text, at) => text === told(set)[at])).toBe(false);
  }
  expect(shuffledDemographics(set, 3)).toEqual(shuffledDemographics(set, 3));
  expect(
    new Set([1, 2, 3, 4, 5].map((seed) => told(shuffledDemographics(set, seed)).join())).size,
  ).toBeGreaterThan(1);
});

test("no document vouches for demographics that were handed on", () => {
  const shuffled = shuffledDemographics(set, 1);
  expect(PersonaSet.parse(shuffled)).toEqual(shuffled);
  for (const { fields } of shuffled.personas)
    for (const statement of fields.demographics)
      expect(statement).toMatchObject({ from: "model", evidence: [] });
});

test("personas without demographics get none", () => {
  const mixed = setOf([personaOf(0), personaOf(1, []), personaOf(2)]);
  expect(told(shuffledDemographics(mixed, 1))).toEqual(["Aged 22.", "", "Aged 20."]);
});

test("a set without demographics has no such variants", () => {
  expect(() => withoutDemographics(setOf([personaOf(0, [])]))).toThrow(/no persona has demographics/);
  expect(() => shuffledDemographics(setOf([personaOf(0), personaOf(1, [])]), 1)).toThrow(/takes two/);
});
