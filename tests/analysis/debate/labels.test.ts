import { expect, test } from "vitest";
import type { DebateEffect } from "../../../src/domain/debate-result.ts";
import type { Estimate } from "../../../src/domain/estimate.ts";
import { StudyResult } from "../../../src/domain/result.ts";
import { debateHeadlines } from "../../../src/report/debate-headlines.ts";
import { modelFixture } from "../../adapters/model-fixture.ts";
import type { Debater } from "../../fakes/debaters.ts";
import { ALL_ERR_ALONE, copyingAnswer } from "../../fakes/debaters.ts";
import { type KnownRun, runKnownPanel } from "./known-panels.ts";

const SEEDS = 20;
const ITEMS = 36;
/** Panelists behind the server differ by their seeds; what people think has nothing to do with it. */
const NOISY = { mean: 0.25, item: 0, persona: 0, itemPersona: 0, noise: 0.012 };
const LATENT = { accuracy: NOISY, clarity: NOISY };

function effectOf({ result }: KnownRun, protocol = "debate") {
  const effect = result.debate?.find(
    ({ dimension, condition }) => dimension === "*" && condition.protocol === protocol,
  );
  if (effect === undefined) throw new Error(`nothing is said of ${protocol}`);
  return effect;
}

function intervalOf(estimate: Estimate): { readonly low: number; readonly high: number } {
  if (estimate.value === null || estimate.low === undefined || estimate.high === undefined)
    throw new Error("an interval was expected");
  return { low: estimate.low, high: estimate.high };
}

test.each<[Debater, string]>([
  ["copies the majority", "conformity-only"],
  ["follows evidence", "helped"],
  ["rates anew", "undetermined"],
])("a panel that %s is told to be %s in at least 18 of 20 seeds", async (kind, label) => {
  let right = 0;
  for (let seed = 1; seed <= SEEDS; seed++)
    if (effectOf(await runKnownPanel(kind, seed, { items: ITEMS })).verdict === label) right++;
  expect(right).toBeGreaterThanOrEqual(18);
});

test("a majority that errs more than the mean is copied, and told to be conformity, in at least 18 of 20 seeds", async () => {
  const effects: DebateEffect[] = [];
  for (let seed = 1; seed <= SEEDS; seed++)
    effects.push(
      effectOf(
        await runKnownPanel("copies the majority", seed, { items: ITEMS, seats: 5, spread: ALL_ERR_ALONE }),
      ),
    );
  const told = effects.filter(({ verdict }) => verdict === "conformity-only");
  expect(told.length).toBeGreaterThanOrEqual(18);
  for (const { conformity, note } of told) {
    expect(conformity.joining).toMatchObject({ value: 0, high: 0 });
    expect(note).toMatch(/a vote over first ratings would have done/);
  }
  // By the distance to people alone many of these would be called harmed.
  expect(
    effects.filter(({ towardHumans }) => intervalOf(towardHumans.independent).low > 0).length,
  ).toBeGreaterThan(2);
});

test("noise that takes a panel further from people is undetermined in at least 18 of 20 seeds, and said to be noise", async () => {
  const effects: DebateEffect[] = [];
  for (let seed = 1; seed <= SEEDS; seed++)
    effects.push(
      effectOf(
        await runKnownPanel("strays by chance", seed, { items: ITEMS, seats: 4, spread: ALL_ERR_ALONE }),
      ),
    );
  expect(effects.filter(({ verdict }) => verdict === "undetermined").length).toBeGreaterThanOrEqual(18);
  const noisier = effects.filter(({ note }) => note?.includes("last ratings are noisier than first ones"));
  expect(noisier.length).toBeGreaterThan(2);
  for (const { towardHumans } of noisier) {
    expect(intervalOf(towardHumans.independent).low).toBeGreaterThan(0);
    expect(intervalOf(towardHumans.selfConsistency).low).toBeGreaterThan(0);
  }
});

