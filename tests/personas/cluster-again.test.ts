import { expect, test } from "vitest";
import type { Chunk } from "../../src/domain/corpus.ts";
import { rngFrom } from "../../src/domain/random.ts";
import { clusterAgain } from "../../src/personas/cluster-again.ts";
import { clusterPassages } from "../../src/personas/cluster-passages.ts";
import { clusterVectors } from "../../src/personas/cluster-vectors.ts";
import { coverageOf } from "../../src/personas/coverage.ts";
import { corpusOf, countEmbedder, documentOf } from "./scripted.ts";

const rng = rngFrom(4);
const bundles = Array.from({ length: 60 }, (_, at) =>
  Float64Array.from({ length: 3 }, (_value, axis) => (axis === at % 3 ? 1 : 0) + 0.1 * rng()),
);

test("clusters that stand apart come back from every seed and sample, under whatever numbers", () => {
  const clustering = clusterVectors(bundles, { seed: 1 });
  const { first, seeds, samples } = clusterAgain({ vectors: bundles, clustering }, 1);
  expect([seeds.length, samples.length]).toEqual([10, 10]);
  for (const labels of [...seeds, ...samples])
    expect(new Set(first.map((label, at) => `${label}/${labels[at]}`)).size).toBe(3);
});

test("passages without a known word belong to no cluster and are left out", () => {
  const vectors = [new Float64Array(3), ...bundles];
  const clustering = clusterVectors(vectors, { seed: 1 });
  expect(clusterAgain({ vectors, clustering }, 1).first).toHaveLength(60);
  const nothing = [new Float64Array(2)];
  expect(clusterAgain({ vectors: nothing, clustering: clusterVectors(nothing, { seed: 1 }) }, 1)).toEqual({
    first: [],
    seeds: [],
    samples: [],
  });
});

const sentences = (subject: string, count: number): string =>
  Array.from(
    { length: count },
    (_, at) =>
      `The ${subject} told the nurse of matter ${"abcdefghij"[at]} and of what came of it in the end.`,
  ).join(" ");

test("silent documents say why, silent clusters what they are about", async () => {
  const told = documentOf("told", sentences("patient", 8));
  const corpus = corpusOf([
    told,
    documentOf("told-again", told.text),
    documentOf("unheard", sentences("carer", 8)),
    documentOf(
      "rain",
      "The rain fell on the hills and on the houses by the river, and it went on until dawn.",
    ),
    documentOf("empty", ""),
  ]);
  const { chunks } = await clusterPassages({ fitEmbed: countEmbedder }, corpus, { seed: 1 });
  const [quoted] = chunks as [Chunk];
  const labels = chunks.map(({ document }) => (document === "told" ? 0 : 1));
  const clustering = { k: 2, labels, centroids: [], inertia: 0, curve: [] };
  const evidence = { ...quoted, chunk: quoted.id, end: quoted.start + 20, quote: quoted.text.slice(0, 20) };
  const coverage = coverageOf(
    {
      version: 1,
      id: "set",
      origin: "grounded",
      model: "scripted",
      seed: 1,
      promptsDigest: "0",
      dropped: { notFound: 0, malformed: 0, duplicate: 0 },
      personas: [
        {
          id: "patient-1",
          name: "A patient",
          stakeholder: "patient",
          dimensions: [],
          fields: {
            demographics: [],
            evaluativeDimension: [{ text: "Told of it.", from: "document", evidence: [evidence] }],
            specialty: [],
            traits: [],
            relationships: [],
          },
        },
      ],
    },
    corpus,
    { chunks, clustering },
  );
  expect(coverage.documents).toEqual({
    total: 5,
    silent: [
      { document: "told-again", why: "other documents say the same" },
      { document: "unheard", why: "no persona quotes it" },
      { document: "rain", why: "it names nobody" },
      { document: "empty", why: "it holds no passage of prose" },
    ],
  });
  expect(coverage.clusters.total).toBe(2);
  expect(coverage.clusters.silent).toEqual([
    { cluster: 2, passages: labels.filter((label) => label === 1).length, terms: expect.any(Array) },
  ]);
  expect(coverage.clusters.silent[0]?.terms.length).toBeGreaterThan(0);
});
