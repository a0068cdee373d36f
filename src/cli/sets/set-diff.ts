import type { Evidence, Persona, PersonaSet } from "../../domain/persona.ts";
import type { EvidenceComparison, SetMatch, Unmatched } from "../../personas/match-sets.ts";
import { alignColumns } from "../../report/align-columns.ts";
import { formatCount, formatNumber } from "../../report/format-number.ts";

const lensOf = ({ stakeholder, dimensions }: Persona): string =>
  [stakeholder, dimensions.map(({ name }) => name).join("; ")].filter((part) => part !== "").join(": ");

function quotesOf(evidence: readonly Evidence[]): string {
  const documents = new Set(evidence.map(({ document }) => document)).size;
  return evidence.length === 0
    ? "none"
    : `${formatCount(evidence.length, "quote")} of ${formatCount(documents, "document")}`;
}

function evidenceLine({ shared, onlyFirst, onlySecond }: EvidenceComparison, a: string, b: string): string {
  return `quotes: ${shared.length} shared, ${onlyFirst.length} only in ${a}, ${onlySecond.length} only in ${b}`;
}

function aloneLines(title: string, alone: readonly Unmatched[]): readonly string[] {
  if (alone.length === 0) return [];
  const rows = alone.map(({ persona, nearest, similarity }) => [
    `  ${persona.id}`,
    lensOf(persona),
    `(nearest ${nearest}, ${formatNumber(similarity, "-")})`,
  ]);
  return ["", title, ...alignColumns(rows, Infinity)];
}

/** Two sets side by side, for people: who came back as whom, who is gone, who is new, on which evidence. */
export function setDiff(a: PersonaSet, b: PersonaSet, match: SetMatch): string {
  const { pairs, gone, fresh, evidence, matchedFrom } = match;
  const [first, second] = a.id === b.id ? ["the first", "the second"] : [a.id, b.id];
  const matched = pairs.flatMap((pair) => [
    `  ${formatNumber(pair.similarity, "-")}  ${pair.first.id}  ${lensOf(pair.first)}`,
    `        ${pair.second.id}  ${lensOf(pair.second)}`,
    ...(a.origin === "grounded" || b.origin === "grounded"
      ? [`        ${evidenceLine(pair.evidence, first, second)}`]
      : []),
  ]);
  const quoted = [evidence.shared, evidence.onlyFirst, evidence.onlySecond].some(({ length }) => length > 0);
  return [
    `${first} (${a.origin}, ${formatCount(a.personas.length, "persona")}) → ${second} (${b.origin}, ${b.personas.length}): ` +
      `${pairs.length} matched from a likeness of ${formatNumber(matchedFrom)}, ${gone.length} gone, ${fresh.length} new`,
    ...(matched.length > 0 ? ["", "matched", ...matched] : []),
    ...aloneLines(`gone: only in ${first}`, gone),
    ...aloneLines(`new: only in ${second}`, fresh),
    ...(quoted
      ? [
          "",
          `evidence: shared ${quotesOf(evidence.shared)}; only in ${first} ${quotesOf(evidence.onlyFirst)}; ` +
            `only in ${second} ${quotesOf(evidence.onlySecond)}`,
        ]
      : []),
  ].join("\n");
}
