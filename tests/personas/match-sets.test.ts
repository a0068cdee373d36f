import { expect, test } from "vitest";
import { lsaEmbedder } from "../../src/adapters/embedders/lsa.ts";
import type { Evidence, Persona, PersonaSet } from "../../src/domain/persona.ts";
import { bareRole } from "../../src/personas/bare-role.ts";
import { MATCHED_FROM, matchSets } from "../../src/personas/match-sets.ts";

const quote = (document: string, start: number, words: string): Evidence => ({
  document,
  page: null,
  chunk: `${document}#1`,
  start,
  end: start + words.length,
  quote: words,
});

function personaOf(id: string, looksAt: string, evidence: readonly Evidence[] = []): Persona {
  const stakeholder = id.split("-")[0] ?? id;
  return {
    id,
    name: `A ${stakeholder} of many`,
    stakeholder,
    dimensions: [{ id: "lens", name: looksAt, definition: `How far a text minds ${looksAt}.` }],
    fields: {
      demographics: [{ text: "Aged 40, lives in town.", from: "model", evidence: [] }],
      evaluativeDimension: [
        evidence.length > 0
          ? { text: `Minds ${looksAt}.`, from: "document", evidence: [...evidence] }
          : { text: `Minds ${looksAt}.`, from: "model", evidence: [] },
      ],
      specialty: [],
      traits: [],
      relationships: [],
    },
  };
}

function setOf(id: string, personas: readonly Persona[], sha256 = "sha-a"): PersonaSet {
  return {
    version: 1,
    id,
    origin: "grounded",
    corpus: { id: "ward", digest: "d", documents: [{ id: "a", file: "a.txt", sha256 }] },
    model: "scripted",
    embedder: "lsa",
    seed: 1,
    promptsDigest: "0",
    dropped: { notFound: 0, malformed: 0, duplicate: 0 },
    personas: [...personas],
  };
}

const fitEmbed = lsaEmbedder({ seed: 1 });
const doses = quote("a", 0, "Every nurse asked for the doses of the tablets.");
const first = setOf("first", [
  personaOf("nurse-1", "doses of tablets and syringes", [doses]),
  personaOf("patient-1", "letters after the discharge from hospital", [
    quote("a", 100, "Patients wait for letters."),
  ]),
  personaOf("carer-1", "rent, benefits and the cost of travel", [quote("a", 200, "Carers pay for travel.")]),
]);
const second = setOf("second", [
  personaOf("carer-1", "the cost of travel, benefits and rent", [
    quote("a", 210, "pay for travel, and more."),
  ]),
  personaOf("nurse-1", "syringes, tablets and their doses", [doses]),
  personaOf("cook-1", "soup, salt and portions at breakfast", [quote("a", 400, "The cook was not asked.")]),
]);

test("personas are matched by what they look at, whatever their order and ids; the rest is gone or new", async () => {
  const { pairs, gone, fresh } = await matchSets(first, second, fitEmbed);
  expect(pairs.map((pair) => [pair.first.id, pair.second.id]).sort()).toEqual([
    ["carer-1", "carer-1"],
    ["nurse-1", "nurse-1"],
  ]);
  expect(pairs.every(({ similarity }) => similarity >= MATCHED_FROM && similarity <= 1)).toBe(true);
  expect(gone.map(({ persona }) => persona.id)).toEqual(["patient-1"]);
  expect(fresh.map(({ persona }) => persona.id)).toEqual(["cook-1"]);
  expect(gone[0]?.similarity).toBeLessThan(MATCHED_FROM);
});

test("evidence is shared where quotes overlap, and else one side's", async () => {
  const { evidence, pairs } = await matchSets(first, second, fitEmbed);
  expect(evidence.shared.map(({ start }) => start)).toEqual([0, 200]);
  expect(evidence.onlyFirst.map(({ start }) => start)).toEqual([100]);
  expect(evidence.onlySecond.map(({ start }) => start)).toEqual([400]);
  const nurse = pairs.find((pair) => pair.first.id === "nurse-1");
  expect(nurse?.evidence).toEqual({ shared: [doses], onlyFirst: [], onlySecond: [] });
});

test("documents of one name but other content share no evidence", async () => {
  const other = {
    ...second,
    corpus: { ...second.corpus!, documents: [{ id: "a", file: "a.txt", sha256: "x" }] },
  };
  expect((await matchSets(first, other, fitEmbed)).evidence.shared).toEqual([]);
});

test("a set comes back wholly as itself, even where the embedder knows none of its words", async () => {
  const knowsNothing = async () => async (texts: readonly string[]) => texts.map(() => new Float64Array(3));
  for (const embed of [fitEmbed, knowsNothing])
    for (const set of [first, bareRole(first, "bare")]) {
      const { pairs, gone, fresh } = await matchSets(set, set, embed);
      expect(pairs.map((pair) => pair.first.id === pair.second.id && pair.similarity)).toEqual([1, 1, 1]);
      expect([...gone, ...fresh]).toEqual([]);
    }
});

test("the match of b with a is the match of a with b, and the order of personas does not matter", async () => {
  const forth = await matchSets(first, second, fitEmbed);
  const back = await matchSets(second, first, fitEmbed);
  const turned = await matchSets({ ...first, personas: first.personas.toReversed() }, second, fitEmbed);
  const ids = (match: typeof forth) => match.pairs.map((pair) => pair.first.id).sort();
  expect(back.pairs.map((pair) => pair.second.id).sort()).toEqual(ids(forth));
  expect(ids(turned)).toEqual(ids(forth));
});

test("sets of unequal size leave somebody alone", async () => {
  const alone = setOf("alone", [first.personas[1]!]);
  const { pairs, gone, fresh } = await matchSets(alone, first, fitEmbed);
  expect([pairs.length, gone.length, fresh.length]).toEqual([1, 0, 2]);
});
