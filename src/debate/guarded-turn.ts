import { gateLine } from "../domain/gate-line.ts";
import { personaFacts } from "../domain/persona-facts.ts";
import type { Complete, Draw } from "../domain/ports.ts";
import { personaLinePrompt } from "../prompts/drift.ts";
import { askBilled } from "./bill.ts";
import { type Floor, type TakenTurn, takeTurn } from "./take-turn.ts";

/** The draws of what the guard asks: its judgement, and the turn once more. */
export type GuardDraws = { readonly judge: Draw; readonly again: Draw };

/**
 * A turn that keeps to its speaker's persona: one that contradicts it is asked for once more, with what it
 * contradicts, and what was said first is kept beside it. At most once: the second word stands whatever it is,
 * unless it never arrived.
 */
export async function takeGuardedTurn(
  complete: Complete,
  floor: Floor,
  draws: GuardDraws,
  signal: AbortSignal | undefined,
): Promise<TakenTurn> {
  const taken = await takeTurn(complete, floor, signal);
  const { turn } = taken;
  const { persona, id } = floor.seat;
  if (persona === null || gateLine(turn.text) !== null) return taken;
  const facts = personaFacts(persona);
  const prompt = personaLinePrompt({
    kind: "persona-line",
    facts: facts.map(({ id: fact, text }) => ({ id: fact, text })),
    line: turn.text,
  });
  const to = { step: "discussion", panelist: id } as const;
  const { reply, bill } = await askBilled(complete, prompt, to, draws.judge, signal);
  const contradicts = reply.status === "ok" ? [...new Set(reply.value.contradicted)] : [];
  const judged = { turn, bills: [...taken.bills, bill] };
  if (contradicts.length === 0) return judged;
  const contradicted = facts.filter((fact) => contradicts.includes(fact.id)).map(({ text }) => text);
  const again = await takeTurn(
    complete,
    { ...floor, draw: draws.again, again: { said: turn.text, contradicted } },
    signal,
  );
  const bills = [...judged.bills, ...again.bills];
  if (again.turn.missing !== undefined) return { turn, bills };
  const first = { text: turn.text, citations: turn.citations, contradicts };
  return { turn: { ...again.turn, first }, bills };
}
