import { expect, onTestFinished, test } from "vitest";
import { openLedger } from "../../src/adapters/ledger/open-ledger.ts";
import { openModel } from "../../src/adapters/open-model.ts";
import { deriveSeed, rngFrom } from "../../src/domain/random.ts";
import { type Rating, ratingKey } from "../../src/domain/rating.ts";
import type { Rubric } from "../../src/domain/rubric.ts";
import { planCells } from "../../src/study/plan-cells.ts";
import { runStudy } from "../../src/study/run-study.ts";
import { seatPanel } from "../../src/study/seat-panel.ts";
import { type FakeServerOptions, startFakeServer } from "../fakes/openai-server.ts";
import { item, persona, personaSet } from "../study/fixture.ts";

const scale = { min: 1, max: 5, step: 1, level: "ordinal" } as const;
const rubric: Rubric = {
  dimensions: ["clarity", "faithfulness"].map((id) => ({ id, definition: "", scale })),
};
const items = Array.from({ length: 60 }, (_, index) =>
  item(`i${index}`, { source: `Source number ${index}.`, output: `Output number ${index}.` }),
);
const set = personaSet(
  "four",
  [1, 2, 3, 4].map((number) => persona(`nurse-${number}`, "nurse")),
);

/** One study of 960 calls over HTTP. */
async function rowsOf(options: FakeServerOptions) {
  const server = await startFakeServer(options);
  onTestFinished(server.close);
  const ledger = openLedger(":memory:");
  const model = await openModel(
    { id: "m", model: "openai:fake", baseURL: server.url },
    { ledger, environment: {}, concurrency: 32, patience: { firstWaitMs: 4 } },
  );
  const cells = planCells({
    items,
    panels: [{ arm: "grounded", personaSet: set.id, seats: seatPanel(set, 4) }],
    protocols: ["independent"],
    models: ["m"],
    framings: ["plain"],
    replicates: 4,
    seed: 1,
  });
  const rows = new Map<string, Rating>();
  const outcomes = runStudy({ complete: () => model.complete }, cells, { rubric, purpose: "Judge." }, 64);
  for await (const { ratings } of outcomes) for (const row of ratings) rows.set(ratingKey(row), row);
  await model.close();
  await ledger.close();
  return { rows, stats: server.stats(), tally: model.tally() };
}

test("under the faults of real providers every row is a rating or a reason, and each fault costs one call more", async () => {
  const rng = rngFrom(deriveSeed("latency"));
  const whole = await rowsOf({});
  const { rows, stats, tally } = await rowsOf({
    faults: {
      "rate-limit": 0.02,
      "server-error": 0.01,
      prose: 0.01,
      "wrong-shape": 0.01,
      "off-scale": 0.01,
      truncated: 0.01,
      "connection-cut": 0.005,
    },
    retryAfterSeconds: 0.05,
    latencyMs: () => (rng() < 0.1 ? 30 : 3),
  });
  expect([...rows.keys()].sort()).toEqual([...whole.rows.keys()].sort());
  // A call that a fault hit says, when it is made again, what it would have said at once.
  const wrong = [...rows].filter(([key, row]) =>
    row.value === null ? row.missing === undefined : row.value !== whole.rows.get(key)?.value,
  );
  expect(wrong).toEqual([]);
  expect([...rows.values()].filter(({ value }) => value === null).length).toBeLessThan(0.01 * rows.size);
  const injected = Object.values(stats.faults).reduce((sum, count) => sum + count, 0);
  expect(injected).toBeGreaterThan(40);
  const calls = items.length * 16;
  expect(stats.chat).toBeGreaterThan(calls);
  expect(stats.chat - calls - injected).toBeLessThanOrEqual(0.01 * calls);
  expect(tally).toMatchObject({ failed: 0, repeated: stats.faults["connection-cut"] });
});

test("where nothing gets through any more the run ends, and says so", async () => {
  let answered = 0;
  const dying: FakeServerOptions = {
    chooseFault: () => (answered++ > 100 ? "server-error" : undefined),
  };
  await expect(rowsOf(dying)).rejects.toThrow(/\d+ calls in a row were given up.*what was answered is kept/);
  expect(answered).toBeLessThan(100 + 64 * 4 * 6);
});

test("drawn together, five replicates of one request take less than half of the prompt's tokens", async () => {
  const study = async (sampling: "one" | "n", options: FakeServerOptions = {}) => {
    const server = await startFakeServer(options);
    onTestFinished(server.close);
    const ledger = openLedger(":memory:");
    const open = () =>
      openModel(
        { id: "m", model: "openai:fake", baseURL: server.url, sampling },
        { ledger, environment: {}, concurrency: 8, run: "mine" },
      );
    const cells = planCells({
      items: items.slice(0, 12),
      panels: [{ arm: "grounded", personaSet: set.id, seats: seatPanel(set, 4) }],
      protocols: ["independent"],
      models: ["m"],
      framings: ["plain"],
      replicates: 5,
      seed: 1,
    });
    const rowsBy = async (model: Awaited<ReturnType<typeof open>>) => {
      const rows: Rating[] = [];
      const brief = { rubric, purpose: "Judge." };
      for await (const { ratings } of runStudy({ complete: () => model.complete }, cells, brief, 18))
        rows.push(...ratings);
      await model.close();
      return rows;
    };
    const model = await open();
    const rows = await rowsBy(model);
    const later = await open();
    expect(await rowsBy(later), "a later run replays").toEqual(rows);
    expect(later.tally()).toMatchObject({ made: 0, used: 240 });
    const spent = await ledger.spentBy("mine");
    await ledger.close();
    return { rows, stats: server.stats(), spent, tally: model.tally() };
  };
  const one = await study("one", { latencyMs: 5 });
  const n = await study("n", { latencyMs: 5 });
  expect(n.stats.promptTokens).toBeLessThan(0.5 * one.stats.promptTokens);
  expect(n.spent).toEqual({
    calls: n.stats.chat,
    lost: 0,
    promptTokens: n.stats.promptTokens,
    completionTokens: n.stats.completionTokens,
  });
  expect(n.tally).toMatchObject({ used: 240, made: n.stats.chat, promptTokens: n.stats.promptTokens });
  expect(n.rows.filter(({ value }) => value !== null)).toHaveLength(480);
  const replies = new Set(n.rows.map(({ reply }) => reply));
  expect(replies.size, "replicates differ").toBeGreaterThan(200);
  const ignoring = await study("n", { latencyMs: 5, ignoresCount: true });
  expect(ignoring.stats.chat).toBe(240);
  expect(ignoring.rows.filter(({ value }) => value !== null)).toHaveLength(480);
});