test("panelists who follow evidence away from where all of them began do not merely join one another", async () => {
  const { conformity, note } = effectOf(
    await runKnownPanel("follows evidence", 2, { items: ITEMS, seats: 5 }),
  );
  expect(intervalOf(conformity.joining).low).toBeGreaterThan(0.1);
  expect(note).not.toMatch(/a vote over first ratings/);
});

test.each<[Debater, RegExp]>([
  ["copies the majority", /did not help here: panelists came nearer to one another .* no nearer to people/],
  ["follows evidence", /helped: it brought the panel nearer to people/],
  ["rates anew", /cannot be told/],
])("a reader is told in a sentence what a panel that %s got out of it", async (kind, sentence) => {
  const { result } = await runKnownPanel(kind, 3, { items: ITEMS });
  expect(debateHeadlines(result).map((headline) => headline.sentence)).toEqual([
    expect.stringMatching(sentence),
  ]);
});

test("every protocol with a second phase is judged, on each dimension and on all", async () => {
  const run = await runKnownPanel("follows evidence", 1, {
    items: 12,
    protocols: ["independent", "self-consistency", "read-only", "debate", "gated"],
  });
  expect(StudyResult.parse(run.result)).toEqual(run.result);
  const judged = run.result.debate?.map(({ condition, dimension }) => `${condition.protocol} ${dimension}`);
  expect(judged?.toSorted()).toEqual(
    ["debate", "gated", "read-only"].flatMap((name) => [`${name} *`, `${name} accuracy`, `${name} clarity`]),
  );
});

test("who copies the majority leaves no minority; who rates anew only seems to conform", async () => {
  const copied = effectOf(await runKnownPanel("copies the majority", 3));
  expect(copied.minoritySurvival.value).toBe(0);
  expect(copied.conformity.majority.pull.value).toBeCloseTo(1, 12);
  expect(copied.flips.withNewEvidence.value).toBe(0);
  const { pull, retest } = effectOf(await runKnownPanel("rates anew", 3)).conformity.majority;
  // Whoever stood far off by chance comes nearer by itself: asking again in another run does the same.
  expect(pull.value).toBeGreaterThan(0.2);
  expect(Math.abs((pull.value ?? 0) - (retest.value ?? 0))).toBeLessThan(0.25);
});

test("who moves by evidence flips with evidence, but where the group did not come to talk of it", async () => {
  const { flips, shift } = effectOf(await runKnownPanel("follows evidence", 3));
  expect(flips.withNewEvidence.value).toBeGreaterThan(2 * (flips.withoutNewEvidence.value ?? 1));
  expect(shift.discussion.value).toBe(0);
});

test("without people conformity alone is judged, by variance and by what runs have in common", async () => {
  const copied = effectOf(await runKnownPanel("copies the majority", 2, { items: ITEMS, hasPeople: false }));
  expect(copied.verdict).toBe("conformity-only");
  expect(copied.note).toMatch(/conformity and reproducibility alone/);
  const { independent, movedAway } = copied.towardHumans;
  expect([independent.value, movedAway.value]).toEqual([null, null]);
  const helped = effectOf(await runKnownPanel("follows evidence", 2, { items: ITEMS, hasPeople: false }));
  expect(helped.verdict).toBe("undetermined");
});

test("without self-consistency neither help nor harm is claimed", async () => {
  const alone = effectOf(
    await runKnownPanel("follows evidence", 4, { items: ITEMS, protocols: ["independent", "debate"] }),
  );
  expect(alone.towardHumans.independent).toMatchObject({ high: expect.closeTo(-0.8, 0) });
  expect(alone.verdict).toBe("undetermined");
  expect(alone.note).toMatch(/self-consistency was not run/);
});

test("a panel that copies the majority is told so over HTTP, too", async () => {
  const { open } = await modelFixture({ answer: copyingAnswer, latent: LATENT });
  const { complete } = await open();
  const run = await runKnownPanel("copies the majority", 1, {
    items: ITEMS,
    protocols: ["independent", "debate"],
    complete,
  });
  expect(effectOf(run).verdict).toBe("conformity-only");
});
