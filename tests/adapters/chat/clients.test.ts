import { createServer } from "node:http";
import { connect } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { type LeanSettings, leanChat } from "../../../src/adapters/chat/lean-chat.ts";
import { openAiChat } from "../../../src/adapters/chat/openai-chat.ts";
import { chatContract } from "../../contracts/chat.ts";
import { listeningInTest } from "../../fakes/listening.ts";
import { startFakeServer } from "../../fakes/openai-server.ts";
import { CHAT_REQUEST as request } from "../chat-request.ts";
import { KEY } from "../model-fixture.ts";

const SETTINGS = { model: "fake", apiKey: KEY, temperature: 0.5, maxTokens: 900, timeoutMs: 5000 };

const unheard = (): void => {};

function openLean(settings: Partial<LeanSettings> & { readonly baseURL: string }) {
  const opened = leanChat({ ...SETTINGS, connections: 8, environment: {}, hold: () => {}, ...settings });
  onTestFinished(opened.close);
  return opened.chat;
}

chatContract("the lean client", async (baseURL, more) => openLean({ baseURL, ...more }));
chatContract("LangChain's client", async (baseURL, more) => openAiChat({ ...SETTINGS, ...more, baseURL }));

test("several replies are drawn in one call, and their ratings' probabilities told where they are asked for", async () => {
  const server = await startFakeServer();
  onTestFinished(server.close);
  const replies = await openLean({ baseURL: server.url })(
    { ...request, count: 5, logprobs: true },
    undefined,
    unheard,
  );
  expect(server.stats().chat).toBe(1);
  expect(replies).toHaveLength(5);
  expect(new Set(replies.map(({ text }) => text)).size).toBe(5);
  for (const { chances } of replies) expect(JSON.parse(chances ?? "[]")).toHaveLength(2);
  const { promptTokens, completionTokens } = server.stats();
  const sum = (counts: readonly (number | null)[]) =>
    counts.reduce<number>((all, one) => all + (one ?? 0), 0);
  expect(sum(replies.map((reply) => reply.promptTokens))).toBe(promptTokens);
  expect(sum(replies.map((reply) => reply.completionTokens))).toBe(completionTokens);
});

test("what waits for a connection has not been sent", async () => {
  const answers: (() => void)[] = [];
  const server = createServer((incoming, response) => {
    incoming.resume();
    answers.push(() => response.writeHead(503).end("busy"));
  });
  const chat = openLean({ baseURL: `${await listeningInTest(server)}/v1`, connections: 1 });
  const sent: string[] = [];
  const stop = new AbortController();
  const first = chat(request, undefined, () => sent.push("first"));
  const second = chat(request, stop.signal, () => sent.push("second"));
  const third = chat(request, undefined, () => sent.push("third"));
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  expect(sent).toEqual(["first"]);
  stop.abort(new Error("enough"));
  await expect(second).rejects.toThrow("enough");
  answers[0]?.();
  await expect(first).rejects.toThrow("503");
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  answers[1]?.();
  await expect(third).rejects.toThrow("503");
  expect(sent).toEqual(["first", "third"]);
});

test("a provider that says nothing more is free is heard", async () => {
  const server = createServer((incoming, response) => {
    incoming.resume();
    response.writeHead(429, {
      "x-ratelimit-remaining-requests": "0",
      "x-ratelimit-reset-requests": "1m2.5s",
      "x-ratelimit-remaining-tokens": "400",
      "x-ratelimit-reset-tokens": "6m0s",
    });
    response.end("{}");
  });
  const url = await listeningInTest(server);
  const held: number[] = [];
  const chat = openLean({ baseURL: `${url}/v1`, hold: (wait) => held.push(wait) });
  await expect(chat(request, undefined, unheard)).rejects.toMatchObject({ status: 429 });
  expect(held).toEqual([62_500]);
});

test("a proxy that the environment names is used, but not to this machine", async () => {
  const server = await startFakeServer();
  onTestFinished(server.close);
  const target = Number(new URL(server.url).port);
  const asked: string[] = [];
  // A proxy that leads every name to the fake.
  const proxy = createServer((incoming, response) => {
    asked.push(incoming.url ?? "");
    response.writeHead(502).end();
  });
  proxy.on("connect", (incoming, socket) => {
    asked.push(incoming.url ?? "");
    const onward = connect(target, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      onward.pipe(socket);
      socket.pipe(onward);
    });
    socket.on("error", () => onward.destroy());
    onward.on("error", () => socket.destroy());
  });
  const http_proxy = await listeningInTest(proxy);
  const environment = { http_proxy, HTTPS_PROXY: http_proxy };
  const direct = openLean({ baseURL: server.url, environment });
  expect(await direct(request, undefined, unheard)).toHaveLength(1);
  expect(asked).toEqual([]);
  const distant = openLean({ baseURL: "http://models.example:8000/v1", environment });
  expect(await distant(request, undefined, unheard)).toHaveLength(1);
  expect(asked).toEqual(["models.example:8000"]);
});
