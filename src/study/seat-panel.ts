import type { NamedSeat } from "../debate/run-debate.ts";
import type { Persona, PersonaSet } from "../domain/persona.ts";
import type { Passage } from "../domain/prompt.ts";
import { toldApart } from "../domain/told-apart.ts";

/** The stakeholder group of a panel without personas. */
export const NO_STAKEHOLDER = "panel";

/** All quotes that a persona rests on, each once, under short ids; those for one item are chosen when it is judged. */
export function seatPassages(persona: Persona): readonly Passage[] {
  const quotes = new Map<string, Passage>();
  for (const statement of Object.values(persona.fields).flat()) {
    for (const { document, page, quote } of statement.evidence) {
      if (quotes.has(quote)) continue;
      quotes.set(quote, { id: `q${quotes.size + 1}`, document, page, text: quote });
    }
  }
  return [...quotes.values()];
}

/**
 * Chooses `size` personas of a set: two of each stakeholder group first, largest groups first, so
 * that whoever is seated has somebody to talk to; then the rest in turn. A small set is seated whole.
 */
export function choosePersonas(set: PersonaSet, size: number): readonly Persona[] {
  const groups = new Map<string, Persona[]>();
  for (const persona of set.personas)
    groups.set(persona.stakeholder, [...(groups.get(persona.stakeholder) ?? []), persona]);
  const byLength = [...groups.values()].sort((a, b) => b.length - a.length);
  const queue: Persona[] = [];
  for (let taken = 0; queue.length < set.personas.length; taken += 2)
    for (const group of byLength) queue.push(...group.slice(taken, taken + 2));
  const chosen = new Set(queue.slice(0, size).map((persona) => persona.id));
  return set.personas.filter((persona) => chosen.has(persona.id));
}

/**
 * Seats a panel from a persona set. Namesakes go by name and id, in their own persona block as in what others
 * hear, so that a transcript tells them apart.
 */
export function seatPanel(set: PersonaSet, size: number): readonly NamedSeat[] {
  return toldApart(choosePersonas(set, size)).map((persona) => ({
    id: persona.id,
    name: persona.name,
    stakeholder: persona.stakeholder,
    persona,
    passages: seatPassages(persona),
  }));
}

/** A panel of nobody in particular: identical first prompts that differ in their draws alone. */
export function seatNobody(size: number): readonly NamedSeat[] {
  return Array.from({ length: size }, (_, index) => ({
    id: `panelist-${index + 1}`,
    name: `Panelist ${index + 1}`,
    stakeholder: NO_STAKEHOLDER,
    persona: null,
    passages: [],
  }));
}
