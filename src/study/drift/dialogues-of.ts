import type { Debate } from "../../domain/debate.ts";
import type { Dialogue, DialogueLine, Speaker } from "../../domain/dialogue.ts";
import type { PersonaSet } from "../../domain/persona.ts";
import { toldApart } from "../../domain/told-apart.ts";

/** A panelist's name over all sets, as the tables of ratings have it. */
export function speakerId(personaSet: string | undefined, panelist: string): string {
  return personaSet === undefined ? panelist : `${personaSet}/${panelist}`;
}

/**
 * The discussions of debates as dialogues, one for each stakeholder group that talked. A pass is a line
 * without words, so that whoever keeps silent is counted; a turn that never arrived is none.
 */
export function dialoguesOf(
  debates: readonly Debate[],
  setsOfArm: ReadonlyMap<string, readonly Pick<PersonaSet, "id" | "personas">[]>,
): readonly Dialogue[] {
  return debates.flatMap((debate) => {
    const { cell, arm, personaSet, protocol, model } = debate;
    const set = setsOfArm.get(arm)?.find(({ id }) => id === personaSet);
    const seated = new Set(debate.groups.flatMap(({ panelists }) => panelists));
    const personas = (set?.personas ?? []).filter(({ id }) => seated.has(id));
    const names = new Map(toldApart(personas).map(({ id, name }) => [id, name]));
    return debate.groups
      .filter(({ turns }) => turns.length > 0)
      .map(({ stakeholder, panelists, turns }): Dialogue => {
        const speakers = panelists.map((panelist): Speaker => {
          const persona = personas.find(({ id }) => id === panelist) ?? null;
          return { id: speakerId(personaSet, panelist), name: names.get(panelist) ?? panelist, persona };
        });
        const lines = turns
          .filter(({ missing }) => missing === undefined)
          .map(
            ({ panelist, text, first }): DialogueLine => ({
              speaker: speakerId(personaSet, panelist),
              text,
              ...(first === undefined ? {} : { first: first.text }),
            }),
          );
        return { id: `${cell}/${stakeholder}`, condition: { arm, protocol, model }, speakers, lines };
      });
  });
}
