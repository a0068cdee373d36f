import type { Assessment, GroupDebate } from "../domain/debate.ts";
import type { Item } from "../domain/item.ts";
import type { Complete, Draw } from "../domain/ports.ts";
import type { Seat } from "../domain/prompt.ts";
import { rngFrom } from "../domain/random.ts";
import type { Rubric } from "../domain/rubric.ts";
import type { Protocol } from "../domain/study.ts";
import { synthesisPrompt } from "../prompts/synthesis.ts";
import { askBilled, type Bill } from "./bill.ts";
import { discussGroup, transcriptOf } from "./discuss-group.ts";
import { drawSamples } from "./draw-samples.ts";
import { isDisputed } from "./gate.ts";
import { lastQuestion } from "./last-question.ts";
import { panelMeans } from "./panel-means.ts";
import { standingsOf } from "./standings.ts";
import { toAssessment } from "./to-assessment.ts";

/** A seat with the name that the other panelists hear, and the stakeholder group that it debates in. */
export type NamedSeat = Seat & { readonly name: string; readonly stakeholder: string };

/** Rounds of discussion at most: enough for every panelist to answer an answer. */
export const MAX_ROUNDS = 3;

/** Answers to the same question that `self-consistency` averages, where no budget says how many. */
export const SELF_CONSISTENCY = 3;

export type DebateOutcome = {
  readonly groups: readonly GroupDebate[];
  readonly synthesis: string | null;
  /** One bill for each reply that was used, so that costs can be told by phase. */
  readonly spent: readonly Bill[];
};

export type DebateInput = {
  /** What the panel is for. */
  readonly purpose: string;
  readonly item: Item;
  readonly rubric: Rubric;
  readonly framing: string;
  readonly protocol: Protocol;
  readonly seats: readonly NamedSeat[];
  /** Names the draw of a step by a seat: the only source of seeds in a debate. */
  readonly draw: (step: string, seat: string) => Draw;
  /** Whether turns that contradict their speaker's persona are asked for once more. */
  readonly isGuarded?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
};

type GroupOutcome = { readonly group: GroupDebate; readonly spent: readonly Bill[] };

function groupSeats(seats: readonly NamedSeat[]): ReadonlyMap<string, readonly NamedSeat[]> {
  return Map.groupBy(seats, ({ stakeholder }) => stakeholder);
}

/** Asks everybody in a group its last question as it stands in the group's record. */
async function askAll(
  complete: Complete,
  input: DebateInput,
  group: GroupDebate,
  step: "initial" | "final",
): Promise<{ readonly assessments: readonly Assessment[]; readonly spent: readonly Bill[] }> {
  const asked = await Promise.all(
    group.panelists.map(async (panelist) => {
      const prompt = lastQuestion(input, group, panelist, step);
      const draw = input.draw(step, panelist);
      const { reply, bill } = await askBilled(complete, prompt, { step, panelist }, draw, input.signal);
      return { assessment: toAssessment(panelist, input.item, reply), bill };
    }),
  );
  return {
    assessments: asked.map(({ assessment }) => assessment),
    spent: asked.map(({ bill }) => bill),
  };
}

async function discussion(
  complete: Complete,
  input: DebateInput,
  group: GroupDebate,
  seats: readonly NamedSeat[],
): Promise<GroupOutcome> {
  const { purpose, item, rubric, draw, signal } = input;
  const { turns, bills } = await discussGroup(complete, {
    purpose,
    item,
    rubric,
    seats,
    initial: group.initial,
    standings: standingsOf(seats, group.initial),
    maxRounds: MAX_ROUNDS,
    draw,
    rng: rngFrom(draw("order", group.stakeholder).seed),
    isGuarded: input.isGuarded ?? false,
    signal,
  });
  return { group: { ...group, turns: [...turns] }, spent: bills };
}

