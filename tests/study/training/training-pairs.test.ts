import { expect, test } from "vitest";
import type { Debate } from "../../../src/domain/debate.ts";
import type { Item } from "../../../src/domain/item.ts";
import type { Persona } from "../../../src/domain/persona.ts";
import { personaFacts } from "../../../src/domain/persona-facts.ts";
import type { Complete } from "../../../src/domain/ports.ts";
import type { Task } from "../../../src/domain/prompt.ts";
import type { Rubric } from "../../../src/domain/rubric.ts";
import { TrainingPair } from "../../../src/domain/training-pair.ts";
import { dialoguesOf } from "../../../src/study/drift/dialogues-of.ts";
import { judgeDrift } from "../../../src/study/drift/judge-drift.ts";
import { type Panel, planCells } from "../../../src/study/plan-cells.ts";
import { runStudy } from "../../../src/study/run-study.ts";
import { seatPanel } from "../../../src/study/seat-panel.ts";
import { heldOutItems } from "../../../src/study/training/held-out.ts";
import type { RunToExport } from "../../../src/study/training/run-to-export.ts";
import { trainingPairs, withoutPrompt } from "../../../src/study/training/training-pairs.ts";
import { scriptedComplete } from "../../fakes/scripted-complete.ts";
import { item, persona, personaSet } from "../fixture.ts";

const rubric: Rubric = {
  dimensions: [
    { id: "clarity", definition: "", scale: { min: 1, max: 5, step: 1, level: "ordinal" } },
    { id: "safety", definition: "", scale: { min: 1, max: 5, step: 1, level: "ordinal" } },
  ],
};
const nurse = (id: string): Persona => {
  const plain = persona(id, "nurse");
  const trait = { text: "Wants every dose in writing.", from: "model" as const, evidence: [] };
  return { ...plain, fields: { ...plain.fields, traits: [trait] } };
};
const set = personaSet("a", [nurse("n1"), nurse("n2")]);
const FACT = personaFacts(nurse("n1")).find(({ text }) => text.startsWith("Wants"))!.id;
const people = (clarity: number, safety: number): Pick<Item, "human"> => ({
  human: {
    clarity: { scale: [1, 5], ratings: [clarity] },
    safety: { scale: [1, 5], ratings: [safety] },
  },
});
/** Four items of two sources; the panel says 5 and 2, people say the opposite of the first on two items. */
const items = [
  item("i1", { group: "s1", ...people(1, 2) }),
  item("i2", { group: "s1", ...people(5, 2) }),
  item("i3", { group: "s2", ...people(1, 2) }),
  item("i4", { group: "s2", ...people(5, 2) }),
];

const WRONG = "I do not care about doses at all.";
const RIGHT = "I want every dose in writing.";
const BLAND = "I agree with what was said.";

function script(task: Task): unknown {
  if (task.kind === "assess" || task.kind === "final") {
    const own = { abstain: null, rationale: "r", citations: [], confidence: 0.9 };
    const second = task.seat.id === "n1" ? 2 : 3;
    return {
      assessments: [
        { dimension: "clarity", rating: 5, ...own },
        { dimension: "safety", rating: second, ...own },
      ],
    };
  }
  if (task.kind === "discuss") {
    // n1 contradicts itself in the first replicate and finds back only where it is asked again; n2 is bland.
    const text = task.seat.id === "n2" ? BLAND : task.again ? RIGHT : WRONG;
    return { pass: false, text, citations: [], rating: null };
  }
  if (task.kind === "persona-line")
    return {
      meaning: "",
      shown: task.line === RIGHT ? [FACT] : [],
      contradicted: task.line === WRONG ? [FACT] : [],
    };
  if (task.kind === "earlier-lines") return { comparable: [], conflicts: [] };
  if (task.kind === "self-questions") return { answers: [] };
  return { text: "Done." };
}

type Sent = { readonly kind: string; readonly messages: unknown };

async function exported(isGuarded: boolean): Promise<{ run: RunToExport; sent: readonly Sent[] }> {
  const scripted = scriptedComplete(script).complete;
  const sent: Sent[] = [];
  const complete: Complete = (prompt, draw) => {
    sent.push({ kind: prompt.name, messages: prompt.messages });
    return scripted(prompt, draw);
  };
  const panels: Panel[] = [{ arm: "grounded", personaSet: "a", seats: seatPanel(set, 6) }];
  const cells = planCells({
    items,
    panels,
    protocols: ["independent", "debate"],
    models: ["m"],
    framings: ["plain", "frame:loss"],
    replicates: 2,
    seed: 1,
  });
  const debates: Debate[] = [];
  const brief = { rubric, purpose: "Judge.", isGuarded };
  for await (const { debate } of runStudy({ complete: () => complete }, cells, brief, 4))
    debates.push(debate);
  const dialogues = dialoguesOf(debates, new Map([["grounded", [set]]]));
  const ports = { judge: () => scripted, simulator: () => scripted };
  const drift = await judgeDrift(ports, dialogues, { seed: 1, reruns: 1, window: 2 });
  return { run: { purpose: "Judge.", rubric, items, panels, debates, drift }, sent };
}

const RULE = { off: 0.25, sure: 0.7 };
const nothing: ReadonlySet<string> = new Set();

