import type { PersonaSet } from "../domain/persona.ts";
import { measurePersonas } from "./persona-text.ts";

/**
 * How well one set matches another: `personas`, `groups` and `words` as ratios (1 is equal), `grade` as a
 * difference in US school grades (0 is equal). A ratio to nothing and a grade of no words are left out.
 */
export type Match = {
  readonly personas: number;
  readonly groups: number;
  readonly words?: number;
  readonly grade?: number;
};

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

/** Holds a set against the one that it was made like. */
export function measureMatch(set: PersonaSet, like: PersonaSet): Match {
  const groups = ({ personas }: PersonaSet): number =>
    new Set(personas.map(({ stakeholder }) => stakeholder)).size;
  const own = measurePersonas(set.personas);
  const other = measurePersonas(like.personas);
  return {
    personas: rounded(set.personas.length / like.personas.length),
    groups: rounded(groups(set) / groups(like)),
    ...(other.words > 0 ? { words: rounded(own.words / other.words) } : {}),
    ...(own.grade !== null && other.grade !== null ? { grade: rounded(own.grade - other.grade) } : {}),
  };
}
