import { PERSONA_FIELDS, type Persona, type PersonaSet } from "../domain/persona.ts";

/** Words of a persona's five fields and of a quote, as in the sets that come along. */
const FIELD_WORDS = 24;
const QUOTE_WORDS = 28;
const QUOTES = 4;

const words = (count: number): string => Array.from({ length: count }, () => "matters").join(" ");

function assumedPersona(index: number, hasEvidence: boolean): Persona {
  const id = `persona-${index + 1}`;
  const quote = words(QUOTE_WORDS);
  const evidenceOf = (place: number) =>
    hasEvidence && place < QUOTES
      ? [
          {
            document: "d",
            page: 1,
            chunk: `c${place}`,
            start: 0,
            end: quote.length,
            quote: `${quote} ${place}`,
          },
        ]
      : [];
  const statements = PERSONA_FIELDS.map((field, place) => {
    const evidence = evidenceOf(place);
    const from = evidence.length > 0 ? ("document" as const) : ("model" as const);
    return [field, [{ text: words(FIELD_WORDS), from, evidence }]] as const;
  });
  const fieldNamed = (name: string) => [...(statements.find(([field]) => field === name)?.[1] ?? [])];
  return {
    id,
    name: `Person ${index + 1}`,
    // Pairs, so that everybody has somebody to talk to.
    stakeholder: `stakeholder ${Math.floor(index / 2) + 1}`,
    dimensions: [{ id: `${id}-lens`, name: words(3), definition: words(15) }],
    fields: {
      demographics: fieldNamed("demographics"),
      evaluativeDimension: fieldNamed("evaluativeDimension"),
      specialty: fieldNamed("specialty"),
      traits: fieldNamed("traits"),
      relationships: fieldNamed("relationships"),
    },
  };
}

/** A persona set of the usual size, for the price of a study whose own sets are still to be made. */
export function assumedSet(id: string, origin: PersonaSet["origin"], personas: number): PersonaSet {
  return {
    version: 1,
    id,
    origin,
    model: "assumed",
    seed: 0,
    promptsDigest: "",
    dropped: { notFound: 0, malformed: 0, duplicate: 0 },
    personas: Array.from({ length: personas }, (_, index) =>
      assumedPersona(index, origin === "grounded" || origin === "placebo"),
    ),
  };
}