test("pairs have TRL's fields, differ, and answer prompts that were sent", async () => {
  const { run, sent } = await exported(true);
  const pairs = trainingPairs(run, nothing, RULE);
  const known = new Set(sent.map(({ messages }) => JSON.stringify(messages)));
  expect(pairs.length).toBeGreaterThan(0);
  for (const pair of pairs) {
    expect(TrainingPair.parse(pair)).toEqual(pair);
    expect(pair.chosen).not.toEqual(pair.rejected);
    expect(known.has(JSON.stringify(pair.prompt))).toBe(true);
  }
});

test("what was said again, and better, is preferred to what was said first; what shows nothing is in no pair", async () => {
  const { run } = await exported(true);
  const pairs = trainingPairs(run, nothing, RULE).filter(({ kind }) => kind !== "abstention");
  expect(new Set(pairs.map(({ kind }) => kind))).toEqual(new Set(["guard"]));
  for (const { chosen, rejected, rater } of pairs) {
    expect(rater).toBe("a/n1");
    expect(chosen[0]!.content).toContain(RIGHT);
    expect(rejected[0]!.content).toContain(WRONG);
  }
  expect(JSON.stringify(pairs.flatMap((pair) => [...pair.chosen, ...pair.rejected]))).not.toContain(BLAND);
});

test("without the guard a contradicting turn stands against one in keeping, where there is one", async () => {
  const { run } = await exported(false);
  expect(trainingPairs(run, nothing, RULE).filter(({ kind }) => kind !== "abstention")).toEqual([]);
  // One turn of each debate had been in keeping.
  const mended = run.debates.map((debate) => ({
    ...debate,
    groups: debate.groups.map((group) => ({
      ...group,
      turns: group.turns.map((turn, index) =>
        index === 0 && debate.replicate === 1 ? { ...turn, text: RIGHT } : turn,
      ),
    })),
  }));
  const dialogues = dialoguesOf(mended, new Map([["grounded", [set]]]));
  const { complete } = scriptedComplete(script);
  const ports = { judge: () => complete, simulator: () => complete };
  const drift = await judgeDrift(ports, dialogues, { seed: 1, reruns: 1, window: 2 });
  const pairs = trainingPairs({ ...run, debates: mended, drift }, nothing, RULE);
  const contrasts = pairs.filter(({ kind }) => kind === "consistency");
  expect(contrasts.length).toBeGreaterThan(0);
  for (const { chosen, rejected } of contrasts) {
    expect(chosen[0]!.content).toContain(RIGHT);
    expect(rejected[0]!.content).toContain(WRONG);
  }
});

test("where the panel was wrong and sure, abstaining is preferred, on that dimension alone", async () => {
  const { run } = await exported(true);
  const pairs = trainingPairs(run, nothing, RULE).filter(({ kind }) => kind === "abstention");
  expect(new Set(pairs.map((pair) => pair.item))).toEqual(new Set(["i1", "i3"]));
  // Both panelists in both replicates gave the same reply to the same prompt each: one pair a panelist and item.
  expect(pairs).toHaveLength(4);
  for (const { chosen, rejected } of pairs) {
    const [better, worse] = [chosen, rejected].map(([reply]) => JSON.parse(reply!.content).assessments);
    expect(worse[0]).toMatchObject({ dimension: "clarity", rating: 5, abstain: null });
    expect(better[0]).toMatchObject({ dimension: "clarity", rating: null, abstain: "cannot-tell" });
    expect(better[1]).toEqual(worse[1]);
  }
  expect(
    trainingPairs(run, nothing, { off: 1.1, sure: 0.7 }).filter(({ kind }) => kind === "abstention"),
  ).toEqual([]);
});

test("an unsure panel is not taught to abstain, nor one that people did not check", async () => {
  const { run } = await exported(true);
  const unsure = { off: 0.25, sure: 1.01 };
  expect(trainingPairs(run, nothing, unsure).filter(({ kind }) => kind === "abstention")).toEqual([]);
  const unchecked = { ...run, items: items.map(({ human: _, ...rest }) => rest) };
  expect(trainingPairs(unchecked, nothing, RULE).filter(({ kind }) => kind === "abstention")).toEqual([]);
});

test("items are held out by whole source groups, the same for the same seed, and are in no pair", async () => {
  const heldOut = heldOutItems(items, 0.5, 1);
  expect([
    ["i1", "i2"],
    ["i3", "i4"],
  ]).toContainEqual([...heldOut].toSorted());
  expect(heldOutItems(items.toReversed(), 0.5, 1)).toEqual(heldOut);
  expect(heldOutItems(items, 0, 1).size).toBe(0);
  expect(heldOutItems(items, 1, 1).size).toBe(2);
  const { run } = await exported(true);
  const pairs = trainingPairs(run, heldOut, RULE);
  expect(pairs.length).toBeGreaterThan(0);
  expect(pairs.filter((pair) => heldOut.has(pair.item))).toEqual([]);
});

test("a trainer of reward models gets the prompt within both replies", async () => {
  const { run } = await exported(true);
  const [pair] = trainingPairs(run, nothing, RULE);
  const whole = withoutPrompt(pair!);
  expect(whole).not.toHaveProperty("prompt");
  expect(whole.chosen).toEqual([...pair!.prompt, ...pair!.chosen]);
});
