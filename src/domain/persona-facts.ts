import { PERSONA_FIELDS, type Persona } from "./persona.ts";

/** One thing that is so of a persona. `field` is where it stands. */
export type PersonaFact = { readonly id: string; readonly field: string; readonly text: string };

/**
 * What is so of a persona, fact by fact: its stakeholder group, the statements of its five fields and its
 * concerns, each once. What a line can show, or contradict.
 *
 * @example personaFacts(nurse)[0] // { id: "f1", field: "stakeholder", text: "Is a nurse." }
 */
export function personaFacts(persona: Persona): readonly PersonaFact[] {
  const facts = [
    { field: "stakeholder", text: `Is a ${persona.stakeholder}.` },
    ...PERSONA_FIELDS.flatMap((field) => persona.fields[field].map(({ text }) => ({ field, text }))),
    ...persona.dimensions.map(({ name, definition }) => ({
      field: "concerns",
      text: definition === "" ? `Looks at: ${name}.` : `Looks at: ${name}, ${definition}`,
    })),
  ];
  const unique = [...new Map(facts.map((fact) => [fact.text, fact])).values()];
  return unique.map((fact, index) => ({ id: `f${index + 1}`, ...fact }));
}
