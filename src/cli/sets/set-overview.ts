import type { Persona, PersonaSet } from "../../domain/persona.ts";

function evidenceOf(persona: Persona) {
  return Object.values(persona.fields).flatMap((statements) =>
    statements.flatMap((statement) => statement.evidence),
  );
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** A persona set in a few lines: who, for what, on which documents. */
export function setOverview(set: PersonaSet): string {
  const groups = new Set(set.personas.map((persona) => persona.stakeholder));
  const evidence = set.personas.flatMap(evidenceOf);
  const quotes = new Set(evidence.map(({ document, start, end }) => `${document}:${start}-${end}`));
  const documents = new Set(evidence.map(({ document }) => document));
  const lines = set.personas.map((persona) => {
    const lens = persona.dimensions.map((dimension) => dimension.name).join("; ");
    return `  ${persona.id}: ${persona.name}, ${persona.stakeholder}${lens === "" ? "" : ` (${lens})`}`;
  });
  const { notFound, malformed, duplicate } = set.dropped;
  const grounds =
    evidence.length === 0
      ? "no document stands behind it"
      : `${plural(quotes.size, "distinct quote")} from ${plural(documents.size, "document")}`;
  return [
    `${set.id} (${set.origin}): ${plural(set.personas.length, "persona")} in ${plural(groups.size, "stakeholder group")}; ${grounds}`,
    ...lines,
    ...(set.origin === "grounded"
      ? [
          `  dropped: ${notFound} quotes not found where cited, ${malformed} malformed replies, ${duplicate} duplicates`,
        ]
      : []),
  ].join("\n");
}
