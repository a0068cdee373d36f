import { countWords } from "../domain/content-words.ts";
import { PERSONA_FIELDS, type PersonaField } from "../domain/persona.ts";
import { readingGrade } from "../domain/reading-grade.ts";
import { type Measure, textOf } from "./persona-text.ts";

/** A sentence that may stand in a field; `isFixed` where it must. */
export type Offer = { readonly field: PersonaField; readonly text: string; readonly isFixed: boolean };

/** Off by this share of the words, or by one grade, costs 1: the bounds within which sets count as matched. */
const WORD_TOLERANCE = 0.1;
/** A field left empty is worse than any miss that whole sentences can mend. */
const EMPTY_FIELD = 5;

type Counted = Offer & { readonly words: number };

/** What a choice costs in words and empty fields, without its reading grade: never more than in all. */
function plainCost(chosen: readonly Counted[], target: Measure): number {
  const words = chosen.reduce((sum, offer) => sum + offer.words, 0);
  const filled = new Set(chosen.map(({ field }) => field)).size;
  const wordsOff = Math.abs(words / Math.max(1, target.words) - 1) / WORD_TOLERANCE;
  return wordsOff + (PERSONA_FIELDS.length - filled) * EMPTY_FIELD;
}

function gradeCost(chosen: readonly Offer[], target: Measure): number {
  if (target.grade === null) return 0;
  const grade = readingGrade(textOf(chosen));
  return grade === null ? 0 : Math.abs(grade - target.grade);
}

/**
 * Chooses whole sentences so that they come near a number of words and a reading grade, with no field left
 * empty that could be filled: from all of them, the drop, addition or swap that helps most, until none does.
 *
 * @example fitStatements(offers, { words: 120, grade: 9 }).length // of 30 offers perhaps 12
 */
export function fitStatements(offers: readonly Offer[], target: Measure): readonly Offer[] {
  const counted = offers.map((offer): Counted => ({ ...offer, words: countWords(offer.text) }));
  const free = counted.flatMap(({ isFixed }, at) => (isFixed ? [] : [at]));
  const pick = (isIn: readonly boolean[]): readonly Counted[] => counted.filter((_, at) => isIn[at]);
  const all = counted.map(() => true);
  let best = { isIn: all, cost: plainCost(counted, target) + gradeCost(counted, target) };
  for (;;) {
    const { isIn, cost } = best;
    const moves = free.flatMap((one) => [
      [one],
      ...free.filter((other) => isIn[one] && !isIn[other]).map((other) => [one, other]),
    ]);
    for (const move of moves) {
      const next = isIn.map((value, at) => value !== move.includes(at));
      const chosen = pick(next);
      const plain = plainCost(chosen, target);
      if (plain >= best.cost) continue;
      const total = plain + gradeCost(chosen, target);
      if (total < best.cost) best = { isIn: next, cost: total };
    }
    if (best.cost >= cost) return offers.filter((_, at) => isIn[at]);
  }
}
