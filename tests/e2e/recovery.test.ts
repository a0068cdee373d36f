import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openLedger } from "../../src/adapters/ledger/open-ledger.ts";
import { openModel } from "../../src/adapters/open-model.ts";
import { analyze } from "../../src/analysis/analyze.ts";
import type { Rating } from "../../src/domain/rating.ts";
import type { Rubric } from "../../src/domain/rubric.ts";
import { planCells } from "../../src/study/plan-cells.ts";
import { runStudy } from "../../src/study/run-study.ts";
import { seatNobody, seatPanel } from "../../src/study/seat-panel.ts";
import { latentOf } from "../fakes/latent-ratings.ts";
import { startFakeServer } from "../fakes/openai-server.ts";
import { item, persona, personaSet } from "../study/fixture.ts";
import { workFolder } from "./assize.ts";

const work = workFolder();
afterAll(work.remove);

const TRUTH = { none: 0, quarter: 0.25, one: 1, four: 4 } as const;
const NAMES = Object.keys(TRUTH) as (keyof typeof TRUTH)[]; // the literal's own keys
const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);

/** Each dimension has its own true ratio, so one run of 720 calls tries all four. */
const rubric: Rubric = {
  dimensions: NAMES.map((id) => ({ id, definition: "", scale: { min: 0, max: 100, level: "interval" } })),
};
const items = Array.from({ length: 30 }, (_, index) =>
  item(`i${index}`, { source: `Source ${index}.`, output: `Output ${index}.` }),
);
const panel = personaSet(
  "eight",
  Array.from({ length: 8 }, (_, index) => persona(`nurse-${index + 1}`, "nurse")),
);

/** One study over HTTP: 30 items × 8 seats × 3 runs on a server whose latent model is drawn from `seed`. */
async function ratingsOf(seed: number, hasPersonas: boolean): Promise<Rating[]> {
  const server = await startFakeServer({
    seed,
    latent: Object.fromEntries(NAMES.map((id) => [id, latentOf(TRUTH[id])])),
  });
  const ledger = await openLedger(join(work.path, `ledger-${seed}-${hasPersonas}.sqlite`));
  const model = await openModel(
    { id: "m", model: "openai:fake", baseURL: server.url },
    { ledger, environment: {} },
  );
  const cells = planCells({
    items,
    panels: [
      hasPersonas
        ? { arm: "grounded", personaSet: panel.id, seats: seatPanel(panel, 8) }
        : { arm: "none", personaSet: null, seats: seatNobody(8) },
    ],
    protocols: ["independent"],
    models: ["m"],
    framings: ["plain"],
    replicates: 3,
    seed,
  });
  const rows: Rating[] = [];
  try {
    for await (const { ratings } of runStudy(
      { complete: () => model.complete },
      cells,
      { rubric, purpose: "Judge." },
      32,
    ))
      rows.push(...ratings);
    expect(server.stats().chat).toBe(30 * 8 * 3);
  } finally {
    await model.close();
    await ledger.close();
    await server.close();
  }
  return rows;
}

/** Few draws for what is resampled: λ's own interval has draws of its own. */
const FEW = { bootstraps: 40, permutations: 99 };
const levels = Object.fromEntries(NAMES.map((id) => [id, "interval" as const]));

test("over real HTTP the analysis recovers the ratio that the server was given, and never sees a signal in noise", async () => {
  const covered = { none: 0, quarter: 0, one: 0, four: 0 };
  for (const seed of SEEDS) {
    const { conditions } = analyze(await ratingsOf(seed, true), { ...FEW, seed, levels });
    for (const name of NAMES) {
      const signal = conditions.find(({ dimension }) => dimension === name)?.signal;
      const lambda = signal?.lambda;
      if (lambda?.value === null || lambda?.low === undefined || lambda.high === undefined)
        throw new Error(`${name}: ${JSON.stringify(lambda)}`);
      if (lambda.low <= TRUTH[name] && TRUTH[name] <= lambda.high) covered[name]++;
      if (name === "none") expect(signal?.verdict).not.toBe("signal");
    }
  }
  for (const name of NAMES) expect(covered[name], `${name} of ${SEEDS.length}`).toBeGreaterThanOrEqual(17);
}, 240_000);

test("panels of nobody in particular show no persona: their intervals cover 0", async () => {
  const intervals: string[] = [];
  let covering = 0;
  for (const seed of SEEDS.slice(0, 5)) {
    const { conditions } = analyze(await ratingsOf(seed, false), {
      ...FEW,
      seed,
      levels,
      nullArms: ["none"],
    });
    for (const { signal, dimension } of conditions) {
      if (dimension === "*") continue;
      const lambda = signal?.lambda;
      if (lambda?.value === null || lambda?.low === undefined || lambda.high === undefined) continue;
      intervals.push(`${seed} ${dimension}: ${lambda.low} to ${lambda.high}`);
      const covers = lambda.low <= 0 && lambda.high >= 0;
      if (covers) covering++;
      expect(signal?.alarm === undefined, "an alarm stands exactly where 0 is not covered").toBe(covers);
    }
  }
  expect(intervals).toHaveLength(20);
  expect(covering, intervals.join("\n")).toBeGreaterThanOrEqual(17);
});
