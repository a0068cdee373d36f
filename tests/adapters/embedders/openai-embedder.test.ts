import { expect, test } from "vitest";
import { openEmbedder } from "../../../src/adapters/embedders/open-embedder.ts";
import { openaiEmbedder } from "../../../src/adapters/embedders/openai-embedder.ts";
import { readEmbeddings } from "../../../src/adapters/embedders/read-embeddings.ts";
import { InputError, ProviderError } from "../../../src/domain/errors.ts";
import { bagOfWords } from "../../fakes/bag-of-words.ts";
import type { FakeServerOptions } from "../../fakes/openai-server.ts";
import { KEY, modelFixture } from "../model-fixture.ts";

async function setUp(serverOptions: FakeServerOptions = {}) {
  const { server, ledger, waits } = await modelFixture({ keepsBodies: true, ...serverOptions });
  const patience = { random: () => 0.5, sleep: async () => {} };
  const options = { ledger, environment: { OPENAI_API_KEY: KEY }, patience, seed: 1 };
  const spec = { model: "openai:embedding-fake", baseURL: server.url };
  return { server, ledger, waits, spec, options };
}
const texts = (count: number): readonly string[] =>
  Array.from(
    { length: count },
    (_, index) => `text number ${"abcdefghij"[index % 10]} of ${"word ".repeat(index)}`,
  );

test("vectors come in the order of the texts, over as many requests as it takes", async () => {
  const { server, spec, options } = await setUp({ embeddingDimension: 16 });
  const embed = await openaiEmbedder(spec, options)(["the corpus does not matter"]);
  const asked = texts(300);
  const vectors = await embed(asked);
  expect(vectors.map((vector) => [...vector])).toEqual(asked.map((text) => [...bagOfWords(text, 16)]));
  expect(server.stats()).toMatchObject({ embeddings: 3 });
  expect(server.stats().bodies[0]).toMatchObject({ model: "embedding-fake", encoding_format: "float" });
});

test("a text is sent once: not again in the same call, nor by a later run", async () => {
  const { server, spec, options } = await setUp();
  const first = await (await openaiEmbedder(spec, options)([]))(["a cat\nsat", "a dog", "a cat\nsat"]);
  expect(first[0]).toEqual(first[2]);
  expect(server.stats().bodies).toMatchObject([{ input: ["a cat\nsat", "a dog"] }]);
  const later = await openaiEmbedder(spec, options)([]);
  expect(await later(["a dog", "a bird"])).toEqual([first[1], expect.any(Float64Array)]);
  expect(server.stats().bodies[1]).toMatchObject({ input: ["a bird"] });
});

test("another embedder's vectors are not taken", async () => {
  const { server, spec, options } = await setUp();
  await (await openaiEmbedder(spec, options)([]))(["a cat"]);
  await (await openaiEmbedder({ ...spec, model: "other" }, options)([]))(["a cat"]);
  expect(server.stats().embeddings).toBe(2);
});

test("a fault of the server is tried again, and given up with what to do", async () => {
  const { server, spec, options } = await setUp({
    chooseFault: ({ occurrence }) => (occurrence < 2 ? "server-error" : undefined),
  });
  expect(await (await openaiEmbedder(spec, options)([]))(["a cat"])).toHaveLength(1);
  expect(server.stats().embeddings).toBe(3);

  const down = await setUp({ chooseFault: () => "server-error" });
  const embed = await openaiEmbedder(down.spec, down.options)([]);
  const error = await embed(["a cat"]).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ProviderError);
  expect(String(error)).toMatch(/embedding-fake at http.*500.*Run again/);
  expect(String(error)).not.toContain(KEY);
  expect(down.server.stats().embeddings).toBe(6);
});

test("an embedder can be called off", async () => {
  const { spec, options } = await setUp({ latencyMs: 5000 });
  const stop = new AbortController();
  const pending = (await openaiEmbedder(spec, options)([]))(["a cat"], stop.signal);
  stop.abort(new Error("enough"));
  await expect(pending).rejects.toThrow("enough");
});

test("a spec says who embeds", async () => {
  const { server, options } = await setUp();
  const local = openEmbedder(
    { model: "nomic-embed-text:latest", baseURL: server.url },
    { ...options, environment: {} },
  );
  expect(await (await local([]))(["a cat"])).toHaveLength(1);
  expect(server.stats().bodies[0]).toMatchObject({ model: "nomic-embed-text:latest" });
  expect(() => openEmbedder("nomic-embed-text", options)).toThrow(InputError);
  expect(() => openEmbedder("nomic-embed-text", options)).toThrow(/write lsa, or openai:name, ollama:name/);
  expect(() => openEmbedder("openai:text-embedding-3-small", { ...options, environment: {} })).toThrow(
    /needs a key: set OPENAI_API_KEY/,
  );
});

test("vectors out of order are put in order; missing, uneven or empty ones are refused", () => {
  const body = (data: readonly object[]) => JSON.stringify({ data });
  const [first, second] = readEmbeddings(
    body([
      { index: 1, embedding: [2, 2] },
      { index: 0, embedding: [1, 1] },
    ]),
    2,
  );
  expect([first, second]).toEqual([Float64Array.of(1, 1), Float64Array.of(2, 2)]);
  expect(() => readEmbeddings(body([{ embedding: [1] }]), 2)).toThrow(/1 vectors for 2 texts/);
  expect(() => readEmbeddings(body([{ embedding: [1] }, { embedding: [1, 2] }]), 2)).toThrow(
    /several lengths/,
  );
  expect(() => readEmbeddings(body([{ embedding: [] }]), 1)).toThrow(/no vectors/);
  expect(() => readEmbeddings("<html>", 1)).toThrow(/no vectors/);
});
