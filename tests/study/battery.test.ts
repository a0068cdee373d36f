import { expect, test } from "vitest";
import { raterLabels } from "../../src/analysis/validity-labels.ts";
import { BATTERY } from "../../src/domain/framing.ts";
import type { Complete } from "../../src/domain/ports.ts";
import { deriveSeed, rngFrom } from "../../src/domain/random.ts";
import type { Rating } from "../../src/domain/rating.ts";
import type { Rubric } from "../../src/domain/rubric.ts";
import type { Protocol } from "../../src/domain/study.ts";
import { planCells } from "../../src/study/plan-cells.ts";
import { runStudy } from "../../src/study/run-study.ts";
import { seatNobody } from "../../src/study/seat-panel.ts";
import { tableOf } from "../analysis/table-of.ts";
import { opinionOf } from "../fakes/answerers.ts";
import { item } from "./fixture.ts";

const rubric: Rubric = {
  dimensions: [{ id: "clarity", definition: "", scale: { min: 1, max: 5, step: 1, level: "ordinal" } }],
};

const sincere = (prompt: string, opinion: number): number => (isTurned(prompt) ? 6 - opinion : opinion);

/** Panelists who read the prompt that they are sent and answer as their kind does. */
const READERS: Readonly<Record<string, (prompt: string, opinion: number, rng: () => number) => number>> = {
  "panelist-1": sincere,
  // Sees more to praise when asked what is right, and more to blame when asked what is wrong.
  "panelist-2": (prompt, opinion) =>
    prompt.includes("gets right") || prompt.includes("gets wrong")
      ? sincere(prompt, opinion) + 1
      : sincere(prompt, opinion),
  "panelist-3": (_, __, rng) => 1 + Math.floor(5 * rng()),
  "panelist-4": (prompt) => Number(/one of (\d)/.exec(prompt)?.[1]),
};
const isTurned = (prompt: string): boolean => /gets wrong|does\s+not do well/.test(prompt);

const asked: string[] = [];
const readers: Complete = async (prompt, draw) => {
  const usage = { promptTokens: 10, completionTokens: 5 };
  asked.push(prompt.name);
  const { task } = prompt;
  if (task.kind !== "assess") return { status: "failed", message: "no word on that", usage };
  const text = prompt.messages.map(({ content }) => content).join("\n");
  const rng = rngFrom(deriveSeed(draw.seed, "slip"));
  const opinion = opinionOf(Number(task.item.id.slice(1)));
  const given = READERS[task.seat.id]!(text, opinion, rng);
  const slipped = task.seat.id !== "panelist-4" && rng() < 1 / 7 ? given + (rng() < 0.5 ? 1 : -1) : given;
  const entry = {
    dimension: "clarity",
    rating: Math.max(1, Math.min(5, slipped)),
    abstain: null,
    rationale: "",
    citations: [],
    confidence: null,
  };
  return { status: "ok", value: prompt.schema.parse({ assessments: [entry] }), hash: "0", usage };
};

async function rowsOf(items: number, replicates: number, protocols: readonly Protocol[]): Promise<Rating[]> {
  const cells = planCells({
    items: Array.from({ length: items }, (_, index) => item(`i${index}`)),
    panels: [{ arm: "none", personaSet: null, seats: seatNobody(4) }],
    protocols,
    models: ["m"],
    framings: BATTERY,
    replicates,
    seed: 1,
  });
  const rows: Rating[] = [];
  const brief = { rubric, purpose: "Judge." };
  for await (const { ratings } of runStudy({ complete: () => readers }, cells, brief, 8))
    rows.push(...ratings);
  return rows;
}

test("panelists who read the battery's prompts get the label of their kind", async () => {
  const rows = await rowsOf(20, 5, ["independent"]);
  expect(rows).toHaveLength(20 * 5 * BATTERY.length * 4);
  expect(raterLabels(tableOf(rows)).map(({ label }) => label)).toEqual([
    "genuine",
    "constructed",
    "non-attitude",
    "artifact",
  ]);
});

test("what tests answers is asked of first words alone: nothing is discussed in it", async () => {
  asked.length = 0;
  const rows = await rowsOf(1, 1, ["debate"]);
  const final = rows.filter(({ phase }) => phase === "final");
  expect(new Set(final.map(({ framing }) => framing))).toEqual(new Set(["plain", "request", "question"]));
  expect(rows.filter(({ phase }) => phase === "initial")).toHaveLength(BATTERY.length * 4);
  expect(asked.filter((kind) => kind === "final")).toHaveLength(3 * 4);
});
