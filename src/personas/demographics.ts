import { InputError } from "../domain/errors.ts";
import type { Persona, PersonaSet, Statement } from "../domain/persona.ts";
import { deriveSeed, rngFrom } from "../domain/random.ts";
import { uniqueName } from "./persona-parts.ts";

/** The set under another id, each persona with the demographics given and named for its role: names tell sex and origin. */
function withDemographics(
  set: PersonaSet,
  id: string,
  demographics: (at: number) => Statement[],
): PersonaSet {
  const taken = new Set<string>();
  const personas = set.personas.map((persona, at): Persona => {
    const looksAt = persona.dimensions[0]?.name ?? "no dimension";
    const name = uniqueName("", persona.stakeholder, looksAt, taken);
    taken.add(name.toLowerCase());
    return { ...persona, name, fields: { ...persona.fields, demographics: demographics(at) } };
  });
  return { ...set, id, personas };
}

/**
 * The set with nothing said of age, sex, origin and the like: no demographics, and names that say the role
 * alone. What other fields let on stays. Throws an `InputError` where no persona has demographics.
 *
 * @example withoutDemographics(set).id // "clinical-without-demographics"
 */
export function withoutDemographics(set: PersonaSet): PersonaSet {
  if (set.personas.every(({ fields }) => fields.demographics.length === 0))
    throw new InputError("no-demographics", `${set.id}: no persona has demographics to leave out`);
  return withDemographics(set, `${set.id}-without-demographics`, () => []);
}

/** An order in which nothing stays where it was: one cycle through all (Sattolo 1986). */
function cycle(count: number, seed: number): readonly number[] {
  const rng = rngFrom(deriveSeed("demographics", seed));
  const order = Array.from({ length: count }, (_, at) => at);
  for (let at = count - 1; at > 0; at--) {
    const other = Math.floor(rng() * at);
    [order[at], order[other]] = [order[other]!, order[at]!];
  }
  return order;
}

/**
 * The set with each persona's demographics handed to another, so that they say nothing of who looks at what; names
 * say the role alone. No document vouches for what is handed on: it is the model's, without evidence. Compare it
 * with the set without demographics. Throws an `InputError` where fewer than two personas have demographics.
 *
 * @example shuffledDemographics(set, 1).id // "clinical-shuffled-demographics"
 */
export function shuffledDemographics(set: PersonaSet, seed: number): PersonaSet {
  const holders = set.personas.flatMap(({ fields }, at) => (fields.demographics.length > 0 ? [at] : []));
  if (holders.length < 2)
    throw new InputError(
      "no-demographics",
      `${set.id}: ${holders.length} of its personas have demographics; it takes two to exchange them`,
    );
  const order = cycle(holders.length, seed);
  return withDemographics(set, `${set.id}-shuffled-demographics`, (at) => {
    const place = holders.indexOf(at);
    const giver = place < 0 ? undefined : set.personas[holders[order[place]!]!];
    return (giver?.fields.demographics ?? []).map(({ text }) => ({ text, from: "model", evidence: [] }));
  });
}
