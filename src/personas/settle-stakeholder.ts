import { peopleNounsIn } from "../domain/people.ts";
import { isSameRole } from "./same-role.ts";

/** Whether a noun for people stands in a text: alone, or as the last word of a longer one. */
export function standsIn(noun: string, text: string): boolean {
  return peopleNounsIn(text).some((found) => found.noun === noun || found.noun.endsWith(` ${noun}`));
}

/** "parent of a child" is a parent, "student teacher" a teacher: the last noun before a preposition comes first. */
function nounsOf(stakeholder: string): readonly string[] {
  const found = peopleNounsIn(stakeholder);
  const head =
    /\s(?:of|with|for|from|in|at|who|whose|and|or)\s|[,;:(/]/i.exec(stakeholder)?.index ?? stakeholder.length;
  const before = found.filter(({ index }) => index < head).reverse();
  return [...before, ...found.filter(({ index }) => index >= head)].map(({ noun }) => noun);
}

function mostFrequent(nouns: readonly string[]): string | null {
  const counts = Map.groupBy(nouns, (noun) => noun);
  return [...counts].reduce<readonly [string | null, number]>(
    (top, [noun, all]) => (all.length > top[1] ? [noun, all.length] : top),
    [null, 0],
  )[0];
}

/**
 * The noun for people that a quote speaks for: the stakeholder that a model named where it stands in the
 * quoted passage, else the passage's own word for that role, else the people whom the quote names, else
 * those whom the passage names most. Null where the passage names nobody.
 *
 * @example settleStakeholder("registered nurses", "The nurse called.", "The nurse called.") // "nurse"
 */
export function settleStakeholder(stakeholder: string, passage: string, quote: string): string | null {
  const wanted = nounsOf(stakeholder);
  const there = peopleNounsIn(passage).map(({ noun }) => noun);
  const named = wanted.find((noun) => standsIn(noun, passage));
  if (named !== undefined) return named;
  const sameRole = there.find((noun) => wanted.some((other) => isSameRole(noun, other)));
  return sameRole ?? mostFrequent(peopleNounsIn(quote).map(({ noun }) => noun)) ?? mostFrequent(there);
}
