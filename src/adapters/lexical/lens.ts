import { PERSONA_FIELDS, type Persona } from "../../domain/persona.ts";
import type { Seat } from "../../domain/prompt.ts";
import { boundedMemo } from "./bounded-memo.ts";
import { termsOf } from "./terms.ts";

/** A panelist's salient terms. */
export type Lens = ReadonlySet<string>;

const MOST_TERMS = 60;

/** Words of rating and of describing people, which say nothing of a persona's concern. */
const RATING_WORDS = new Set(
  termsOf(
    "text texts summary output source person people read reads reader look looks care cares want wants need needs know " +
      "judge rate rating clear say says tell tells ask asks good make makes use way year years work works think whether cover " +
      "covers important gets right matters accurate faithful logical structure wording natural easy understand details",
  ),
);

function weigh(weights: Map<string, number>, text: string, weight: number): void {
  for (const term of termsOf(text)) weights.set(term, (weights.get(term) ?? 0) + weight);
}

function termsOfPersona(persona: Persona, passages: Seat["passages"]): Lens {
  const weights = new Map<string, number>();
  for (const dimension of persona.dimensions) {
    weigh(weights, dimension.name, 6);
    weigh(weights, dimension.definition, 3);
  }
  for (const statement of PERSONA_FIELDS.flatMap((field) => persona.fields[field]))
    weigh(weights, statement.text, statement.from === "document" ? 2 : 1);
  for (const passage of passages) weigh(weights, passage.text, 1);
  const ranked = [...weights]
    .filter(([term]) => !RATING_WORDS.has(term))
    .sort(([a, weightA], [b, weightB]) => weightB - weightA || (a < b ? -1 : 1));
  return new Set(ranked.slice(0, MOST_TERMS).map(([term]) => term));
}

/**
 * What a panelist looks for: the terms that stand out in its dimensions, its statements and the passages behind
 * them. An empty seat looks for nothing in particular.
 */
export const lensOf = boundedMemo(
  500,
  (seat: Pick<Seat, "persona" | "passages">) => JSON.stringify([seat.persona, seat.passages]),
  ({ persona, passages }): Lens => (persona === null ? new Set<string>() : termsOfPersona(persona, passages)),
);
