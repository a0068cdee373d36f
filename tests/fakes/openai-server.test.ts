import { describe, expect, test } from "vitest";
import type { AssessTask, Passage, Seat } from "../../src/domain/prompt.ts";
import { assessPrompt, finalPrompt } from "../../src/prompts/assess.ts";
import { discussPrompt } from "../../src/prompts/discuss.ts";
import { inventPrompt, personaPrompt, perspectivesPrompt } from "../../src/prompts/ground.ts";
import { synthesisPrompt } from "../../src/prompts/synthesis.ts";
import { assessTask, modelFixture } from "../adapters/model-fixture.ts";
import { latentOf, latentRating } from "./latent-ratings.ts";
import type { FakeRequest } from "./read-request.ts";

const passages: readonly Passage[] = [
  {
    id: "p1",
    document: "d1",
    page: 3,
    text: "Dosage matters. Most patients skip a dose when a < b is unclear.",
  },
  {
    id: "p2",
    document: "d2",
    page: null,
    text: "Nurses explain the dose twice.\n\n[sic] (they say) it helps.",
  },
];
const seat: Seat = {
  id: "nurse-1",
  persona: {
    id: "nurse-1",
    name: "Nia",
    stakeholder: "nurse",
    dimensions: [],
    fields: { demographics: [], evaluativeDimension: [], specialty: [], traits: [], relationships: [] },
  },
  passages,
};
const assess: AssessTask = { ...assessTask(), seat };
const talk = { standings: [], transcript: [] };
const own = { status: "failed", panelist: "nurse-1", message: "none" } as const;
const [focus] = assess.rubric.dimensions;

describe.each(["json_schema", "tools", "json_object"] as const)("asked by %s", (way) => {
  const others = (["json_schema", "tools", "json_object"] as const).filter((other) => other !== way);
  test("the fake answers every kind of task by the request's own schema", async () => {
    const { server, open } = await modelFixture({ rejects: others });
    const { complete } = await open();
    const draw = { label: "a", seed: 5 };
    const dimension = { name: "clarity", definition: "easy" };
    const persona = { kind: "persona", stakeholder: "nurse", dimension, task: "Judge.", grade: 8 } as const;
    const replies = [
      await complete(perspectivesPrompt({ kind: "perspectives", passages, terms: ["dose"] }), draw),
      await complete(personaPrompt({ ...persona, passages, words: 100 }), draw),
      await complete(personaPrompt({ ...persona, passages: [], words: 60 }), draw),
      await complete(inventPrompt({ kind: "invent", task: "Judge.", groups: 3, personas: 7 }), draw),
      await complete(assessPrompt(assess), draw),
      await complete(discussPrompt({ ...assess, ...talk, kind: "discuss", focus: focus! }), draw),
      await complete(finalPrompt({ ...assess, ...talk, kind: "final", own }), draw),
      await complete(synthesisPrompt({ ...assess, ...talk, kind: "synthesis", outcomes: [] }), draw),
    ];
    expect(replies.map((reply) => (reply.status === "ok" ? "ok" : reply.message))).toEqual(
      replies.map(() => "ok"),
    );
    expect(server.stats().byKind).toMatchObject({ perspectives: expect.any(Number), synthesis: 1 });
  });
});

test("perspectives quote passages word for word, for a noun that stands in them", async () => {
  const { open } = await modelFixture();
  const prompt = perspectivesPrompt({ kind: "perspectives", passages, terms: [] });
  const reply = await (await open()).complete(prompt, { label: "a", seed: 1 });
  if (reply.status !== "ok") throw new Error(reply.message);
  expect(reply.value.perspectives.map(({ stakeholder }) => stakeholder)).toEqual(["patient", "nurse"]);
  for (const { dimensions } of reply.value.perspectives)
    for (const { evidence } of dimensions)
      for (const { passage, quote } of evidence)
        expect(passages.find(({ id }) => id === passage)?.text).toContain(quote);
});

