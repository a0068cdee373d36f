import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { InputError, ProviderError } from "../../src/domain/errors.ts";
import type { Reply } from "../../src/domain/ports.ts";
import { type AssessmentReply, assessPrompt } from "../../src/prompts/assess.ts";
import type { Fault } from "../fakes/faults.ts";
import { assessTask, KEY, modelFixture } from "./model-fixture.ts";

const prompt = assessPrompt(assessTask());
const draw = (label: string, seed = 1) => ({ label, seed });
const everyTime = (fault: Fault) => ({ chooseFault: () => fault });
const firstTime = (fault: Fault) => {
  let isFirst = true;
  return {
    chooseFault: () => {
      const chosen = isFirst ? fault : undefined;
      isFirst = false;
      return chosen;
    },
  };
};
const numbersIn = (reply: Reply<AssessmentReply>): readonly (number | null)[] =>
  reply.status === "ok" ? reply.value.assessments.map(({ rating }) => rating) : [];

test("a chat model's reply comes back parsed, with the hash of its text and its tokens", async () => {
  const { server, open } = await modelFixture();
  const model = await open();
  const reply = await model.complete(prompt, draw("a"));
  expect(reply.status).toBe("ok");
  expect(numbersIn(reply)).toHaveLength(2);
  expect(reply.hash).toMatch(/^[0-9a-f]{16}$/);
  expect(reply.usage.promptTokens).toBeGreaterThan(100);
  expect(model.fingerprint()).toBe("gpt-fake-fake fp_fake");
  expect(server.stats()).toMatchObject({ requests: 1, byKind: { assess: 1 } });
});

test("a request carries its seed, its temperature and a schema that names every dimension and value", async () => {
  const { server, open } = await modelFixture({ keepsBodies: true });
  await (await open({ maxTokens: 900 })).complete(prompt, draw("a", 4711));
  const body = z
    .looseObject({
      response_format: z.looseObject({ json_schema: z.looseObject({ schema: z.unknown() }) }),
    })
    .parse(server.stats().bodies[0]);
  expect(body).toMatchObject({ model: "gpt-fake", seed: 4711, temperature: 1, max_tokens: 900 });
  expect(body.response_format).toMatchObject({
    type: "json_schema",
    json_schema: { name: "assess", strict: true },
  });
  const schema = JSON.stringify(body.response_format.json_schema.schema);
  expect(schema).toContain('"enum":["clarity","faithfulness"]');
  expect(schema).toContain('"rating":{"anyOf":[{"type":"number","enum":[1,2,3,4,5]},{"type":"null"}]');
});

test.each(["gpt-5.6", "local-codex:7b", "gpt-5.5-pro"])(
  "%s is asked by chat completions like any model",
  async (name) => {
    const { server, open } = await modelFixture();
    const model = await open({ model: `openai:${name}` });
    expect((await model.complete(prompt, draw("a"))).status).toBe("ok");
    expect(server.stats()).toMatchObject({ requests: 1, chat: 1 });
  },
);

describe("an accident never becomes a number", () => {
  test.each([
    ["prose", "malformed", 2],
    ["off-scale", "malformed", 2],
    ["wrong-shape", "malformed", 2],
    ["truncated", "malformed", 2],
    ["empty", "malformed", 2],
    ["refusal", "refused", 1],
    ["content-filter", "refused", 1],
    ["rate-limit", "failed", 8],
    ["server-error", "failed", 6],
    ["html", "failed", 6],
    ["connection-cut", "failed", 6],
    ["too-long", "failed", 1],
    ["filtered-prompt", "refused", 1],
  ] as const)("%s is %s, after %i requests", async (fault, status, requests) => {
    const { server, open } = await modelFixture(everyTime(fault));
    const model = await open();
    const reply = await model.complete(prompt, draw("a"));
    expect(reply.status).toBe(status);
    expect(numbersIn(reply)).toEqual([]);
    if (reply.status !== "ok") expect(reply.message).not.toBe("");
    expect(server.stats().requests).toBe(requests);
    expect(model.tally()).toMatchObject({
      failed: status === "failed" ? 1 : 0,
      used: status === "failed" ? 0 : requests,
    });
  });

  test("a code fence or thoughts around a good reply are no accident", async () => {
    for (const fault of ["fenced", "thoughts"] as const) {
      const { server, open } = await modelFixture(everyTime(fault));
      expect((await (await open()).complete(prompt, draw("a"))).status).toBe("ok");
      expect(server.stats().requests).toBe(1);
    }
  });
});

