import type { PersonaSet } from "../../domain/persona.ts";
import { toldApart } from "../../domain/told-apart.ts";

/** The name of a panelist by its id and, where it is known, its set; the id where nobody has that name. */
export type Names = (panelist: string, set: string | null) => string;

/** Looks names up in the sets of a run. */
export function namesIn(sets: readonly PersonaSet[]): Names {
  const bySet = new Map(
    sets.map((set) => [set.id, new Map(toldApart(set.personas).map(({ id, name }) => [id, name]))]),
  );
  const anywhere = new Map([...bySet.values()].flatMap((names) => [...names]));
  return (panelist, set) => (set ? bySet.get(set) : anywhere)?.get(panelist) ?? panelist;
}
