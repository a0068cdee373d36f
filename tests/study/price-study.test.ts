import { expect, test } from "vitest";
import { replySchema } from "../../src/adapters/chat/reply-schema.ts";
import type { Rubric } from "../../src/domain/rubric.ts";
import type { Design } from "../../src/study/plan-cells.ts";
import { priceStudy, type StudyToPrice } from "../../src/study/price-study.ts";
import { seatNobody } from "../../src/study/seat-panel.ts";
import { item } from "./fixture.ts";
import { pricedModel as model } from "./priced-model.ts";

const rubric: Rubric = {
  dimensions: ["clear", "true"].map((id) => ({
    id,
    definition: "",
    scale: { min: 1, max: 5, step: 1, level: "ordinal" },
  })),
};
const text = "A sentence of the source about what was measured and found. ".repeat(60);
const design: Design = {
  items: Array.from({ length: 10 }, (_, index) =>
    item(`i${index}`, { source: text, output: `Output ${index}.` }),
  ),
  panels: [{ arm: "none", personaSet: null, seats: seatNobody(4) }],
  protocols: ["independent"],
  models: ["m"],
  framings: ["plain"],
  replicates: 3,
  seed: 1,
};
const price = (change: Partial<Design> = {}, more: Partial<StudyToPrice> = {}) =>
  priceStudy({
    design: { ...design, ...change },
    brief: { rubric, purpose: "Judge." },
    models: [model],
    making: [],
    concurrency: 10,
    charactersPerToken: 4,
    schemaOf: replySchema,
    ...more,
  });

test("of independent panels calls are items × seats × replicates, a few more where replies are lost", async () => {
  const { calls, cells, money, promptTokens, completionTokens } = await price();
  expect(cells).toBe(30);
  expect(calls).toEqual({ low: 120, expected: 122, high: 132 });
  const expected = (2 * promptTokens.expected + 8 * completionTokens.expected) / 1e6;
  expect(money.expected).toBeCloseTo(expected, 4);
});

test("a debate is rehearsed as it would be held: initial words shared, one round at best, three at worst", async () => {
  const both = await price({ protocols: ["independent", "debate"] });
  const step = (name: string) => both.by.step.find((part) => part.name === name)?.calls;
  expect(step("assess")).toBe(122);
  expect(step("final")).toBe(122);
  expect(step("synthesis")).toBe(31);
  // Four speak in one round and pass; or in each of three rounds.
  expect(both.calls.low).toBe(120 + 120 + 120 + 30);
  expect(both.calls.high).toBe(Math.round(1.1 * (120 + 360 + 120 + 30)));
});

test("low, expected and high come in order, in tokens, money and time", async () => {
  const plan = await price({ protocols: ["debate"] });
  for (const range of [plan.promptTokens, plan.completionTokens, plan.seconds, plan.money]) {
    if (!("low" in range)) throw new Error("a range is needed");
    expect(range.low).toBeLessThan(range.expected);
    expect(range.expected).toBeLessThan(range.high);
  }
});

test("items that were not rehearsed count with their own length", async () => {
  const items = [
    ...design.items,
    ...Array.from({ length: 90 }, (_, index) => item(`long-${index}`, { source: text.repeat(3) })),
  ];
  const panels = Array.from({ length: 20 }, (_, index) => ({ ...design.panels[0]!, arm: `a${index}` }));
  const { promptTokens, calls } = await price({ items, panels });
  const all = await price({ items });
  expect(calls.low).toBe(20 * all.calls.low);
  expect(promptTokens.expected / (20 * all.promptTokens.expected)).toBeCloseTo(1, 2);
});

test("openings that repeat are what a cache could take, at the difference of the two prices", async () => {
  const { prefixCache } = await price();
  expect(prefixCache.share).toBeGreaterThan(0.3);
  expect(prefixCache.money).toBeCloseTo((prefixCache.tokens * 1.5) / 1e6, 9);
  const short = await price({ items: design.items.map((own) => ({ ...own, source: "short" })) });
  expect(short.prefixCache.tokens).toBe(0);
});

test("replicates drawn in one call pay one prompt", async () => {
  const together = await price({}, { models: [{ ...model, drawnTogether: 3 }] });
  const apart = await price();
  expect(together.calls.low).toBe(40);
  expect(together.promptTokens.low).toBeCloseTo(apart.promptTokens.low / 3, -1);
  expect(together.completionTokens.low).toBe(apart.completionTokens.low);
});

test("an unknown price makes the money unknown, with the reason, and everything else stays", async () => {
  const plan = await price({}, { models: [{ ...model, price: { input: null, reason: "nobody knows" } }] });
  expect(plan.money).toEqual({ expected: null, reason: "nobody knows" });
  expect(plan.prefixCache.money).toBeNull();
  expect(plan.calls.low).toBe(120);
});

test("what was measured takes the place of what is assumed", async () => {
  const own = await price();
  const measured = await price({}, { calibration: { calls: 1, promptTokens: 0.5, completionTokens: 3 } });
  expect(measured.promptTokens.expected).toBeCloseTo(own.promptTokens.expected / 2, -1);
  expect(measured.completionTokens.high).toBeCloseTo(1.15 * 3 * own.completionTokens.expected, -2);
});

test("a provider's limit of requests sets the pace where it is slower than the latency", async () => {
  const { seconds } = await price({}, { models: [{ ...model, requestsPerMinute: 1 }] });
  expect(seconds.low).toBe(120 * 60);
});
