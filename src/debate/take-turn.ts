import type { Turn } from "../domain/debate.ts";
import type { Complete, Draw } from "../domain/ports.ts";
import type { DiscussTask } from "../domain/prompt.ts";
import { discussPrompt } from "../prompts/discuss.ts";
import { askBilled, type Bill } from "./bill.ts";
import { isSupported } from "./flag-unsupported.ts";
import type { NamedSeat } from "./run-debate.ts";
import { locateCitations } from "./to-assessment.ts";

/** Everything that a panelist who is given the floor answers to. */
export type Floor = Omit<DiscussTask, "kind" | "seat"> & {
  readonly purpose: string;
  readonly seat: NamedSeat;
  readonly round: number;
  readonly draw: Draw;
};

/** A turn, and what it took. */
export type TakenTurn = { readonly turn: Turn; readonly bills: readonly Bill[] };

/**
 * Gives one panelist the floor on the dimension that is up: it speaks, naming the spans that bear it out
 * and, where it moved, the rating that it now holds, or passes. An accident is a turn in which nothing is
 * heard.
 */
export async function takeTurn(
  complete: Complete,
  floor: Floor,
  signal: AbortSignal | undefined,
): Promise<TakenTurn> {
  const { purpose, item, rubric, seat, focus, standings, transcript } = floor;
  const prompt = discussPrompt({
    kind: "discuss",
    purpose,
    item,
    rubric,
    seat,
    focus,
    standings,
    transcript,
    ...(floor.again === undefined ? {} : { again: floor.again }),
  });
  const to = { step: "discussion", panelist: seat.id } as const;
  const { reply, bill } = await askBilled(complete, prompt, to, floor.draw, signal);
  const heading = { round: floor.round, panelist: seat.id, dimension: focus.id };
  const silent = { ...heading, text: "", citations: [] };
  if (reply.status !== "ok")
    return { turn: { ...silent, passed: false, missing: reply.status }, bills: [bill] };
  const { text, pass, citations, rating } = reply.value;
  if (pass || text.trim() === "") return { turn: { ...silent, passed: true }, bills: [bill] };
  const located = locateCitations(item, citations);
  const turn: Turn = {
    ...heading,
    text,
    citations: located,
    passed: false,
    ...(rating === null ? {} : { rating }),
    ...(isSupported(located) ? {} : { unsupported: true }),
  };
  return { turn, bills: [bill] };
}
