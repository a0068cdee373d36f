import { expect, test } from "vitest";
import type { Persona, PersonaSet } from "../../src/domain/persona.ts";
import { matchSets } from "../../src/personas/match-sets.ts";
import { setReturn } from "../../src/personas/set-return.ts";
import { countEmbedder } from "./scripted.ts";

function personaOf(id: string, stakeholder: string, looksAt: string, document?: string): Persona {
  const evidence =
    document === undefined
      ? []
      : [{ document, page: null, chunk: `${document}#1`, start: 0, end: 4, quote: "Some" }];
  const from = document === undefined ? "model" : "document";
  return {
    id,
    name: id,
    stakeholder,
    dimensions: [{ id: "lens", name: looksAt, definition: "" }],
    fields: {
      demographics: [],
      evaluativeDimension: [{ text: looksAt, from, evidence }],
      specialty: [],
      traits: [],
      relationships: [],
    },
  };
}

const setOf = (...personas: readonly Persona[]): PersonaSet => ({
  version: 1,
  id: "set",
  origin: "grounded",
  model: "scripted",
  seed: 1,
  promptsDigest: "0",
  dropped: { notFound: 0, malformed: 0, duplicate: 0 },
  personas: [...personas],
});

const returnOf = async (first: PersonaSet, again: PersonaSet) =>
  setReturn(first, again, await matchSets(first, again, countEmbedder));

const first = setOf(
  personaOf("a", "carer", "travel costs", "one"),
  personaOf("b", "carer", "letters home", "two"),
  personaOf("c", "nurse", "tablets doses", "three"),
);

test("a set that comes back whole is 1 throughout", async () => {
  expect(await returnOf(first, first)).toEqual({ similarity: 1, matched: 1, groups: 1, documents: 1 });
});

test("what comes back is counted by persona, by group with synonyms as one, and by document", async () => {
  const again = setOf(
    personaOf("x", "caregiver", "travel costs", "one"),
    personaOf("y", "cook", "soup portions", "four"),
  );
  expect(await returnOf(first, again)).toEqual({
    similarity: expect.closeTo(1 / 3),
    matched: expect.closeTo(1 / 3),
    groups: 0.5,
    documents: 0.25,
  });
});

test("likeness asks for the nearest, a match for a partner of one's own", async () => {
  const twins = setOf(personaOf("a", "carer", "travel costs"), personaOf("b", "carer", "travel costs"));
  const one = setOf(personaOf("x", "carer", "travel costs"));
  expect(await returnOf(twins, one)).toEqual({ similarity: 1, matched: 0.5, groups: 1 });
});