test("an invented roster and a persona have the asked size", async () => {
  const { open } = await modelFixture();
  const { complete } = await open();
  const draw = { label: "a", seed: 2 };
  const roster = await complete(
    inventPrompt({ kind: "invent", task: "Judge.", groups: 3, personas: 7 }),
    draw,
  );
  if (roster.status !== "ok") throw new Error(roster.message);
  expect(roster.value.stakeholders.map(({ dimensions }) => dimensions.length)).toEqual([3, 2, 2]);
  const dimension = { name: "clarity", definition: "easy" };
  const task = {
    kind: "persona",
    stakeholder: "nurse",
    dimension,
    passages,
    task: null,
    grade: null,
  } as const;
  const persona = await complete(personaPrompt({ ...task, words: 120 }), draw);
  if (persona.status !== "ok") throw new Error(persona.message);
  const { name: _, ...fields } = persona.value;
  const words = Object.values(fields).flatMap((field) => field.flatMap(({ text }) => text.split(" ")));
  expect(Math.abs(words.length - 120)).toBeLessThan(40);
});

function request(item: number, persona: string | null, seed: number): FakeRequest {
  const text = `item ${item}`;
  const rest = {
    model: "m",
    count: 1,
    logprobs: false,
    way: "json_schema",
    toolName: undefined,
    text,
    passages: [],
    schema: {},
  } as const;
  return { ...rest, kind: "assess", source: text, output: text, persona, seed };
}
const interval = { id: "d", min: 0, max: 1, values: null };
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Half the mean squared difference of pairs: twice the same persona, and two different ones, on the same items. */
function pairVariances(lambda: number, personas: readonly (string | null)[]) {
  const latent = latentOf(lambda);
  const same: number[] = [];
  const different: number[] = [];
  for (let item = 0; item < 300; item++) {
    const rows = personas.map((persona, place) =>
      [0, 1].map((run) => latentRating(request(item, persona, 1000 * place + run), interval, latent, 9)),
    );
    for (const [first, second] of rows) same.push((first! - second!) ** 2 / 2);
    for (let a = 0; a < rows.length; a++)
      for (let b = 0; b < a; b++) different.push((rows[a]![0]! - rows[b]![0]!) ** 2 / 2);
  }
  return { noise: mean(same), signal: mean(different) - mean(same) };
}

test("the latent model's ratings have the true ratio of signal to noise", () => {
  const personas = Array.from({ length: 40 }, (_, index) => `persona ${index}`);
  for (const lambda of [0, 0.25, 1, 4]) {
    const { noise, signal } = pairVariances(lambda, personas);
    expect(noise / 0.0025).toBeCloseTo(1, 1);
    expect(Math.abs(signal / noise - lambda)).toBeLessThan(0.03 + 0.25 * lambda);
  }
  const nobody = Array.from({ length: 40 }, () => null);
  expect(Math.abs(pairVariances(4, nobody).signal / 0.0025)).toBeLessThan(0.03);
});

test("ratings depend on the request alone, and on its seed", async () => {
  const rate = (seed: number, persona: string | null = "p") =>
    latentRating(
      request(1, persona, seed),
      { ...interval, min: 1, max: 5, values: [1, 2, 3, 4, 5] },
      latentOf(1),
      9,
    );
  expect(rate(1)).toBe(rate(1));
  expect(new Set(Array.from({ length: 50 }, (_, seed) => rate(seed))).size).toBeGreaterThan(1);
  expect(Array.from({ length: 50 }, (_, seed) => [1, 2, 3, 4, 5].includes(rate(seed)))).not.toContain(false);
});

test("faults come at their rates, by the request and how often it was sent", async () => {
  const setUp = { faults: { refusal: 0.5 } };
  const run = async () => {
    const { server, open } = await modelFixture(setUp);
    const { complete } = await open();
    const replies = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        complete(assessPrompt(assess), { label: `${index}`, seed: index }),
      ),
    );
    return { statuses: replies.map(({ status }) => status), faults: server.stats().faults };
  };
  const first = await run();
  expect(first.faults.refusal).toBeGreaterThan(30);
  expect(first.faults.refusal).toBeLessThan(70);
  expect(await run()).toEqual(first);
});
