import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readItems } from "../../src/adapters/files/read-items.ts";
import { Debate } from "../../src/domain/debate.ts";
import { PersonaSet } from "../../src/domain/persona.ts";
import type { Complete } from "../../src/domain/ports.ts";
import { Rating } from "../../src/domain/rating.ts";
import type { Rubric } from "../../src/domain/rubric.ts";
import { Study } from "../../src/domain/study.ts";
import { bareRole } from "../../src/personas/bare-role.ts";
import { briefOf } from "../../src/study/brief-of.ts";
import { type Panel, planCells } from "../../src/study/plan-cells.ts";
import { type CellOutcome, runStudy } from "../../src/study/run-study.ts";
import { seatNobody, seatPanel } from "../../src/study/seat-panel.ts";
import { spending } from "../../src/study/spend.ts";
import { modelFixture } from "../adapters/model-fixture.ts";

const SEATS = 2;
const ITEMS = await readItems("corpora/plain-medicine/items.jsonl");
const setOf = (path: string): PersonaSet => PersonaSet.parse(JSON.parse(readFileSync(path, "utf8")));
const GROUNDED = setOf("personas/grounded/plain-medicine-1.json");
const SETS: readonly (readonly [arm: string, set: PersonaSet])[] = [
  ["bare-role", bareRole(GROUNDED, "bare")],
  ["invented", setOf("personas/invented/plain-medicine-1.json")],
  ["placebo", setOf("personas/grounded/support-desk-1.json")],
  ["grounded", GROUNDED],
];
const FIVE_ARMS: readonly Panel[] = [
  { arm: "none", personaSet: null, seats: seatNobody(SEATS) },
  ...SETS.map(([arm, set]) => ({ arm, personaSet: set.id, seats: seatPanel(set, SEATS) })),
];
const RUBRIC: Rubric = {
  dimensions: ["coherence", "consistency"].map((id) => ({
    id,
    definition: "",
    scale: { min: 1, max: 5, step: 1, level: "ordinal" },
  })),
};
const STUDY = Study.parse({
  version: 1,
  items: { file: "items.jsonl" },
  task: "Judge summaries for patients.",
  arms: [{ id: "none", kind: "none" }],
  protocols: ["independent", "self-consistency", "read-only", "debate", "gated"],
  model: "m",
  budget: { equalTokens: true },
});
const COMPARED = STUDY.protocols.filter((protocol) => protocol !== "independent");

const cellsOf = (items = ITEMS, panels = FIVE_ARMS) =>
  planCells({
    items,
    panels,
    protocols: STUDY.protocols,
    models: ["m"],
    framings: ["plain"],
    replicates: 1,
    seed: 1,
  });

async function runAll(complete: Complete, cells = cellsOf(), window = 16): Promise<readonly CellOutcome[]> {
  const outcomes: CellOutcome[] = [];
  const brief = briefOf(STUDY, RUBRIC);
  for await (const outcome of runStudy({ complete: () => complete }, cells, brief, window))
    outcomes.push(outcome);
  return outcomes;
}

function expectEverything(outcomes: readonly CellOutcome[]): void {
  const rows = outcomes.flatMap(({ ratings }) => ratings.map((row) => Rating.parse(row)));
  const perCell = SEATS * RUBRIC.dimensions.length;
  // Five arms and twelve items: all first ratings, and under four protocols last ones.
  expect(rows).toHaveLength(5 * 12 * perCell * (5 + 4));
  expect(rows.filter(({ missing }) => missing !== undefined && missing !== "abstained")).toEqual([]);
  for (const { debate } of outcomes) expect(Debate.parse(debate)).toEqual(debate);
}

/** Mean tokens per item of each compared protocol, as a multiple of those of `debate`, arm by arm. */
function sharesOfDebate(outcomes: readonly CellOutcome[]): readonly (readonly [string, number])[] {
  const spent = spending();
  for (const outcome of outcomes) spent.add(outcome);
  const totals = spent.totals().filter(({ condition }) => condition.phase === "final");
  const tokens = (arm: string, protocol: string): number => {
    const own = totals.find(({ condition }) => condition.arm === arm && condition.protocol === protocol);
    const all = Object.values(own?.byItem ?? {});
    return all.reduce((sum, count) => sum + count, 0) / all.length;
  };
  return FIVE_ARMS.flatMap(({ arm }) =>
    COMPARED.map(
      (protocol) => [`${arm} ${protocol}`, tokens(arm, protocol) / tokens(arm, "debate")] as const,
    ),
  );
}

test("five arms under five protocols on lexical: every row, and equal tokens, estimated", async () => {
  const { open } = await modelFixture();
  const { complete } = await open({ model: "lexical" });
  const outcomes = await runAll(complete);
  expectEverything(outcomes);
  for (const [where, share] of sharesOfDebate(outcomes))
    expect(Math.abs(share - 1), `${where}: ${share}`).toBeLessThan(0.1);
  expect(outcomes.every(({ spent }) => spent.every(({ isEstimated }) => isEstimated))).toBe(true);

  const again = await open({ model: "lexical" });
  expect(await runAll(again.complete, cellsOf(), 1)).toEqual(outcomes);
  expect(again.tally().made).toBe(0);
});

test("five arms under five protocols over HTTP: every row, and equal tokens as the server counts them", async () => {
  const { open, server } = await modelFixture();
  const { complete } = await open();
  const outcomes = await runAll(complete);
  expectEverything(outcomes);
  for (const [where, share] of sharesOfDebate(outcomes))
    expect(Math.abs(share - 1), `${where}: ${share}`).toBeLessThan(0.1);
  expect(outcomes.some(({ spent }) => spent.some(({ isEstimated }) => isEstimated))).toBe(false);
  expect(server.stats().duplicates).toBe(0);
});

test("a cell that is run by itself comes out as it does among its fellows", async () => {
  const { open } = await modelFixture();
  const { complete } = await open({ model: "lexical" });
  const cells = cellsOf(ITEMS.slice(0, 1), FIVE_ARMS.slice(0, 1));
  const together = await runAll(complete, cells);
  expect(together).toHaveLength(5);
  for (const [index, cell] of cells.entries())
    expect(await runAll(complete, [cell])).toEqual([together[index]]);
});

test("self-consistency spends what debate did on answers of its own, and gated debates draw debate's words", async () => {
  const { open } = await modelFixture();
  const { complete } = await open();
  const outcomes = await runAll(complete, cellsOf(ITEMS.slice(0, 2), FIVE_ARMS.slice(0, 1)));
  const of = (protocol: string) => outcomes.find(({ cell }) => cell.protocol === protocol)!.debate.groups[0]!;
  const replies = [...of("self-consistency").initial, ...(of("self-consistency").samples ?? [])];
  expect(replies.length).toBeGreaterThan(2 * SEATS);
  expect(new Set(replies.map(({ reply }) => reply)).size).toBe(replies.length);
  expect(of("debate").samples).toBeUndefined();
  const gated = outcomes.filter(({ cell }) => cell.protocol === "gated");
  for (const { cell, debate } of gated) {
    const [group] = debate.groups;
    const debated = outcomes.find(
      (other) => other.cell.protocol === "debate" && other.cell.item.id === cell.item.id,
    );
    if (group?.gate === "open") expect(group.turns).toEqual(debated?.debate.groups[0]?.turns);
    else expect(group?.final).toEqual(group?.initial);
  }
});
