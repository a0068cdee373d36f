import { expect, test } from "vitest";
import { lsaEmbedder } from "../../../src/adapters/embedders/lsa.ts";

const CORPUS = [
  "The nurse checks the dose of the tablet before the patient takes it.",
  "Patients forget a tablet when the dose changes every week.",
  "A nurse explains the dose and the tablet to each patient.",
  "The teacher reads a story to the class every morning.",
  "Pupils retell the story and the teacher listens to the class.",
  "A class of pupils asks the teacher about the story.",
];

const dot = (a: Float64Array, b: Float64Array): number =>
  a.reduce((sum, value, at) => sum + value * b[at]!, 0);
const embedded = async (texts: readonly string[], seed = 1, dimensions?: number) =>
  (await lsaEmbedder({ seed, dimensions })(CORPUS))(texts);

test("texts about one thing lie close together, texts about two things apart", async () => {
  const [dose, forget, , story, retell] = await embedded(CORPUS, 1, 2);
  expect(dot(dose!, forget!)).toBeGreaterThan(0.9);
  expect(dot(story!, retell!)).toBeGreaterThan(0.9);
  expect(Math.abs(dot(dose!, story!))).toBeLessThan(0.3);
});

test("vectors have unit length and as many entries as there are dimensions", async () => {
  const vectors = await embedded(CORPUS, 1, 3);
  expect(vectors).toHaveLength(CORPUS.length);
  for (const vector of vectors) {
    expect(vector).toHaveLength(3);
    expect(dot(vector, vector)).toBeCloseTo(1, 12);
  }
});

test("a text outside the corpus is folded in where its terms lie", async () => {
  const [known, stranger] = await embedded([CORPUS[0]!, "Which dose should this patient be given?"], 1, 2);
  expect(dot(known!, stranger!)).toBeGreaterThan(0.9);
});

test("inflected words meet in one term", async () => {
  const [one, other] = await embedded(["pupils and stories", "pupil and story"]);
  expect(dot(one!, other!)).toBeCloseTo(1, 12);
});

test("a text without a known term is a zero vector", async () => {
  const vectors = await embedded(["", "the and of", "quarks", "医生"]);
  expect(vectors.flatMap((vector) => [...vector]).every((entry) => entry === 0)).toBe(true);
});

test("a corpus without any term still gives vectors of one length", async () => {
  const embed = await lsaEmbedder({ seed: 1 })(["", "the of and"]);
  expect(await embed(["a", "nurse"])).toEqual([new Float64Array(1), new Float64Array(1)]);
  expect(await (await lsaEmbedder({ seed: 1 })([]))(["nurse"])).toEqual([new Float64Array(1)]);
});

test("the same seed gives the same bytes; another seed the same space", async () => {
  const first = await embedded(CORPUS, 7);
  expect(await embedded(CORPUS, 7)).toEqual(first);
  for (const [index, vector] of (await embedded(CORPUS, 8)).entries())
    expect(dot(vector, first[index]!)).toBeCloseTo(1, 9);
});

test("an aborted fit throws", async () => {
  await expect(lsaEmbedder({ seed: 1 })(CORPUS, AbortSignal.abort())).rejects.toThrow();
});
