import { expect, test } from "vitest";
import { totalOf } from "../../src/debate/bill.ts";
import { topUp } from "../../src/debate/draw-samples.ts";
import { type DebateInput, holdDebate, type NamedSeat, runDebate } from "../../src/debate/run-debate.ts";
import type { Item } from "../../src/domain/item.ts";
import type { Task } from "../../src/domain/prompt.ts";
import { deriveSeed } from "../../src/domain/random.ts";
import type { Rubric } from "../../src/domain/rubric.ts";
import { discussReply } from "../../src/prompts/discuss.ts";
import { seatNobody } from "../../src/study/seat-panel.ts";
import { Accident, scriptedComplete } from "../fakes/scripted-complete.ts";

const item: Item = {
  id: "i1",
  kind: "summary",
  source: "The trial found no benefit.",
  output: "There was a benefit.",
};
const rubric: Rubric = {
  dimensions: [{ id: "accuracy", definition: "", scale: { min: 1, max: 5, step: 1, level: "ordinal" } }],
};
const seat = (id: string, stakeholder: string): NamedSeat => ({
  id,
  name: id.toUpperCase(),
  stakeholder,
  persona: null,
  passages: [],
});
const seats = [seat("n1", "nurse"), seat("n2", "nurse"), seat("p1", "patient")];

function input(protocol: DebateInput["protocol"]): DebateInput {
  return {
    purpose: "Judge for patients.",
    item,
    rubric,
    framing: "plain",
    protocol,
    seats,
    draw: (step, id) => ({ label: `${step}/${id}`, seed: deriveSeed(step, id) }),
  };
}

function assessment(rating: number | null) {
  const citations = [
    { in: "output", quote: "There was a benefit." },
    { in: "source", quote: "it worked" },
  ];
  const abstain = rating === null ? "no-evidence" : null;
  return {
    assessments: [{ dimension: "accuracy", rating, abstain, rationale: "r", citations, confidence: 0.5 }],
  };
}

/** n1 rates 1, n2 rates 4, p1 rates 3; n1 speaks once, then everybody passes; finals come one nearer. */
function script(task: Task): unknown {
  const initial: Readonly<Record<string, number>> = { n1: 1, n2: 4, p1: 3 };
  switch (task.kind) {
    case "assess":
      return assessment(initial[task.seat.id] ?? 3);
    case "discuss": {
      const pass = task.seat.id !== "n1" || task.transcript.length > 0;
      return {
        pass,
        text: pass ? "" : "The source says no benefit.",
        citations: [{ in: "source", quote: "no benefit" }],
      };
    }
    case "final":
      return assessment(2);
    default:
      return { text: "The panel found the claim reversed." };
  }
}

test("an independent panel rates once, alone", async () => {
  const { complete, asked } = scriptedComplete(script);
  const { groups, synthesis } = await runDebate(complete, input("independent"));
  expect(asked.map(({ task }) => task.kind)).toEqual(["assess", "assess", "assess"]);
  expect(groups.map(({ stakeholder, panelists }) => [stakeholder, panelists])).toEqual([
    ["nurse", ["n1", "n2"]],
    ["patient", ["p1"]],
  ]);
  expect(groups.every((group) => group.final.length === 0 && group.turns.length === 0)).toBe(true);
  expect(synthesis).toBeNull();
});

test("a debate stays inside its stakeholder group and ends when all pass", async () => {
  const { complete, asked } = scriptedComplete(script);
  const { groups, synthesis } = await runDebate(complete, input("debate"));
  const nurses = groups[0];
  expect(nurses?.turns.map(({ round, panelist, passed }) => [round, panelist, passed])).toEqual([
    [1, expect.any(String), expect.any(Boolean)],
    [1, expect.any(String), expect.any(Boolean)],
    [2, expect.any(String), true],
    [2, expect.any(String), true],
  ]);
  expect(nurses?.final).toHaveLength(2);
  for (const { task } of asked)
    if (task.kind === "discuss") expect(task.standings.map(({ panelist }) => panelist)).toEqual(["n1", "n2"]);
  expect(synthesis).toBe("The panel found the claim reversed.");
});

test("who sits alone in a group is not asked again: its first word is its last", async () => {
  const { complete, asked } = scriptedComplete(script);
  const { groups } = await runDebate(complete, input("debate"));
  expect(groups[1]?.final).toEqual(groups[1]?.initial);
  expect(asked.filter(({ task }) => "seat" in task && task.seat.id === "p1")).toHaveLength(1);
});

