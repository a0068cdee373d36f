import { createServer, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { openEmbedder } from "../../../src/adapters/embedders/open-embedder.ts";
import { openLedger } from "../../../src/adapters/ledger/open-ledger.ts";
import { bagOfWords } from "../../fakes/bag-of-words.ts";
import { listening } from "../../fakes/listening.ts";

type Answer = { readonly status: number; readonly body: unknown };
const Asked = z.strictObject({ model: z.string(), input: z.array(z.string()), truncate: z.literal(true) });
type Asked = z.infer<typeof Asked>;

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** A server that speaks Ollama's protocol for embeddings, and nothing else. */
async function ollama(answer: (asked: Asked, count: number) => Answer) {
  const requests: { readonly asked: Asked; readonly request: IncomingMessage }[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    if (request.url !== "/api/embed" || request.method !== "POST") return response.writeHead(405).end();
    const asked = Asked.parse(JSON.parse(body));
    requests.push({ asked, request });
    const { status, body: reply } = answer(asked, requests.length);
    return response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(reply));
  });
  const url = await listening(server);
  const ledger = await openLedger(":memory:");
  open.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await ledger.close();
  });
  const embedder = (model: string, suffix = "") =>
    openEmbedder(
      { model, baseURL: `${url}${suffix}` },
      {
        ledger,
        environment: {},
        seed: 1,
        patience: { random: () => 0.5, sleep: async () => {} },
      },
    );
  return { embedder, requests };
}
const vectorsOf = ({ model, input }: Asked): Answer => ({
  status: 200,
  body: { model, embeddings: input.map((each) => [...bagOfWords(each, 8)]), total_duration: 1 },
});

test("texts go to /api/embed under the model's name, whether the address ends in /v1 or not", async () => {
  const { embedder, requests } = await ollama(vectorsOf);
  const first = await (await embedder("ollama:nomic-embed-text:latest", "/v1")([]))([
    "a cat",
    "a dog",
    "a cat",
  ]);
  expect(first.map((vector) => [...vector])).toEqual(
    ["a cat", "a dog", "a cat"].map((each) => [...bagOfWords(each, 8)]),
  );
  expect(requests[0]?.asked).toMatchObject({
    model: "nomic-embed-text:latest",
    input: ["a cat", "a dog"],
  });
  expect(requests[0]?.request.headers.authorization).toBeUndefined();
});

test("a vector is kept under its text and model, and asked for once", async () => {
  const { embedder, requests } = await ollama(vectorsOf);
  const first = await (await embedder("ollama:a")([]))(["a cat", "a dog"]);
  expect(await (await embedder("ollama:a", "/v1/")([]))(["a dog", "a bird"])).toEqual([
    first[1],
    expect.any(Float64Array),
  ]);
  expect(requests.map(({ asked }) => asked.input)).toEqual([["a cat", "a dog"], ["a bird"]]);
  await (await embedder("ollama:b")([]))(["a dog"]);
  expect(requests).toHaveLength(3);
});

test("a model that is still loading is asked again; one that is not there is told", async () => {
  const slow = await ollama((asked, count) =>
    count < 3 ? { status: 503, body: { error: "loading" } } : vectorsOf(asked),
  );
  expect(await (await slow.embedder("ollama:a")([]))(["a cat"])).toHaveLength(1);
  expect(slow.requests).toHaveLength(3);
  const none = await ollama(() => ({ status: 404, body: { error: 'model "a" not found' } }));
  const embed = await none.embedder("ollama:a")([]);
  await expect(embed(["a cat"])).rejects.toThrow(/ollama:a at http.*model "a" not found.*check the model/);
});

test("an answer with too few vectors, or none, is no answer", async () => {
  for (const body of [{ embeddings: [[1, 0]] }, { embeddings: [[1], [1, 2]] }, { nothing: true }]) {
    const { embedder } = await ollama(() => ({ status: 200, body }));
    const embed = await embedder("ollama:a")([]);
    await expect(embed(["a cat", "a dog"])).rejects.toThrow(/vectors.*Run again/);
  }
});
