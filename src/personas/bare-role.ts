import type { PersonaSet } from "../domain/persona.ts";

/**
 * A set stripped to its roles: the stakeholders of `like` in their groups, without fields, dimensions or
 * evidence. A role that several hold is numbered in the names, so that a debate can tell them apart.
 *
 * @example bareRole(grounded, "bare-1").personas[0]?.name // "nurse 1"
 */
export function bareRole(like: PersonaSet, id: string): PersonaSet {
  const holders = Map.groupBy(like.personas, ({ stakeholder }) => stakeholder);
  return {
    version: 1,
    id,
    origin: "bare-role",
    ...(like.task === undefined ? {} : { task: like.task }),
    model: like.model,
    seed: like.seed,
    promptsDigest: like.promptsDigest,
    dropped: { notFound: 0, malformed: 0, duplicate: 0 },
    personas: like.personas.map((persona) => {
      const { stakeholder } = persona;
      const same = holders.get(stakeholder) ?? [];
      return {
        id: persona.id,
        name: same.length > 1 ? `${stakeholder} ${same.indexOf(persona) + 1}` : stakeholder,
        stakeholder,
        dimensions: [],
        fields: { demographics: [], evaluativeDimension: [], specialty: [], traits: [], relationships: [] },
      };
    }),
  };
}