test("a malformed reply is asked for once more, with what is wrong and the schema", async () => {
  const { server, open } = await modelFixture({ ...firstTime("off-scale"), keepsBodies: true });
  const model = await open();
  const reply = await model.complete(prompt, draw("a"));
  expect(reply.status).toBe("ok");
  expect(model.tally()).toMatchObject({ used: 2, made: 2 });
  const bodies = z
    .array(z.looseObject({ messages: z.array(z.looseObject({ role: z.string(), content: z.string() })) }))
    .parse(server.stats().bodies);
  const again = bodies[1]?.messages ?? [];
  expect(again.map(({ role }) => role)).toEqual(["system", "user", "assistant", "user"]);
  expect(again[2]?.content).toContain("1000000");
  expect(again[3]?.content).toContain("could not be used");
  expect(again[3]?.content).toContain('"enum":[1,2,3,4,5]');
});

test("both replies of a second asking are entries of their own, and replay", async () => {
  const { server, open } = await modelFixture(firstTime("prose"));
  const first = await (await open()).complete(prompt, draw("a"));
  const later = await open();
  expect(await later.complete(prompt, draw("a"))).toEqual(first);
  expect(later.tally()).toMatchObject({ used: 2, made: 0, replayed: 2 });
  expect(server.stats().requests).toBe(2);
});

describe("the ledger", () => {
  test("a second run makes no call and gives the same replies, refusals and malformed ones too", async () => {
    const fault = { prose: 0.2, refusal: 0.2, truncated: 0.1 };
    const { server, open } = await modelFixture({ faults: fault });
    const ask = async () => {
      const model = await open();
      const replies = await Promise.all(
        Array.from({ length: 40 }, (_, index) => model.complete(prompt, draw(`run ${index}`, index))),
      );
      return { replies, tally: model.tally() };
    };
    const first = await ask();
    const sent = server.stats().requests;
    const second = await ask();
    expect(new Set(first.replies.map(({ status }) => status))).toEqual(
      new Set(["ok", "refused", "malformed"]),
    );
    expect(second.replies).toEqual(first.replies);
    expect(server.stats().requests).toBe(sent);
    expect(second.tally).toEqual({ ...first.tally, made: 0, replayed: first.tally.used });
  });

  test("two replicates never share an entry, while the seed alone makes no new one", async () => {
    const { server, open } = await modelFixture();
    const model = await open();
    const first = await model.complete(prompt, draw("replicate 0", 1));
    const second = await model.complete(prompt, draw("replicate 1", 2));
    expect(first.hash).not.toBe(second.hash);
    expect(await model.complete(prompt, draw("replicate 0", 99))).toEqual(first);
    expect(server.stats().requests).toBe(2);
  });

  test("another model, temperature, limit or address is another entry", async () => {
    const { server, open } = await modelFixture();
    const specs = [{}, { model: "openai:other" }, { temperature: 0.5 }, { maxTokens: 500 }];
    for (const spec of specs) await (await open(spec)).complete(prompt, draw("a"));
    for (const spec of specs) await (await open({ ...spec, id: "renamed" })).complete(prompt, draw("a"));
    expect(server.stats().requests).toBe(specs.length);
    const local = server.url.replace("127.0.0.1", "localhost");
    await (await open({ baseURL: local })).complete(prompt, draw("a"));
    expect(server.stats().requests).toBe(specs.length + 1);
  });

  test("equal requests made at once are one call", async () => {
    const { server, open } = await modelFixture({ latencyMs: 20 });
    const model = await open();
    const replies = await Promise.all([1, 2, 3].map(() => model.complete(prompt, draw("a"))));
    expect(new Set(replies.map(({ hash }) => hash)).size).toBe(1);
    expect(server.stats().requests).toBe(1);
    expect(model.tally()).toMatchObject({ used: 1, made: 1 });
  });

  test("a run that was called off goes on where it stopped, and owns up to what may be paid twice", async () => {
    const stop = new AbortController();
    const { server, open } = await modelFixture(
      {
        latencyMs: 10,
        chooseFault: () => {
          if (server.stats().requests === 12) stop.abort(new Error("enough"));
          return undefined;
        },
      },
      { concurrency: 4 },
    );
    const ask = async (count: number, signal?: AbortSignal) => {
      const model = await open({}, signal);
      const settled = await Promise.allSettled(
        Array.from({ length: count }, (_, index) => model.complete(prompt, draw(`run ${index}`, index))),
      );
      return { settled, tally: model.tally() };
    };
    const first = await ask(20, stop.signal);
    const called = first.settled.filter(({ status }) => status === "rejected");
    expect(called.length).toBe(20 - first.tally.made);
    expect(called[0]).toMatchObject({ reason: { message: "enough" } });
    const second = await ask(20);
    expect(second.settled.every(({ status }) => status === "fulfilled")).toBe(true);
    expect(second.tally).toMatchObject({
      used: 20,
      replayed: first.tally.made,
      made: 20 - first.tally.made,
    });
    const paidTwice = server.stats().requests - 20;
    expect(second.tally.repeated).toBeGreaterThanOrEqual(paidTwice);
    expect(second.tally.repeated).toBeLessThanOrEqual(4);
  });

  test("a call that failed is asked again by a later run", async () => {
    const { server, open } = await modelFixture({
      chooseFault: () => (server.stats().requests <= 6 ? "server-error" : undefined),
    });
    expect((await (await open()).complete(prompt, draw("a"))).status).toBe("failed");
    const later = await open();
    expect((await later.complete(prompt, draw("a"))).status).toBe("ok");
    expect(later.tally()).toMatchObject({ made: 1, repeated: 0, failed: 0 });
  });
});

