import { expect, test } from "vitest";
import { replySchema } from "../../src/adapters/chat/reply-schema.ts";
import { BATTERY } from "../../src/domain/framing.ts";
import type { Protocol } from "../../src/domain/study.ts";
import { priceStudy } from "../../src/study/price-study.ts";
import type { Brief } from "../../src/study/run-study.ts";
import { seatPanel } from "../../src/study/seat-panel.ts";
import { item, persona, personaSet } from "./fixture.ts";
import { pricedModel as model } from "./priced-model.ts";

const set = personaSet("a", [persona("n1", "nurse"), persona("n2", "nurse")]);
const price = (protocol: Protocol, framings: readonly string[], brief: Partial<Brief> = {}) =>
  priceStudy({
    design: {
      items: [item("i1"), item("i2")],
      panels: [{ arm: "grounded", personaSet: "a", seats: seatPanel(set, 6) }],
      protocols: [protocol],
      models: ["m"],
      framings,
      replicates: 3,
      seed: 1,
    },
    brief: {
      rubric: {
        dimensions: [{ id: "clarity", definition: "", scale: { min: 1, max: 5, step: 1, level: "ordinal" } }],
      },
      purpose: "Judge.",
      ...brief,
    },
    models: [model],
    making: [],
    concurrency: 10,
    charactersPerToken: 4,
    schemaOf: replySchema,
  });

test("the battery costs what its framings cost, and those that test answers cost first words alone", async () => {
  const plain = await price("independent", ["plain"]);
  const battery = await price("independent", BATTERY);
  expect(battery.calls.low).toBe(BATTERY.length * plain.calls.low);
  const debated = await price("debate", BATTERY);
  const kinds = new Map(debated.by.framingKind.map(({ name, calls }) => [name, calls]));
  expect(kinds.get("order")).toBe(plain.calls.expected);
  expect(kinds.get("wording")).toBeGreaterThan(3 * plain.calls.expected);
});

test("judging drift and guarding turns are part of the price", async () => {
  const steps = async (brief: Partial<Brief>) =>
    new Map((await price("debate", ["plain"], brief)).by.step.map(({ name, calls }) => [name, calls]));
  const plain = await steps({});
  expect([...plain.keys()]).not.toContain("persona-line");
  expect((await steps({ isGuarded: true })).get("persona-line")).toBeGreaterThan(0);
  const judged = await steps({ driftReruns: 2 });
  expect(judged.get("self-questions")).toBeGreaterThanOrEqual(2 * 2 * 2 * 6);
  expect(judged.get("discuss")).toBe(plain.get("discuss"));
});
