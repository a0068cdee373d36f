import type { Assessment, GroupDebate } from "../domain/debate.ts";
import type { Item } from "../domain/item.ts";
import type { Complete, Draw, Usage } from "../domain/ports.ts";
import type { Seat, Standing } from "../domain/prompt.ts";
import { rngFrom } from "../domain/random.ts";
import type { Rubric } from "../domain/rubric.ts";
import type { Protocol } from "../domain/study.ts";
import { assessPrompt, finalPrompt } from "../prompts/assess.ts";
import { synthesisPrompt } from "../prompts/synthesis.ts";
import { discussGroup, transcriptOf } from "./discuss-group.ts";
import { panelMeans } from "./panel-means.ts";
import { toAssessment } from "./to-assessment.ts";

/** A seat with the name that the other panelists hear, and the stakeholder group that it debates in. */
export type NamedSeat = Seat & { readonly name: string; readonly stakeholder: string };

/** Rounds of discussion at most: enough for every panelist to answer an answer. */
const MAX_ROUNDS = 3;

export type DebateStep = "initial" | "discussion" | "final" | "synthesis";
export type DebateOutcome = {
  readonly groups: readonly GroupDebate[];
  readonly synthesis: string | null;
  /** One entry for each reply that was used, so that costs can be told by phase. */
  readonly spent: readonly { readonly step: DebateStep; readonly usage: Usage }[];
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
  readonly signal?: AbortSignal | undefined;
};

type GroupOutcome = { readonly group: GroupDebate; readonly spent: DebateOutcome["spent"] };

function groupSeats(seats: readonly NamedSeat[]): Map<string, NamedSeat[]> {
  const groups = new Map<string, NamedSeat[]>();
  for (const seat of seats) groups.set(seat.stakeholder, [...(groups.get(seat.stakeholder) ?? []), seat]);
  return groups;
}

async function debateGroup(
  complete: Complete,
  input: DebateInput,
  stakeholder: string,
  seats: readonly NamedSeat[],
): Promise<GroupOutcome> {
  const { purpose, item, rubric, framing, draw, signal } = input;
  const spent: { step: DebateStep; usage: Usage }[] = [];
  const panelists = seats.map((seat) => seat.id);

  const initial = await Promise.all(
    seats.map(async (seat) => {
      const reply = await complete(
        assessPrompt({ kind: "assess", purpose, item, rubric, seat, framing }),
        draw("initial", seat.id),
        signal,
      );
      spent.push({ step: "initial", usage: reply.usage });
      return toAssessment(seat.id, item, reply);
    }),
  );
  if (input.protocol === "independent")
    return { group: { stakeholder, panelists, initial, turns: [], final: [] }, spent };

  // Who sits alone in a group has nobody to hear: its first word is its last, and nothing is paid for it.
  if (seats.length === 1)
    return { group: { stakeholder, panelists, initial, turns: [], final: initial }, spent };

  const standings = initial.map(
    (assessment, index): Standing => ({
      panelist: assessment.panelist,
      name: seats[index]?.name ?? assessment.panelist,
      assessment,
    }),
  );
  const rng = rngFrom(draw("order", stakeholder).seed);
  const { turns, usages } = await discussGroup(complete, {
    purpose,
    item,
    rubric,
    seats,
    initial,
    standings,
    maxRounds: MAX_ROUNDS,
    draw,
    rng,
    signal,
  });
  for (const usage of usages) spent.push({ step: "discussion", usage });

  const transcript = transcriptOf(seats, turns);
  const final = await Promise.all(
    seats.map(async (seat, index): Promise<Assessment> => {
      const own = initial[index];
      if (!own) throw new Error(`no initial assessment of ${seat.id}`);
      const prompt = finalPrompt({
        kind: "final",
        purpose,
        item,
        rubric,
        seat,
        framing,
        own,
        standings,
        transcript,
      });
      const reply = await complete(prompt, draw("final", seat.id), signal);
      spent.push({ step: "final", usage: reply.usage });
      return toAssessment(seat.id, item, reply);
    }),
  );
  return { group: { stakeholder, panelists, initial, turns: [...turns], final }, spent };
}

async function synthesize(
  complete: Complete,
  input: DebateInput,
  groups: readonly GroupDebate[],
): Promise<{ text: string | null; usage: Usage }> {
  const names = new Map(input.seats.map((seat) => [seat.id, seat.name]));
  const initial = groups.flatMap((group) => group.initial);
  const final = groups.flatMap((group) => group.final);
  const before = panelMeans(initial, input.rubric);
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
    standings: final.map((assessment) => ({
      panelist: assessment.panelist,
      name: names.get(assessment.panelist) ?? assessment.panelist,
      assessment,
    })),
    transcript: groups.flatMap((group) => transcriptOf(input.seats, group.turns)),
  });
  const reply = await complete(prompt, input.draw("synthesis", "panel"), input.signal);
  return { text: reply.status === "ok" ? reply.value.text : null, usage: reply.usage };
}

/**
 * The three phases for one panel and one item: everybody alone, discussion within each stakeholder
 * group, everybody alone again, and a written synthesis across the groups. `independent` ends after
 * the first. Accidents of a reply are part of the outcome; nothing of a debate depends on timing.
 */
export async function runDebate(complete: Complete, input: DebateInput): Promise<DebateOutcome> {
  const outcomes = await Promise.all(
    [...groupSeats(input.seats)].map(([stakeholder, seats]) =>
      debateGroup(complete, input, stakeholder, seats),
    ),
  );
  const groups = outcomes.map((outcome) => outcome.group);
  const spent = outcomes.flatMap((outcome) => outcome.spent);
  if (input.protocol === "independent") return { groups, synthesis: null, spent };
  const { text, usage } = await synthesize(complete, input, groups);
  return { groups, synthesis: text, spent: [...spent, { step: "synthesis", usage }] };
}
