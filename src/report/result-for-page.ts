import type { ConditionResult } from "../domain/condition-result.ts";
import type { StudyResult } from "../domain/result.ts";

/** A table longer than this is for a machine to read. */
const MOST_RATERS = 400;
const MOST_POINTS = 200;

/** Evenly chosen entries, the first and the last among them. */
function thinned<T>(entries: readonly T[], most: number): readonly T[] {
  if (entries.length <= most) return entries;
  const step = (entries.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => entries[Math.round(index * step)]).flatMap((entry) =>
    entry === undefined ? [] : [entry],
  );
}

function conditionForPage(row: ConditionResult): ConditionResult {
  const { validity, confidence, selective } = row;
  return {
    ...row,
    ...(validity && {
      validity: {
        ...validity,
        labels: validity.labels.filter(({ item }) => item === undefined).slice(0, MOST_RATERS),
      },
    }),
    ...(confidence?.gaps && { confidence: { ...confidence, gaps: confidence.gaps.slice(0, MOST_RATERS) } }),
    ...(selective && { selective: { ...selective, curve: [...thinned(selective.curve, MOST_POINTS)] } }),
  };
}

/**
 * A result as its page shows it, without what would make the page as large as the result: labels of single
 * items, lists of more raters and curves of more points than anybody reads, questions one by one.
 */
export function resultForPage({ probes: _, ...result }: StudyResult): StudyResult {
  return { ...result, conditions: result.conditions.map(conditionForPage) };
}
