import type { Item } from "../../src/domain/item.ts";
import type { Persona, PersonaSet } from "../../src/domain/persona.ts";

export function persona(id: string, stakeholder: string, quote?: string): Persona {
  const evidence =
    quote === undefined ? [] : [{ document: "d", page: 1, chunk: "d#1", start: 0, end: quote.length, quote }];
  return {
    id,
    name: id,
    stakeholder,
    dimensions: [{ id: `${id}-lens`, name: `Lens of ${id}`, definition: "what it looks at" }],
    fields: {
      demographics: [],
      evaluativeDimension: [{ text: "Looks.", from: quote === undefined ? "model" : "document", evidence }],
      specialty: [],
      traits: [],
      relationships: [],
    },
  };
}

export function personaSet(id: string, personas: readonly Persona[]): PersonaSet {
  return {
    version: 1,
    id,
    origin: "grounded",
    model: "lexical",
    seed: 1,
    promptsDigest: "0",
    dropped: { notFound: 0, malformed: 0, duplicate: 0 },
    personas: [...personas],
  };
}

export function item(id: string, rest: Partial<Item> = {}): Item {
  return { id, kind: "summary", source: "source", output: "output", ...rest };
}
