import { PERSONA_FIELDS, type PersonaField } from "../domain/persona.ts";
import { readingGrade } from "../domain/reading-grade.ts";
import { countWords } from "./content-words.ts";
import { type Measure, textOf } from "./persona-text.ts";

/** A sentence that may stand in a field; `isFixed` where it must. */
export type Offer = { readonly field: PersonaField; readonly text: string; readonly isFixed: boolean };

/** Off by this share of the words, or by one grade, costs 1: the bounds within which sets count as matched. */
const WORD_TOLERANCE = 0.1;
/** A field left empty is worse than any miss that whole sentences can mend. */
const EMPTY_FIELD = 5;

function costOf(chosen: readonly Offer[], target: Measure): number {
  const text = textOf(chosen);
  const grade = readingGrade(text);
  const wordsOff = Math.abs(countWords(text) / Math.max(1, target.words) - 1) / WORD_TOLERANCE;
  const gradeOff = target.grade === null || grade === null ? 0 : Math.abs(grade - target.grade);
  const empty = PERSONA_FIELDS.filter((field) => chosen.every((offer) => offer.field !== field)).length;
  return wordsOff + gradeOff + empty * EMPTY_FIELD;
}

/**
 * Chooses whole sentences so that they come near a number of words and a reading grade, with no field left
 * empty that could be filled: from all of them, the drop, addition or swap that helps most, until none does.
 */
export function fitStatements(offers: readonly Offer[], target: Measure): readonly Offer[] {
  let isIn: readonly boolean[] = offers.map(() => true);
  const pick = (choice: readonly boolean[]): readonly Offer[] => offers.filter((_, at) => choice[at]);
  let cost = costOf(pick(isIn), target);
  const free = offers.flatMap(({ isFixed }, at) => (isFixed ? [] : [at]));
  for (;;) {
    const moves = free.flatMap((one) => [
      [one],
      ...free.filter((other) => isIn[one] && !isIn[other]).map((other) => [one, other]),
    ]);
    const tried = moves.map((move) => {
      const choice = isIn.map((value, at) => value !== move.includes(at));
      return { choice, cost: costOf(pick(choice), target) };
    });
    const best = tried.reduce((top, next) => (next.cost < top.cost ? next : top), { choice: isIn, cost });
    if (best.cost >= cost) return pick(isIn);
    isIn = best.choice;
    cost = best.cost;
  }
}