test("citations carry their place in the text, and null where they do not stand there", async () => {
  const { complete } = scriptedComplete(script);
  const { groups } = await runDebate(complete, input("independent"));
  const [first] = groups[0]?.initial ?? [];
  expect(first?.status === "ok" && first.dimensions[0]?.citations).toEqual([
    { in: "output", quote: "There was a benefit.", start: 0, end: 20 },
    { in: "source", quote: "it worked", start: null, end: null },
  ]);
});

test.each(["malformed", "refused", "failed"] as const)(
  "a %s reply is an accident, never a rating",
  async (status) => {
    const { complete } = scriptedComplete((task) =>
      task.kind === "synthesis" || ("seat" in task && task.seat.id === "n2")
        ? new Accident(status)
        : script(task),
    );
    const { groups, synthesis } = await runDebate(complete, input("debate"));
    expect(groups[0]?.initial[1]).toEqual({ status, panelist: "n2", message: "scripted" });
    expect(groups[0]?.final[1]).toMatchObject({ status });
    expect(
      groups[0]?.turns.filter((turn) => turn.panelist === "n2").every((turn) => turn.missing === status),
    ).toBe(true);
    expect(synthesis).toBeNull();
  },
);

test("a debate in which there is always something new is cut at the cap, and everybody has spoken", async () => {
  const { complete } = scriptedComplete((task) =>
    task.kind === "discuss"
      ? { pass: false, text: "again", citations: [], rating: 1 + ((task.transcript.length * 2) % 5) }
      : script(task),
  );
  const { groups } = await runDebate(complete, input("debate"));
  const turns = groups[0]?.turns ?? [];
  expect(turns).toHaveLength(6);
  expect(turns.filter((turn) => turn.panelist === "n1")).toHaveLength(3);
});

test("a debate ends early when a round brought neither a changed rating nor a new span", async () => {
  const { complete } = scriptedComplete((task) =>
    task.kind === "discuss"
      ? { pass: false, text: "as I said", citations: [{ in: "source", quote: "no benefit" }] }
      : script(task),
  );
  const { groups } = await runDebate(complete, input("debate"));
  expect(groups[0]?.turns.map(({ round }) => round)).toEqual([1, 1, 2, 2]);
});

test("a rating revised in a turn is heard by the others, and a turn without a verified quote is flagged", async () => {
  const { complete, asked } = scriptedComplete((task) =>
    task.kind === "discuss" ? { pass: false, text: "I move", citations: [], rating: 3 } : script(task),
  );
  const { groups } = await runDebate(complete, input("debate"));
  expect(groups[0]?.turns[0]).toMatchObject({ rating: 3, unsupported: true });
  const second = asked.filter(({ task }) => task.kind === "discuss")[1]?.task;
  expect(second?.kind === "discuss" && second.transcript).toMatchObject([{ text: "I move", rating: 3 }]);
});

test("a revised rating off the scale makes the turn malformed, never a rating", () => {
  const scale = rubric.dimensions[0]!.scale;
  expect(discussReply(scale).safeParse({ pass: false, text: "t", citations: [], rating: 7 }).success).toBe(
    false,
  );
  expect(discussReply(scale).parse({ pass: false, text: "t", citations: [] }).rating).toBeNull();
});

test("self-consistency asks everybody the same again and keeps all answers", async () => {
  const { complete, asked } = scriptedComplete(script);
  const { groups, synthesis } = await runDebate(complete, input("self-consistency"));
  expect(asked.map(({ task }) => task.kind)).toEqual(Array(9).fill("assess"));
  expect(new Set(asked.map(({ draw }) => `${draw.label}`)).size).toBe(9);
  expect(groups[0]?.final).toEqual(groups[0]?.initial);
  expect(groups[0]?.samples?.map(({ panelist }) => panelist)).toEqual(["n1", "n2", "n1", "n2"]);
  expect(synthesis).toBeNull();
});

test("read-only shows the group's assessments, and nobody replies", async () => {
  const { complete, asked } = scriptedComplete(script);
  const { groups } = await runDebate(complete, input("read-only"));
  expect(asked.map(({ task }) => task.kind).sort()).toEqual(["assess", "assess", "assess", "final", "final"]);
  const final = asked.find(({ task }) => task.kind === "final")?.task;
  expect(final?.kind === "final" && final.standings.map(({ panelist }) => panelist)).toEqual(["n1", "n2"]);
  expect(final?.kind === "final" && final.transcript).toEqual([]);
  expect(groups.map(({ final, initial }) => final === initial)).toEqual([false, true]);
});

