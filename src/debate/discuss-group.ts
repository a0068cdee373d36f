import type { Assessment, Turn } from "../domain/debate.ts";
import type { Item } from "../domain/item.ts";
import type { Complete, Draw } from "../domain/ports.ts";
import type { Standing, Utterance } from "../domain/prompt.ts";
import type { Rng } from "../domain/random.ts";
import type { Rubric } from "../domain/rubric.ts";
import type { Bill } from "./bill.ts";
import { takeGuardedTurn } from "./guarded-turn.ts";
import { afterRound, nextSpeaker, nextTopic, openTopics } from "./moderate.ts";
import type { NamedSeat } from "./run-debate.ts";
import { takeTurn } from "./take-turn.ts";

export type Discussion = { readonly turns: readonly Turn[]; readonly bills: readonly Bill[] };

/** What was said, as the others hear it: passes and accidents are silent. */
export function transcriptOf(seats: readonly NamedSeat[], turns: readonly Turn[]): readonly Utterance[] {
  const names = new Map(seats.map((seat) => [seat.id, seat.name]));
  return turns
    .filter((turn) => !turn.passed && turn.missing === undefined)
    .map(({ panelist, dimension, text, rating }) => ({
      panelist,
      name: names.get(panelist) ?? panelist,
      dimension,
      text,
      ...(rating === undefined ? {} : { rating }),
    }));
}

/** The verified spans of a turn, as strings that tell them apart; cited on another dimension a span is another. */
function spansOf({ dimension, citations }: Turn): readonly string[] {
  return citations.flatMap(({ in: text, start, end }) =>
    start === null ? [] : [`${dimension}:${text}:${start}:${end}`],
  );
}

/**
 * The moderated discussion of one group. In each round the dimension with the widest disagreement that still
 * stands is put up, and everybody has the floor once, whoever stands farthest from the mean first. Ratings that
 * speakers say they now hold count at once. A dimension is closed when a round on it brought neither a changed
 * rating nor a span that had not been cited on it, or when all agree; the discussion ends when none is open or after
 * `maxRounds`.
 */
export async function discussGroup(
  complete: Complete,
  group: {
    readonly purpose: string;
    readonly item: Item;
    readonly rubric: Rubric;
    readonly seats: readonly NamedSeat[];
    readonly initial: readonly Assessment[];
    readonly standings: readonly Standing[];
    readonly maxRounds: number;
    readonly draw: (step: string, seat: string) => Draw;
    readonly rng: Rng;
    /** Whether turns that contradict their speaker's persona are asked for once more. */
    readonly isGuarded: boolean;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<Discussion> {
  const { purpose, item, rubric, seats, initial, standings, draw, rng, signal } = group;
  const turns: Turn[] = [];
  const bills: Bill[] = [];
  const cited = new Set<string>();

  let open = openTopics(initial, rubric);
  for (let round = 1; round <= group.maxRounds; round++) {
    const topic = nextTopic(open);
    if (!topic) break;
    const focus = topic.dimension;
    const lots = new Map(seats.map((seat) => [seat.id, rng()]));
    const held = new Map(topic.held);
    const waiting = new Map(seats.map((seat) => [seat.id, seat]));
    let isStable = true;
    while (waiting.size > 0) {
      const seat = waiting.get(nextSpeaker([...waiting.keys()], held, lots) ?? "");
      if (!seat) break;
      waiting.delete(seat.id);
      const transcript = transcriptOf(seats, turns);
      const turnDraw = draw(`round-${round}`, seat.id);
      const floor = { purpose, item, rubric, seat, focus, round, standings, transcript, draw: turnDraw };
      const guard = {
        judge: draw(`round-${round}-guard`, seat.id),
        again: draw(`round-${round}-again`, seat.id),
      };
      const taken = await (group.isGuarded
        ? takeGuardedTurn(complete, floor, guard, signal)
        : takeTurn(complete, floor, signal));
      turns.push(taken.turn);
      bills.push(...taken.bills);
      const { rating } = taken.turn;
      if (rating !== undefined && rating !== held.get(seat.id)) {
        held.set(seat.id, rating);
        isStable = false;
      }
      for (const span of spansOf(taken.turn)) {
        if (!cited.has(span)) isStable = false;
        cited.add(span);
      }
    }
    const next = afterRound(topic, held, isStable);
    open = open.flatMap((other) => (other !== topic ? [other] : next === null ? [] : [next]));
  }
  return { turns, bills };
}
