import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readCorpus } from "../../src/adapters/documents/read-corpus.ts";
import { lsaEmbedder } from "../../src/adapters/embedders/lsa.ts";
import { lexicalAnswer } from "../../src/adapters/lexical/lexical-answer.ts";
import { isPeopleNoun } from "../../src/domain/people.ts";
import { type Evidence, PersonaSet } from "../../src/domain/persona.ts";
import type { Complete } from "../../src/domain/ports.ts";
import { isVerbatim } from "../../src/domain/verbatim.ts";
import { checkPersonaSet } from "../../src/personas/check-persona-set.ts";
import { groundPersonas } from "../../src/personas/ground-personas.ts";
import { inventPersonas } from "../../src/personas/invent-personas.ts";
import { statementsOf } from "../../src/personas/persona-parts.ts";
import { DATA } from "../real-data.ts";
import { scripted } from "./scripted.ts";

const shipped = join(import.meta.dirname, "..", "..", "corpora");

/** The embedded model: the same task and draw give the same answer. */
const complete: Complete = (prompt, draw, signal) =>
  scripted((task) => lexicalAnswer(task, draw.seed)).complete(prompt, draw, signal);

const folders = [
  ["plain-medicine", join(shipped, "plain-medicine")],
  ["support-desk", join(shipped, "support-desk")],
  ...(DATA === ""
    ? []
    : ["clinical", "education"].map((name) => [name, join(DATA, "corpora", name)] as const)),
] as const;

describe.each(folders)("%s", async (name, folder) => {
  const corpus = await readCorpus(folder);
  const ground = (seed: number, personas?: number) =>
    groundPersonas({ complete, fitEmbed: lsaEmbedder({ seed }) }, corpus, {
      id: name,
      seed,
      model: "lexical",
      embedder: "lsa",
      personas,
    });
  const evidenceOf = (set: PersonaSet): readonly Evidence[] =>
    set.personas.flatMap((persona) => statementsOf(persona).flatMap(({ evidence }) => evidence));
  const set = await ground(1);

  test("gives at least four personas of two stakeholder groups, all nouns for people that stand in quoted passages", () => {
    expect(PersonaSet.parse(set)).toEqual(set);
    expect(set.personas.length).toBeGreaterThanOrEqual(4);
    expect(new Set(set.personas.map(({ stakeholder }) => stakeholder)).size).toBeGreaterThanOrEqual(2);
    expect(set.personas.every(({ stakeholder }) => isPeopleNoun(stakeholder))).toBe(true);
    expect(checkPersonaSet(set, corpus)).toEqual([]);
  });

  test("quotes verbatim, at least six quotes of at least four documents", () => {
    const evidence = evidenceOf(set);
    for (const { document: id, page: number, quote } of evidence) {
      const page = corpus.documents.find((one) => one.id === id)?.pages.find((one) => one.number === number);
      expect(isVerbatim(page?.raw ?? "", quote), quote).toBe(true);
    }
    expect(new Set(evidence.map(({ quote }) => quote)).size).toBeGreaterThanOrEqual(6);
    const heard = new Set(evidence.map(({ document }) => document)).size;
    expect(heard).toBeGreaterThanOrEqual(4);
    expect(heard / corpus.documents.length).toBeGreaterThanOrEqual(0.8);
  });

  const isShipped = folder.startsWith(shipped);
  test.each([
    { personas: 8, seed: 2, share: 0.8 },
    // A second size takes its time on the larger corpora, and says no more there.
    ...(isShipped ? [{ personas: 6, seed: 3, share: 0.7 }] : []),
  ])("lets most documents speak ($personas personas, seed $seed)", async ({ seed, personas, share }) => {
    const heard = new Set(evidenceOf(await ground(seed, personas)).map(({ document }) => document));
    expect(heard.size / corpus.documents.length).toBeGreaterThanOrEqual(share);
  });

  // The command is held to it on the larger corpora.
  if (isShipped)
    test("comes out the same to the byte when made again", async () => {
      expect(JSON.stringify(await ground(1))).toBe(JSON.stringify(set));
    });

  test("is matched by invented sets in personas, groups, words and reading grade", async () => {
    for (const seed of [1, 2, 3]) {
      const { match } = await inventPersonas(
        { complete },
        { id: "invented", task: "Judge summaries and dialogues.", seed, model: "lexical", like: set },
      );
      expect(match).toMatchObject({ personas: 1, groups: 1 });
      expect(Math.abs((match.words ?? 0) - 1)).toBeLessThanOrEqual(0.1);
      expect(Math.abs(match.grade ?? 9)).toBeLessThanOrEqual(1);
    }
  });
});
