import { expect, test } from "vitest";
import { z } from "zod";
import { assessPrompt } from "../../../src/prompts/assess.ts";
import { assessTask, modelFixture } from "../model-fixture.ts";

const prompt = assessPrompt(assessTask());
const draw = (label: string) => ({ label, seed: 1 });

const Body = z.looseObject({
  response_format: z.looseObject({ type: z.string() }).optional(),
  tools: z.array(z.looseObject({})).optional(),
  messages: z.array(z.looseObject({ content: z.string() })),
});
const wayOf = (body: unknown): string => {
  const { response_format, tools } = Body.parse(body);
  return tools ? "tools" : (response_format?.type ?? "text");
};

test.each([400, 422, 501])(
  "a server that turns JSON schemas down with %i is asked by a tool call",
  async (rejectsWith) => {
    const { server, open } = await modelFixture({ rejects: ["json_schema"], rejectsWith, keepsBodies: true });
    const model = await open();
    expect((await model.complete(prompt, draw("a"))).status).toBe("ok");
    const { bodies } = server.stats();
    expect(bodies.map(wayOf)).toEqual(["json_schema", "tools"]);
    expect(bodies[1]).toMatchObject({
      tools: [{ type: "function", function: { name: "assess", parameters: { type: "object" } } }],
      tool_choice: { type: "function", function: { name: "assess" } },
    });
  },
);

test("a server that takes neither is asked in JSON mode, and then the schema stands in the prompt", async () => {
  const { server, open } = await modelFixture({ rejects: ["json_schema", "tools"], keepsBodies: true });
  expect((await (await open()).complete(prompt, draw("a"))).status).toBe("ok");
  const { bodies } = server.stats();
  expect(bodies.map(wayOf)).toEqual(["json_schema", "tools", "json_object"]);
  const [first, , last] = bodies.map((body) => Body.parse(body).messages.at(-1)?.content);
  expect(first).not.toContain("JSON Schema");
  expect(last).toContain('JSON Schema:\n{"type":"object"');
});

test("a 404 steps down only where it speaks of the feature", async () => {
  const { server, open } = await modelFixture({ rejects: ["json_schema"], rejectsWith: 404 });
  expect((await (await open()).complete(prompt, draw("a"))).status).toBe("ok");
  expect(server.stats().requests).toBe(2);
});

test("the first call tries the rungs alone, and all others take what it found", async () => {
  const { server, open } = await modelFixture({ rejects: ["json_schema"], latencyMs: 2 });
  const model = await open();
  const replies = await Promise.all(
    Array.from({ length: 20 }, (_, index) => model.complete(prompt, draw(`${index}`))),
  );
  expect(replies.every(({ status }) => status === "ok")).toBe(true);
  expect(server.stats()).toMatchObject({ requests: 21, rejected: 1 });
});

test("a later run takes the remembered rung, finds the same entries, and tries nothing", async () => {
  const { server, open } = await modelFixture({ rejects: ["json_schema"] });
  const first = await (await open()).complete(prompt, draw("a"));
  const later = await open();
  expect(await later.complete(prompt, draw("a"))).toEqual(first);
  expect((await later.complete(prompt, draw("b"))).status).toBe("ok");
  expect(server.stats()).toMatchObject({ requests: 3, rejected: 1 });
});

test("a malformed reply is asked for again on the rung that it came from", async () => {
  const { server, open } = await modelFixture({
    rejects: ["json_schema"],
    chooseFault: () => "wrong-shape",
    keepsBodies: true,
  });
  expect((await (await open()).complete(prompt, draw("a"))).status).toBe("malformed");
  expect(server.stats().bodies.map(wayOf)).toEqual(["json_schema", "tools", "tools"]);
});

test("a text that is too long says nothing about the rung", async () => {
  const { server, open } = await modelFixture({
    chooseFault: () => (server.stats().requests === 1 ? "too-long" : undefined),
    keepsBodies: true,
  });
  const model = await open();
  expect(await model.complete(prompt, draw("a"))).toMatchObject({
    status: "failed",
    message: expect.stringContaining("maximum context length"),
  });
  expect((await model.complete(prompt, draw("b"))).status).toBe("ok");
  expect(server.stats().bodies.map(wayOf)).toEqual(["json_schema", "json_schema"]);
});

test("a server that takes no rung fails its calls with its own first word", async () => {
  const { server, open } = await modelFixture({ rejects: ["json_schema", "tools", "json_object"] });
  const model = await open();
  expect(await model.complete(prompt, draw("a"))).toMatchObject({
    status: "failed",
    message: expect.stringContaining("does not take 'json_schema'"),
  });
  expect(server.stats().requests).toBe(3);
  expect(model.tally()).toMatchObject({ used: 0, made: 0, repeated: 0, failed: 1 });
});

test("a first call that meets an accident leaves the rung open, and the others go on without it", async () => {
  const { server, open } = await modelFixture({
    rejects: ["json_schema"],
    chooseFault: ({ request }) => (request?.seed === 13 ? "server-error" : undefined),
  });
  const model = await open();
  const [first, ...others] = await Promise.all([
    model.complete(prompt, { label: "unlucky", seed: 13 }),
    model.complete(prompt, draw("a")),
    model.complete(prompt, draw("b")),
  ]);
  expect(first.status).toBe("failed");
  expect(others.map(({ status }) => status)).toEqual(["ok", "ok"]);
  expect(server.stats().byKind.assess).toBe(11);
});
