import { expect, test } from "vitest";
import type { Persona, PersonaSet } from "../../src/domain/persona.ts";
import { checkPersonaSet } from "../../src/personas/check-persona-set.ts";
import { chunkDocument } from "../../src/personas/chunk-document.ts";
import { documentSubset } from "../../src/personas/document-subset.ts";
import { promptsDigest } from "../../src/personas/prompts-digest.ts";
import { corpusOf, documentOf } from "./scripted.ts";

const notes = documentOf(
  "notes",
  "The nurses of the ward asked for clear doses on every label.\fThe patients asked for large print on every label of the ward.",
);
const corpus = corpusOf([notes]);
const [first] = chunkDocument(notes);
const evidence = {
  document: "notes",
  page: 1,
  chunk: first!.id,
  start: 4,
  end: 21,
  quote: "nurses of the war",
};
const persona: Persona = {
  id: "nurse-1",
  name: "Ann",
  stakeholder: "nurse",
  dimensions: [],
  fields: {
    demographics: [],
    evaluativeDimension: [{ text: "Clear doses.", from: "document", evidence: [evidence] }],
    specialty: [],
    traits: [],
    relationships: [],
  },
};
const set: PersonaSet = {
  version: 1,
  id: "set",
  origin: "grounded",
  corpus: {
    id: "corpus",
    digest: corpus.digest,
    documents: [{ id: "notes", file: "notes.txt", sha256: "sha-notes" }],
  },
  model: "m",
  seed: 1,
  promptsDigest: "d",
  dropped: { notFound: 0, malformed: 0, duplicate: 0 },
  personas: [persona],
};

const citing = (changed: Partial<typeof evidence>): PersonaSet => ({
  ...set,
  personas: [
    {
      ...persona,
      fields: {
        ...persona.fields,
        traits: [{ text: "Exact.", from: "document", evidence: [{ ...evidence, ...changed }] }],
      },
    },
  ],
});

test("a set that holds has no problems", () => {
  expect(checkPersonaSet(set, corpus)).toEqual([]);
});

test.each([
  [{ quote: "nurses of the lab" }, /does not stand at 4-21 of notes/],
  [{ start: 5 }, /does not stand at 5-21/],
  [{ document: "elsewhere" }, /elsewhere, which is not in the corpus/],
  [{ page: 2 }, /stands on page 1 of notes, not on 2/],
  [{ chunk: "notes#2" }, /does not stand in the passage notes#2/],
])("evidence with %o is a problem that names its place", (changed, problem) => {
  const problems = checkPersonaSet(citing(changed), corpus);
  expect(problems).toHaveLength(1);
  expect(problems[0]?.where).toBe("nurse-1.traits[0]");
  expect(problems[0]?.what).toMatch(problem);
});

test("a quote that the page's raw text does not hold is a problem", () => {
  const altered = { ...notes, pages: notes.pages.map((page) => ({ ...page, raw: "Nothing of the kind." })) };
  expect(checkPersonaSet(set, { ...corpus, documents: [altered] }).map(({ what }) => what)).toEqual([
    "the quote is not in the raw text of its page of notes",
  ]);
});

test("a passage that a persona may look into is held to the same rule", () => {
  const looking = (start: number): PersonaSet => ({
    ...set,
    personas: [{ ...persona, passages: [{ ...evidence, start, end: start + 17 }] }],
  });
  expect(checkPersonaSet(looking(4), corpus)).toEqual([]);
  expect(checkPersonaSet(looking(5), corpus)).toEqual([
    { where: "nurse-1.passages[0]", what: "the quote does not stand at 5-22 of notes" },
  ]);
});

test("another digest, another file and a missing file are problems", () => {
  const other = { ...corpus, digest: "other", documents: [{ ...notes, sha256: "changed" }] };
  expect(checkPersonaSet(set, other).map(({ where }) => where)).toEqual([
    "corpus.digest",
    "corpus.documents notes",
  ]);
  expect(checkPersonaSet(set, { ...corpus, documents: [] }).map(({ what }) => what)).toContain(
    "notes.txt is not in the corpus",
  );
});

test("a persona without a quote, or whose stakeholder no quoted passage names, is a problem", () => {
  const mute = { ...persona, fields: { ...persona.fields, evaluativeDimension: [] } };
  expect(checkPersonaSet({ ...set, personas: [mute] }, corpus).map(({ what }) => what)).toEqual([
    "no quote speaks for this persona",
  ]);
  const patient = { ...persona, stakeholder: "patient" };
  expect(checkPersonaSet({ ...set, personas: [patient] }, corpus).map(({ what }) => what)).toEqual([
    '"patient" stands in none of its quoted passages',
  ]);
});

test("an invented set needs no corpus, a grounded one does", () => {
  const { corpus: _, ...rest } = set;
  const mute = { ...persona, fields: { ...persona.fields, evaluativeDimension: [] } };
  expect(checkPersonaSet({ ...rest, origin: "invented", personas: [mute] }, corpus)).toEqual([]);
  expect(checkPersonaSet(rest, corpus).map(({ where }) => where)).toEqual(["corpus"]);
});

test("the first set of an arm is made from all documents, further ones from three quarters, drawn by seed", () => {
  const many = corpusOf(Array.from({ length: 12 }, (_, at) => documentOf(`d${at}`, "")));
  expect(documentSubset(many, 0, 5)).toBe(many);
  const one = documentSubset(many, 1, 5);
  expect(one.documents).toHaveLength(9);
  expect(one.digest).toBe(many.digest);
  expect(documentSubset(many, 1, 5)).toEqual(one);
  expect(documentSubset(many, 2, 5).documents).not.toEqual(one.documents);
  const few = corpusOf(many.documents.slice(0, 4));
  expect(documentSubset(few, 2, 5)).toBe(few);
});

test("the digest of the prompts is one for one wording", () => {
  expect(promptsDigest()).toMatch(/^[0-9a-f]{16}$/);
  expect(promptsDigest()).toBe(promptsDigest());
});
