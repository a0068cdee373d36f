import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text as readText } from "node:stream/consumers";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { Chat } from "../../src/adapters/chat/chat-model.ts";
import { CHAT_PROMPT as prompt, CHAT_REQUEST as request } from "../adapters/chat-request.ts";
import { KEY } from "../adapters/model-fixture.ts";
import { listeningInTest } from "../fakes/listening.ts";
import { type FakeServerOptions, startFakeServer } from "../fakes/openai-server.ts";

/** Opens the client under test on an address; it is closed when the test is done. */
export type OpenClient = (baseURL: string, more: { readonly timeoutMs: number }) => Promise<Chat>;

const unheard = (): void => {};

async function serverThat(
  answers: (response: ServerResponse, incoming: IncomingMessage) => void,
): Promise<string> {
  const server = createServer(async (incoming, response) => {
    await readText(incoming);
    answers(response, incoming);
  });
  return `${await listeningInTest(server)}/v1`;
}

/** What every client of an OpenAI-compatible server must do, whoever builds and sends its requests. */
export function chatContract(name: string, open: OpenClient): void {
  describe(name, () => {
    async function on(options: FakeServerOptions) {
      const server = await startFakeServer({ apiKey: KEY, keepsBodies: true, ...options });
      onTestFinished(server.close);
      return { server, chat: await open(server.url, { timeoutMs: 5000 }) };
    }
    const openTo = (url: string, timeoutMs = 5000) => open(url, { timeoutMs });

    test("a reply is read with its tokens and build, and the request says what it must", async () => {
      const { server, chat } = await on({});
      const [reply, ...more] = await chat(request, undefined, unheard);
      expect(more).toEqual([]);
      expect(reply).toMatchObject({
        end: "complete",
        model: "fake-fake",
        fingerprint: "fp_fake",
        chances: null,
      });
      expect(prompt.schema.safeParse(JSON.parse(reply?.text ?? "")).success).toBe(true);
      expect(reply?.promptTokens).toBeGreaterThan(100);
      expect(reply?.completionTokens).toBeGreaterThan(10);
      expect(server.stats().bodies).toEqual([
        expect.objectContaining({
          model: "fake",
          seed: 7,
          temperature: 0.5,
          max_tokens: 900,
          messages: [...prompt.messages],
          response_format: {
            type: "json_schema",
            json_schema: { name: "assess", strict: true, schema: request.schema.json },
          },
        }),
      ]);
      expect(JSON.stringify(server.stats().bodies)).not.toMatch(/"(?:stream|n|logprobs)":(?!false)/);
      expect(server.stats().authorizations).toEqual([`Bearer ${KEY}`]);
    });

    test.each(["tool-call", "json-mode"] as const)("a reply by %s is read like any", async (rung) => {
      const { chat } = await on({});
      const schema = rung === "json-mode" ? ` JSON Schema:\n${request.schema.text}` : "";
      const [first, last] = prompt.messages;
      const messages = [first!, { ...last!, content: `${last!.content}${schema}` }];
      const [reply] = await chat({ ...request, rung, messages }, undefined, unheard);
      expect(prompt.schema.safeParse(JSON.parse(reply?.text ?? "")).success).toBe(true);
    });

    test.each([
      ["refusal", "refused"],
      ["content-filter", "refused"],
      ["filtered-prompt", "refused"],
      ["truncated", "cut"],
      ["prose", "complete"],
    ] as const)("%s is kept as %s, with what was said", async (fault, end) => {
      const { server, chat } = await on({ chooseFault: () => fault });
      const [reply] = await chat(request, undefined, unheard);
      expect(reply?.end).toBe(end);
      expect(reply?.text).not.toBe("");
      expect(server.stats().requests).toBe(1);
    });

    test.each([
      ["rate-limit", { status: 429, waitMs: 3000, code: "rate_limit_exceeded" }],
      ["server-error", { status: 500, waitMs: null }],
      ["too-long", { status: 400, code: "context_length_exceeded" }],
      ["out-of-quota", { status: 429, code: "insufficient_quota" }],
      ["html", { status: null, code: "protocol" }],
      ["connection-cut", { status: null, message: expect.stringContaining("connection failed") }],
    ] as const)("%s throws what it is, after one request", async (fault, told) => {
      const { server, chat } = await on({ chooseFault: () => fault, retryAfterSeconds: 3 });
      await expect(chat(request, undefined, unheard)).rejects.toMatchObject({
        name: "TransportError",
        ...told,
      });
      expect(server.stats().requests).toBe(1);
    });

    test("a wrong key, a server that is not there and a body that breaks off are told apart", async () => {
      const { chat } = await on({ apiKey: "sk-another-one-entirely" });
      await expect(chat(request, undefined, unheard)).rejects.toMatchObject({
        status: 401,
        code: "invalid_api_key",
      });
      const nobody = await openTo("http://127.0.0.1:1/v1");
      await expect(nobody(request, undefined, unheard)).rejects.toMatchObject({ code: "not-connected" });
      const breaking = await serverThat((response) => {
        response.writeHead(200, { "content-length": "100" });
        response.write("half", () => response.destroy());
      });
      await expect((await openTo(breaking))(request, undefined, unheard)).rejects.toMatchObject({
        status: null,
      });
    });

    test("an answer that does not come, or does not end, is given up in time", async () => {
      const silent = await serverThat(() => {});
      const late = { code: "timeout", message: "no answer within 0.05 s" };
      await expect((await openTo(silent, 50))(request, undefined, unheard)).rejects.toMatchObject(late);
      const trickling = await serverThat((response) => {
        response.writeHead(200);
        const drops = setInterval(() => response.write(" "), 10);
        response.on("close", () => clearInterval(drops));
      });
      await expect((await openTo(trickling, 50))(request, undefined, unheard)).rejects.toMatchObject(late);
    });

    test("a call can be called off, before it is sent and while it is under way", async () => {
      let asked = 0;
      let closed = 0;
      const silent = await serverThat((response) => {
        asked++;
        response.on("close", () => closed++);
      });
      const chat = await openTo(silent);
      await expect(chat(request, AbortSignal.abort(new Error("no more")), unheard)).rejects.toThrow(
        "no more",
      );
      const stop = new AbortController();
      const pending = chat(request, stop.signal, unheard);
      await vi.waitFor(() => expect(asked).toBe(1));
      stop.abort(new Error("enough"));
      await expect(pending).rejects.toThrow("enough");
      await vi.waitFor(() => expect(closed).toBe(1));
    });

    test("that a request goes out is said once, before the server has it, and not of one that was called off", async () => {
      const said: string[] = [];
      const server = await serverThat((response) => {
        said.push("arrived");
        response.writeHead(503).end("busy");
      });
      const chat = await openTo(server);
      const sent = (): void => void said.push("sent");
      await expect(chat(request, undefined, sent)).rejects.toThrow("503");
      await expect(chat(request, undefined, sent)).rejects.toThrow("503");
      expect(said).toEqual(["sent", "arrived", "sent", "arrived"]);
      await expect(chat(request, AbortSignal.abort(), sent)).rejects.toThrow();
      expect(said).toHaveLength(4);
    });

    test("connections are used again", async () => {
      const sockets = new Set<unknown>();
      const { server, chat } = await on({});
      const relay = await serverThat((response, incoming) => {
        sockets.add(incoming.socket);
        response.writeHead(503).end("busy");
      });
      const busy = await openTo(relay);
      for (let call = 0; call < 5; call++)
        await expect(busy(request, undefined, unheard)).rejects.toThrow("503");
      expect(sockets.size).toBeLessThan(3);
      await Promise.all([1, 2, 3].map((seed) => chat({ ...request, seed }, undefined, unheard)));
      expect(server.stats().inFlightMax).toBeLessThanOrEqual(3);
    });
  });
}
