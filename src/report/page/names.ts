import type { PersonaSet } from "../../domain/persona.ts";

/** The name of a panelist by its id and, where it is known, its set; the id where nobody has that name. */
export type Names = (panelist: string, set: string | null) => string;

/** Looks names up in the sets of a run. */
export function namesIn(sets: readonly PersonaSet[]): Names {
  const bySet = new Map(
    sets.map((set) => [set.id, new Map(set.personas.map((persona) => [persona.id, persona.name]))]),
  );
  const anywhere = new Map(sets.flatMap((set) => set.personas.map((persona) => [persona.id, persona.name])));
  return (panelist, set) => (set ? bySet.get(set) : anywhere)?.get(panelist) ?? panelist;
}