async function hearGroup(
  complete: Complete,
  input: DebateInput,
  stakeholder: string,
  seats: readonly NamedSeat[],
): Promise<GroupOutcome> {
  const { protocol, rubric } = input;
  const empty: GroupDebate = {
    stakeholder,
    panelists: seats.map((seat) => seat.id),
    initial: [],
    turns: [],
    final: [],
  };
  const first = await askAll(complete, input, empty, "initial");
  const alone: GroupDebate = { ...empty, initial: [...first.assessments] };
  if (protocol === "independent") return { group: alone, spent: first.spent };

  // Whose first word is its last: nobody else is to be heard, and nothing is paid for asking again.
  const settled: GroupDebate = { ...alone, final: alone.initial };
  if (protocol === "self-consistency" || seats.length === 1) return { group: settled, spent: first.spent };
  const isGated = protocol === "gated";
  if (isGated && !isDisputed(alone.initial, rubric))
    return { group: { ...settled, gate: "closed" }, spent: first.spent };

  const held: GroupOutcome =
    protocol === "read-only"
      ? { group: alone, spent: [] }
      : await discussion(complete, input, isGated ? { ...alone, gate: "open" } : alone, seats);
  const last = await askAll(complete, input, held.group, "final");
  return {
    group: { ...held.group, final: [...last.assessments] },
    spent: [...first.spent, ...held.spent, ...last.spent],
  };
}

async function synthesize(
  complete: Complete,
  input: DebateInput,
  groups: readonly GroupDebate[],
): Promise<{ readonly text: string | null; readonly bill: Bill }> {
  const final = groups.flatMap((group) => group.final);
  const before = panelMeans(
    groups.flatMap((group) => group.initial),
    input.rubric,
  );
  const after = panelMeans(final, input.rubric);
  const prompt = synthesisPrompt({
    kind: "synthesis",
    purpose: input.purpose,
    item: input.item,
    rubric: input.rubric,
    outcomes: input.rubric.dimensions.map(({ id }) => ({
      dimension: id,
      before: before.get(id) ?? null,
      after: after.get(id) ?? null,
    })),
    standings: standingsOf(input.seats, final),
    transcript: groups.flatMap((group) => transcriptOf(input.seats, group.turns)),
  });
  const to = { step: "synthesis", panelist: null } as const;
  const { reply, bill } = await askBilled(
    complete,
    prompt,
    to,
    input.draw("synthesis", "panel"),
    input.signal,
  );
  return { text: reply.status === "ok" ? reply.value.text : null, bill };
}

/**
 * What a protocol asks of one panel about one item, before any further samples: everybody alone; under
 * `read-only`, `debate` and `gated` what makes them hear each other, within each stakeholder group, and
 * everybody alone again; where there was a discussion, a written synthesis across the groups.
 */
export async function holdDebate(complete: Complete, input: DebateInput): Promise<DebateOutcome> {
  const outcomes = await Promise.all(
    [...groupSeats(input.seats)].map(([stakeholder, seats]) =>
      hearGroup(complete, input, stakeholder, seats),
    ),
  );
  const groups = outcomes.map((outcome) => outcome.group);
  const spent = outcomes.flatMap((outcome) => outcome.spent);
  const isDiscussed =
    input.protocol === "debate" || (input.protocol === "gated" && groups.some(({ gate }) => gate === "open"));
  if (!isDiscussed) return { groups, synthesis: null, spent };
  const { text, bill } = await synthesize(complete, input, groups);
  return { groups, synthesis: text, spent: [...spent, bill] };
}

/**
 * One panel on one item under one protocol. `self-consistency` asks everybody three times. Accidents of a
 * reply are part of the outcome; nothing of a debate depends on timing.
 */
export async function runDebate(complete: Complete, input: DebateInput): Promise<DebateOutcome> {
  const held = await holdDebate(complete, input);
  if (input.protocol !== "self-consistency") return held;
  return drawSamples(complete, input, held, SELF_CONSISTENCY - 1);
}