test("the gate lets a group in whose ratings lie more than a quarter of the scale apart, and no other", async () => {
  const apart = (gap: number) => (task: Task) =>
    task.kind === "assess" ? assessment(task.seat.id === "n1" ? 1 : 1 + gap) : script(task);
  const open = await runDebate(scriptedComplete(apart(2)).complete, input("gated"));
  const closed = await runDebate(scriptedComplete(apart(1)).complete, input("gated"));
  expect(open.groups.map(({ gate }) => gate)).toEqual(["open", undefined]);
  expect(open.groups[0]?.turns.length).toBeGreaterThan(0);
  expect(closed.groups.map(({ gate, turns }) => [gate, turns.length])).toEqual([
    ["closed", 0],
    [undefined, 0],
  ]);
  expect(closed.groups[0]?.final).toEqual(closed.groups[0]?.initial);
  expect(closed.synthesis).toBeNull();
});

test("a panel is topped up to its budget as nearly as whole answers allow, everybody in turn", async () => {
  const { complete } = scriptedComplete(script);
  const held = await holdDebate(complete, input("self-consistency"));
  // Three answers of 15 tokens were given; five more fit into 120, and half of a sixth would not.
  const topped = await topUp(complete, input("self-consistency"), held, 127);
  expect(totalOf(topped.spent)).toBe(120);
  const drawn = topped.groups.flatMap(({ samples }) => samples ?? []);
  const counts = seats.map(({ id }) => drawn.filter(({ panelist }) => panelist === id).length);
  expect(counts.toSorted()).toEqual([1, 2, 2]);
  expect(await topUp(complete, input("self-consistency"), held, 127)).toEqual(topped);
});

test("after reading, further answers are to the last question; who sits alone is asked its first again", async () => {
  const { complete, asked } = scriptedComplete(script);
  const held = await holdDebate(complete, input("read-only"));
  const before = asked.length;
  await topUp(complete, input("read-only"), held, totalOf(held.spent) + 45);
  const further = asked.slice(before).map(({ task, draw }) => [task.kind, draw.label]);
  expect(further.toSorted()).toEqual([
    ["assess", "sample-1/p1"],
    ["final", "final-1/n1"],
    ["final", "final-1/n2"],
  ]);
});

test("a top-up ends where calls bring nothing", async () => {
  let calls = 0;
  const { complete } = scriptedComplete((task) => (++calls > 3 ? new Accident("failed") : script(task)));
  const free: typeof complete = async (prompt, draw) => {
    const reply = await complete(prompt, draw);
    return reply.status === "ok"
      ? reply
      : { ...reply, usage: { promptTokens: null, completionTokens: null } };
  };
  const held = await holdDebate(free, input("self-consistency"));
  await topUp(free, input("self-consistency"), held, 1e6);
  expect(calls).toBe(6);
});

test("seats without a persona send the same prompt and differ in their draws alone", async () => {
  const prompts = new Set<string>();
  const labels = new Set<string>();
  const { complete } = scriptedComplete(script);
  const spying: typeof complete = (prompt, draw) => {
    prompts.add(JSON.stringify(prompt.messages));
    labels.add(draw.label);
    return complete(prompt, draw);
  };
  await runDebate(spying, input("independent"));
  expect(prompts.size).toBe(1);
  expect(labels.size).toBe(3);
});

test("once there is a transcript, seats without a persona are told who of it they are", async () => {
  const { complete, asked } = scriptedComplete(script);
  const prompts: { readonly kind: string; readonly id: string; readonly text: string }[] = [];
  const spying: typeof complete = (prompt, draw) => {
    const { task } = prompt;
    const text = prompt.messages.map(({ content }) => content).join("\n");
    if ("seat" in task) prompts.push({ kind: task.kind, id: task.seat.id, text });
    return complete(prompt, draw);
  };
  const seats = seatNobody(3);
  await runDebate(spying, { ...input("debate"), seats });
  expect(asked.length).toBeGreaterThan(0);
  const alone = prompts.filter(({ kind }) => kind === "assess");
  expect(new Set(alone.map(({ text }) => text)).size).toBe(1);
  expect(alone[0]?.text).not.toContain("Panelist");
  for (const kind of ["discuss", "final"]) {
    const together = prompts.filter((prompt) => prompt.kind === kind);
    expect(together.length, kind).toBeGreaterThanOrEqual(3);
    for (const { id, text } of together) {
      const name = seats.find((seat) => seat.id === id)?.name;
      expect(text.match(/You are .*/g)?.slice(1)).toEqual([`You are ${name}.`]);
    }
  }
});
