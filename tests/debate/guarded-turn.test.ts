import { expect, test } from "vitest";
import { driftResult } from "../../src/analysis/drift/drift-result.ts";
import { type DebateInput, type NamedSeat, runDebate } from "../../src/debate/run-debate.ts";
import type { Debate } from "../../src/domain/debate.ts";
import type { Persona } from "../../src/domain/persona.ts";
import { personaFacts } from "../../src/domain/persona-facts.ts";
import type { Task } from "../../src/domain/prompt.ts";
import { deriveSeed } from "../../src/domain/random.ts";
import type { Rubric } from "../../src/domain/rubric.ts";
import { dialoguesOf } from "../../src/study/drift/dialogues-of.ts";
import { judgeDrift } from "../../src/study/drift/judge-drift.ts";
import { Accident, scriptedComplete } from "../fakes/scripted-complete.ts";
import { item, persona, personaSet } from "../study/fixture.ts";

const rubric: Rubric = {
  dimensions: [{ id: "accuracy", definition: "", scale: { min: 1, max: 5, step: 1, level: "ordinal" } }],
};
const nurse = (id: string): Persona => {
  const plain = persona(id, "nurse");
  const trait = { text: "Wants every dose in writing.", from: "model" as const, evidence: [] };
  return { ...plain, fields: { ...plain.fields, traits: [trait] } };
};
const set = personaSet("a", [nurse("n1"), nurse("n2"), nurse("n3")]);
const seats = set.personas.map(
  (each): NamedSeat => ({ id: each.id, name: each.id, stakeholder: "nurse", persona: each, passages: [] }),
);
const FACT = personaFacts(nurse("n1")).find(({ text }) => text.startsWith("Wants"))!.id;
const input = (isGuarded: boolean): DebateInput => ({
  purpose: "Judge.",
  item: item("i"),
  rubric,
  framing: "plain",
  protocol: "debate",
  seats,
  isGuarded,
  draw: (step, id) => ({ label: `${step}/${id}`, seed: deriveSeed(step, id) }),
});

const WRONG = "I do not care about doses at all.";
const RIGHT = "I want every dose in writing.";

/** n1 speaks out of its role and, asked again, within it; n2 never finds back; n3 passes. */
function script(task: Task): unknown {
  if (task.kind === "assess" || task.kind === "final") {
    const rating = task.seat.id === "n1" ? 1 : 4;
    const entry = {
      dimension: "accuracy",
      rating,
      abstain: null,
      rationale: "",
      citations: [],
      confidence: null,
    };
    return { assessments: [entry] };
  }
  if (task.kind === "discuss") {
    const text = task.seat.id === "n1" && task.again ? RIGHT : WRONG;
    return { pass: task.seat.id === "n3", text, citations: [], rating: null };
  }
  if (task.kind === "persona-line") {
    const isRight = task.line === RIGHT;
    return { meaning: "", shown: isRight ? [FACT] : [], contradicted: isRight ? [] : [FACT] };
  }
  if (task.kind === "earlier-lines") return { comparable: [], conflicts: [] };
  if (task.kind === "self-questions") return { answers: [] };
  return { text: "Done." };
}

async function debateOf(isGuarded: boolean, answer: (task: Task) => unknown = script) {
  const { complete, asked } = scriptedComplete(answer);
  const { groups, spent } = await runDebate(complete, input(isGuarded));
  return { turns: groups[0]?.turns ?? [], group: groups[0]!, asked, spent };
}

test("a turn that contradicts its persona is asked for once more, and both words are kept", async () => {
  const { turns, asked, spent } = await debateOf(true);
  const [first] = turns;
  expect(first).toMatchObject({ panelist: "n1", text: RIGHT, first: { text: WRONG, contradicts: [FACT] } });
  const again = asked.filter(({ task }) => task.kind === "discuss" && task.again !== undefined);
  expect(again[0]?.task).toMatchObject({
    again: { said: WRONG, contradicted: ["Wants every dose in writing."] },
  });
  // The second word stands, also where it is no better.
  expect(turns.find(({ panelist }) => panelist === "n2")).toMatchObject({
    text: WRONG,
    first: { text: WRONG },
  });
  expect(again.length).toBe(turns.filter((turn) => turn.first !== undefined).length);
  expect(spent.length).toBe(asked.length);
});

test("the others hear the second word alone, and a pass is not judged", async () => {
  const { asked, turns } = await debateOf(true);
  const heard = asked.flatMap(({ task }) => (task.kind === "final" ? task.transcript : []));
  expect(heard.filter(({ panelist }) => panelist === "n1").map(({ text }) => text)).not.toContain(WRONG);
  const judged = asked.filter(({ task }) => task.kind === "persona-line").length;
  expect(judged).toBe(turns.filter(({ passed }) => !passed).length);
});

test("the guard asks no judge about a bare assent or about what is no language", async () => {
  const { asked, turns } = await debateOf(true, (task) => {
    if (task.kind !== "discuss") return script(task);
    const text = task.seat.id === "n1" ? "I agree." : "xkcd qwrt zzpt bnmk";
    return { pass: false, text, citations: [], rating: null };
  });
  expect(asked.some(({ task }) => task.kind === "persona-line")).toBe(false);
  expect(turns.every(({ first }) => first === undefined)).toBe(true);
});

test("without the guard nothing is judged, and an answer that never comes leaves the first word", async () => {
  const plain = await debateOf(false);
  expect(plain.asked.some(({ task }) => task.kind === "persona-line")).toBe(false);
  expect(plain.turns.every(({ first }) => first === undefined)).toBe(true);
  const deaf = await debateOf(true, (task) =>
    task.kind === "discuss" && task.again ? new Accident("failed") : script(task),
  );
  expect(deaf.turns[0]).toMatchObject({ panelist: "n1", text: WRONG });
  expect(deaf.turns[0]).not.toHaveProperty("first");
});

test("drift is told with and without the guard", async () => {
  const { group } = await debateOf(true);
  const debate: Debate = {
    cell: "c",
    item: "i",
    arm: "grounded",
    personaSet: "a",
    protocol: "debate",
    model: "m",
    framing: "plain",
    replicate: 0,
    groups: [group],
    synthesis: null,
  };
  const dialogues = dialoguesOf([debate], new Map([["grounded", [set]]]));
  const { complete } = scriptedComplete(script);
  const ports = { judge: () => complete, simulator: () => complete };
  const [drift] = driftResult(await judgeDrift(ports, dialogues, { seed: 1, reruns: 1, window: 1 }));
  const { turns } = group;
  const spoken = turns.filter(({ passed }) => !passed);
  const kept = spoken.filter(({ panelist }) => panelist === "n1").length;
  expect(drift?.promptToLine.value).toBeCloseTo(kept / spoken.length, 12);
  expect(drift?.guard).toMatchObject({
    askedAgain: spoken.length,
    without: { value: 0 },
    difference: { value: kept / spoken.length },
  });
});
