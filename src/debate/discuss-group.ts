import type { Assessment, Turn } from "../domain/debate.ts";
import type { Item } from "../domain/item.ts";
import type { Complete, Draw, Usage } from "../domain/ports.ts";
import type { Standing, Utterance } from "../domain/prompt.ts";
import type { Rng } from "../domain/random.ts";
import type { Rubric, RubricDimension } from "../domain/rubric.ts";
import { discussPrompt } from "../prompts/discuss.ts";
import { agenda, speakingOrder } from "./moderate.ts";
import type { NamedSeat } from "./run-debate.ts";
import { locateCitations } from "./to-assessment.ts";

export type Discussion = { readonly turns: readonly Turn[]; readonly usages: readonly Usage[] };

/** What was said, as the others hear it: passes and accidents are silent. */
export function transcriptOf(seats: readonly NamedSeat[], turns: readonly Turn[]): readonly Utterance[] {
  const names = new Map(seats.map((seat) => [seat.id, seat.name]));
  return turns
    .filter((turn) => !turn.passed && turn.missing === undefined)
    .map((turn) => ({
      panelist: turn.panelist,
      name: names.get(turn.panelist) ?? turn.panelist,
      dimension: turn.dimension,
      text: turn.text,
    }));
}

/**
 * The moderated discussion of one group: in each round the open dimension with the largest
 * disagreement is put up and everybody has the floor once. A dimension on which all pass is closed;
 * the discussion ends when none is open or after `maxRounds`.
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
    readonly signal?: AbortSignal | undefined;
  },
): Promise<Discussion> {
  const { purpose, item, rubric, seats, initial, standings, draw, rng, signal } = group;
  const turns: Turn[] = [];
  const usages: Usage[] = [];

  const takeTurn = async (seat: NamedSeat, focus: RubricDimension, round: number): Promise<Turn> => {
    const transcript = transcriptOf(seats, turns);
    const prompt = discussPrompt({
      kind: "discuss",
      purpose,
      item,
      rubric,
      seat,
      focus,
      standings,
      transcript,
    });
    const reply = await complete(prompt, draw(`round-${round}`, seat.id), signal);
    usages.push(reply.usage);
    const heading = { round, panelist: seat.id, dimension: focus.id };
    if (reply.status !== "ok")
      return { ...heading, text: "", citations: [], passed: false, missing: reply.status };
    const { text, pass, citations } = reply.value;
    const passed = pass || text.trim() === "";
    return {
      ...heading,
      text: passed ? "" : text,
      citations: passed ? [] : locateCitations(item, citations),
      passed,
    };
  };

  const open = [...agenda(initial, rubric)];
  for (let round = 1; round <= group.maxRounds && open.length > 0; round++) {
    const focus = open[0];
    if (!focus) break;
    const order = speakingOrder(
      seats.map((seat) => seat.id),
      initial,
      focus.id,
      rng,
    );
    let somebodySpoke = false;
    for (const id of order) {
      const seat = seats.find((candidate) => candidate.id === id);
      if (!seat) continue;
      const turn = await takeTurn(seat, focus, round);
      turns.push(turn);
      somebodySpoke ||= !turn.passed && turn.missing === undefined;
    }
    // A dimension that was talked about goes to the end of the queue; one on which all passed is closed.
    open.shift();
    if (somebodySpoke) open.push(focus);
  }
  return { turns, usages };
}
