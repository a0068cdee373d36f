import { transcriptOf } from "../../debate/discuss-group.ts";
import type { NamedSeat } from "../../debate/run-debate.ts";
import { standingsOf } from "../../debate/standings.ts";
import type { Debate, GroupDebate, Turn } from "../../domain/debate.ts";
import type { LineJudgement } from "../../domain/drift.ts";
import type { Item } from "../../domain/item.ts";
import type { Message } from "../../domain/prompt.ts";
import type { TrainingPair } from "../../domain/training-pair.ts";
import { type DiscussReply, discussPrompt } from "../../prompts/discuss.ts";
import { speakerId } from "../drift/dialogues-of.ts";
import { seatsForItem } from "../passages-for-item.ts";
import { pairOf, type RunToExport } from "./run-to-export.ts";

/** A turn that was judged, with the prompt that it answered. */
type JudgedTurn = {
  readonly item: string;
  readonly rater: string;
  readonly dimension: string;
  readonly turn: Turn;
  readonly said: LineJudgement["state"];
  readonly first: LineJudgement["state"] | null;
  readonly messages: () => readonly Message[];
};

function replyOf({ text, citations, rating }: Pick<Turn, "text" | "citations" | "rating">): DiscussReply {
  return {
    pass: false,
    text,
    citations: citations.map(({ in: where, quote }) => ({ in: where, quote })),
    rating: rating ?? null,
  };
}

/** What a panelist was shown when it took a turn: the prompt of the run, made again. */
function messagesAt(
  run: RunToExport,
  item: Item,
  seats: readonly NamedSeat[],
  group: GroupDebate,
  place: number,
): readonly Message[] {
  const { purpose, rubric } = run;
  const turn = group.turns[place];
  const seat = seats.find(({ id }) => id === turn?.panelist);
  const focus = rubric.dimensions.find(({ id }) => id === turn?.dimension);
  if (turn === undefined || seat === undefined || focus === undefined) return [];
  const inGroup = seats.filter(({ id }) => group.panelists.includes(id));
  return discussPrompt({
    kind: "discuss",
    purpose,
    item,
    rubric,
    seat,
    focus,
    standings: standingsOf(inGroup, group.initial),
    transcript: transcriptOf(inGroup, group.turns.slice(0, place)),
  }).messages;
}

/** The state that all judgements of a line agree on; a line on which a judge wavers is not evaluable. */
function stateOf(
  judgements: readonly LineJudgement[],
  of: LineJudgement["of"],
): LineJudgement["state"] | null {
  const states = new Set(judgements.filter((each) => each.of === of).map(({ state }) => state));
  const [only] = states;
  if (only === undefined) return null;
  return states.size === 1 ? only : "not-evaluable";
}

type JudgementsAt = (dialogue: string, line: number) => readonly LineJudgement[];

/** The judgements of a dialogue's line, wherever they stand in the file. */
function judgementsOf({ drift }: RunToExport): JudgementsAt {
  const placeOf = (dialogue: string, line: number): string => JSON.stringify([dialogue, line]);
  const lines = drift.filter((judgement) => judgement.kind === "line");
  const byPlace = Map.groupBy(lines, ({ dialogue, turn }) => placeOf(dialogue, turn));
  return (dialogue, line) => byPlace.get(placeOf(dialogue, line)) ?? [];
}

function judgedTurns(run: RunToExport, debate: Debate, judgementsAt: JudgementsAt): readonly JudgedTurn[] {
  const item = run.items.find(({ id }) => id === debate.item);
  const panel = run.panels.find(
    ({ arm, personaSet }) => arm === debate.arm && personaSet === (debate.personaSet ?? null),
  );
  if (item === undefined || panel === undefined) return [];
  const seats = seatsForItem(panel.seats, item);
  return debate.groups.flatMap((group) => {
    const dialogue = `${debate.cell}/${group.stakeholder}`;
    // A dialogue has no line for a turn that never arrived: judgements count the others.
    const arrived = [...group.turns.keys()].filter((place) => group.turns[place]?.missing === undefined);
    return arrived.flatMap((place, line): JudgedTurn[] => {
      const turn = group.turns[place];
      const judged = judgementsAt(dialogue, line);
      const said = stateOf(judged, "said");
      if (turn === undefined || turn.dimension === null || said === null) return [];
      return [
        {
          item: item.id,
          rater: speakerId(debate.personaSet, turn.panelist),
          dimension: turn.dimension,
          turn,
          said,
          first: stateOf(judged, "first"),
          messages: () => messagesAt(run, item, seats, group, place),
        },
      ];
    });
  });
}

/** A turn that was said again, and better: the same prompt, two answers. */
function guardPairs(turns: readonly JudgedTurn[]): readonly TrainingPair[] {
  return turns.flatMap(({ turn, said, first, messages, item, rater }) => {
    const isBetter = said === "consistent" && first === "contradicts";
    if (!isBetter || turn.first === undefined || turn.first.text === turn.text) return [];
    const rejected = replyOf({ text: turn.first.text, citations: turn.first.citations });
    return [pairOf(messages(), replyOf(turn), rejected, { kind: "guard", item, rater })];
  });
}

/** What contradicts the persona against what the same panelist said in keeping with it on the same matter. */
function contrastPairs(turns: readonly JudgedTurn[]): readonly TrainingPair[] {
  const matters = Map.groupBy(turns, ({ item, rater, dimension }) =>
    JSON.stringify([item, rater, dimension]),
  );
  return [...matters.values()].flatMap((own) => {
    const consistent = own.filter(({ said }) => said === "consistent");
    const contradicting = own.filter(({ said }) => said === "contradicts");
    return contradicting.flatMap(({ turn, messages, item, rater }, index) => {
      // In turn, so that one good line is not held up against all bad ones.
      const better = consistent[index % Math.max(1, consistent.length)];
      if (better === undefined || better.turn.text === turn.text) return [];
      return [pairOf(messages(), replyOf(better.turn), replyOf(turn), { kind: "consistency", item, rater })];
    });
  });
}

/**
 * Pairs that prefer a turn in keeping with its persona to one that contradicts it. What could not be told is
 * in none.
 */
export function consistencyPairs(run: RunToExport): readonly TrainingPair[] {
  const judgementsAt = judgementsOf(run);
  const turns = run.debates.flatMap((debate) => judgedTurns(run, debate, judgementsAt));
  return [...guardPairs(turns), ...contrastPairs(turns)];
}
