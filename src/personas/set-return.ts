import type { PersonaSet } from "../domain/persona.ts";
import type { SetReturn } from "../domain/reproducibility.ts";
import { documentsQuoted, type SetMatch } from "./match-sets.ts";
import { isSameRole } from "./same-role.ts";

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** How much of a set came back when it was made again; `match` is the match of the two. */
export function setReturn(first: PersonaSet, again: PersonaSet, match: SetMatch): SetReturn {
  const groups = [...new Set(first.personas.map(({ stakeholder }) => stakeholder))];
  const recurring = groups.filter((group) =>
    again.personas.some(({ stakeholder }) => isSameRole(group, stakeholder)),
  );
  const [before, after] = [documentsQuoted(first), documentsQuoted(again)];
  const both = [...before].filter((file) => after.has(file)).length;
  const either = before.size + after.size - both;
  return {
    similarity: mean(match.nearest),
    matched: match.pairs.length / first.personas.length,
    groups: recurring.length / groups.length,
    ...(either === 0 ? {} : { documents: both / either }),
  };
}