describe("trying again", () => {
  test("waits grow, are jittered, and end after six tries", async () => {
    const { waits, open } = await modelFixture(everyTime("server-error"));
    await (await open()).complete(prompt, draw("a"));
    expect(waits).toEqual([250, 500, 1000, 2000, 4000]);
  });

  test("a rate limit is waited out as long as the provider asks", async () => {
    const { waits, open } = await modelFixture({ ...firstTime("rate-limit"), retryAfterSeconds: 7 });
    const model = await open();
    expect((await model.complete(prompt, draw("a"))).status).toBe("ok");
    expect(waits).toEqual([7250]);
    expect(model.tally()).toMatchObject({ made: 1, repeated: 0 });
  });

  test("a rate limit without a time is tried again too", async () => {
    const { waits, open } = await modelFixture({ ...firstTime("rate-limit"), retryAfterSeconds: null });
    expect((await (await open()).complete(prompt, draw("a"))).status).toBe("ok");
    expect(waits).toEqual([250]);
  });

  test("a provider that asks for an hour is not waited for", async () => {
    const { server, waits, open } = await modelFixture({
      ...everyTime("rate-limit"),
      retryAfterSeconds: 3600,
    });
    expect((await (await open()).complete(prompt, draw("a"))).status).toBe("failed");
    expect(waits).toEqual([]);
    expect(server.stats().requests).toBe(1);
  });

  test("a cut connection may have been paid, and is counted as repeated", async () => {
    const { open } = await modelFixture(firstTime("connection-cut"));
    const model = await open();
    expect((await model.complete(prompt, draw("a"))).status).toBe("ok");
    expect(model.tally()).toMatchObject({ made: 1, repeated: 1 });
  });

  test("no more calls are under way than asked for", async () => {
    const { server, open } = await modelFixture({ latencyMs: 5 }, { concurrency: 3 });
    const model = await open();
    await Promise.all(Array.from({ length: 20 }, (_, index) => model.complete(prompt, draw(String(index)))));
    expect(server.stats().inFlightMax).toBe(3);
  });
});

