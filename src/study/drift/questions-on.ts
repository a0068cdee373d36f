import type { Persona } from "../../domain/persona.ts";
import { personaFacts } from "../../domain/persona-facts.ts";
import type { Rng } from "../../domain/random.ts";

/** A question on a persona. Options count from 1; `key` is the one that is so. */
export type SelfQuestion = {
  readonly id: string;
  readonly question: string;
  readonly options: readonly string[];
  readonly key: number;
};

const MOST_QUESTIONS = 5;
const MOST_OPTIONS = 5;

function shuffled<T>(values: readonly T[], rng: Rng): readonly T[] {
  return values
    .map((value) => ({ value, lot: rng() }))
    .sort((a, b) => a.lot - b.lot)
    .map(({ value }) => value);
}

/**
 * Multiple-choice questions on a persona: which of five statements is so of it, one its own and the others
 * from the same field of other personas. Made of the personas alone, so that every key is right. None where
 * no other persona says anything else.
 */
export function questionsOn(persona: Persona, others: readonly Persona[], rng: Rng): readonly SelfQuestion[] {
  const own = personaFacts(persona);
  const ownTexts = new Set(own.map(({ text }) => text));
  const foreign = others.flatMap(personaFacts).filter(({ text }) => !ownTexts.has(text));
  const questions = shuffled(own, rng).flatMap((fact) => {
    const texts = new Set(foreign.filter(({ field }) => field === fact.field).map(({ text }) => text));
    const wrong = shuffled([...texts], rng).slice(0, MOST_OPTIONS - 1);
    if (wrong.length === 0) return [];
    const options = shuffled([fact.text, ...wrong], rng);
    return [{ question: "Which of these is so of you?", options, key: options.indexOf(fact.text) + 1 }];
  });
  return questions.slice(0, MOST_QUESTIONS).map((asked, index) => ({ id: `q${index + 1}`, ...asked }));
}