describe("what no call can mend throws, and says what to do", () => {
  test.each([
    ["a wrong key", { apiKey: "sk-another-key-entirely" }, /\(?401.*Check the key in OPENAI_API_KEY/],
    ["a model that is not there", { models: ["other"] }, /404.*check the model's name and baseURL/],
    ["an empty account", everyTime("out-of-quota"), /quota.*add some, then run again/],
  ])("%s", async (_, serverOptions, message) => {
    const { server, open } = await modelFixture(serverOptions);
    const model = await open();
    const error = await model.complete(prompt, draw("a")).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ProviderError);
    expect(error).toMatchObject({ message: expect.stringMatching(message) });
    expect(server.stats().requests).toBe(1);
  });

  test("a server that is not there", async () => {
    const { server, open } = await modelFixture();
    await server.close();
    await expect((await open()).complete(prompt, draw("a"))).rejects.toThrow(
      /openai:gpt-fake at http.*ECONNREFUSED.*Is the server running/,
    );
  });

  test("a server that goes away in the middle of a run fails its calls, and the rest stands", async () => {
    const { server, open } = await modelFixture();
    const model = await open();
    expect((await model.complete(prompt, draw("a"))).status).toBe("ok");
    await server.close();
    expect(await model.complete(prompt, draw("b"))).toMatchObject({
      status: "failed",
      message: expect.stringContaining("ECONNREFUSED"),
    });
  });

  test("no key where one is needed, a named variable that is not set, a name without a provider", async () => {
    const { ledger } = await modelFixture();
    const { openModel } = await import("../../src/adapters/open-model.ts");
    const options = { ledger, environment: {} };
    const opening = (model: string, more = {}) => openModel({ id: "m", model, ...more }, options);
    await expect(opening("openai:gpt-x")).rejects.toThrow(/needs a key: set OPENAI_API_KEY.*baseURL/);
    await expect(opening("openai:gpt-x", { apiKeyEnv: "MINE" })).rejects.toThrow(/MINE.*is not set/);
    await expect(opening("gpt-x")).rejects.toThrow(/write lexical, or provider:name/);
    await expect(opening("nobody:gpt-x")).rejects.toThrow(InputError);
    await expect(opening("anthropic:claude-x")).rejects.toThrow(/set ANTHROPIC_API_KEY/);
    const environment = { ANTHROPIC_API_KEY: KEY };
    await expect(
      openModel({ id: "m", model: "anthropic:claude-x" }, { ledger, environment }),
    ).rejects.toThrow(/npm install @langchain\/anthropic/);
  });
});

test("a local server needs no key", async () => {
  const { server, ledger } = await modelFixture();
  const { openModel } = await import("../../src/adapters/open-model.ts");
  const model = await openModel(
    { id: "m", model: "openai:llama3.2:1b", baseURL: server.url },
    { ledger, environment: {} },
  );
  expect((await model.complete(prompt, draw("a"))).status).toBe("ok");
  await model.close();
});

test("a key reaches the server and nothing else: no error, no entry, no reply", async () => {
  const { server, ledgerPath, open } = await modelFixture({ faults: { prose: 0.5, "server-error": 0.3 } });
  const model = await open();
  const replies = await Promise.all(
    Array.from({ length: 20 }, (_, index) => model.complete(prompt, draw(String(index)))),
  );
  expect(server.stats().authorizations).toEqual([`Bearer ${KEY}`]);
  expect(JSON.stringify(replies)).not.toContain(KEY);
  const folder = dirname(ledgerPath);
  for (const file of readdirSync(folder)) expect(readFileSync(join(folder, file)).includes(KEY)).toBe(false);

  // This server repeats the key that it was given.
  const refusing = await modelFixture({ apiKey: "sk-the-right-one-012345" });
  const error = await (await refusing.open()).complete(prompt, draw("a")).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ProviderError);
  expect(String(error)).toContain("[redacted]");
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(KEY);
});

test("tokens that a server does not report are unknown, not none", async () => {
  const { open } = await modelFixture({ reportsUsage: false });
  const model = await open();
  const reply = await model.complete(prompt, draw("a"));
  expect(reply.usage).toEqual({ promptTokens: null, completionTokens: null });
  expect(model.tally()).toMatchObject({ used: 1, promptTokens: null, completionTokens: null });
});

test("a call can be called off by its own signal, and others go on", async () => {
  const { open } = await modelFixture({ latencyMs: 30 });
  const model = await open();
  const stop = new AbortController();
  const stopped = model.complete(prompt, draw("a"), stop.signal);
  const other = model.complete(prompt, draw("b"));
  const same = model.complete(prompt, draw("a"));
  stop.abort(new Error("never mind"));
  await expect(stopped).rejects.toThrow("never mind");
  expect((await other).status).toBe("ok");
  expect((await same).status).toBe("ok");
});

test("closing calls off what is under way and waits for it", async () => {
  const { open } = await modelFixture({ latencyMs: 10_000 });
  const model = await open();
  const pending = model.complete(prompt, draw("a")).catch((error: unknown) => error);
  await model.close();
  expect(await pending).toMatchObject({ name: "AbortError" });
  await expect(model.complete(prompt, draw("b"))).rejects.toMatchObject({ name: "AbortError" });
});

test("lexical answers without a server, and replays", async () => {
  const { server, open } = await modelFixture();
  const first = await open({ model: "lexical" });
  const reply = await first.complete(prompt, draw("a", 3));
  expect(reply.status).toBe("ok");
  const later = await open({ model: "lexical" });
  expect(await later.complete(prompt, draw("a", 4))).toEqual(reply);
  expect(later.tally()).toMatchObject({ used: 1, made: 0, replayed: 1, promptTokens: 0 });
  expect(server.stats().requests).toBe(0);
});
