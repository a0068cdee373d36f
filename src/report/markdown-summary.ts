import { conditionKey } from "../domain/condition-key.ts";
import type { StudyResult } from "../domain/result.ts";
import { POOLED } from "../domain/rubric.ts";
import { type AloneRow, aloneRows, dimensionLabel, missingCount } from "./alone-rows.ts";
import type { ArmKinds } from "./arm-order.ts";
import { conditionLabels } from "./condition-label.ts";
import { formatEstimate, formatInterval } from "./format-estimate.ts";
import { formatCount, formatNumber } from "./format-number.ts";
import { alarmsOf, headlines } from "./headlines.ts";

/** Text from a study that must not read as Markdown or HTML. */
function escapeMarkdown(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(/[\\`*_[\]|~#@]/g, "\\$&")
    .replaceAll(/\s+/g, " ");
}

function tableLine(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function rowLine({ label, dimension, signal, n }: AloneRow): string {
  const lambda = signal?.lambda;
  const isKnown = lambda !== undefined && lambda.value !== null;
  return tableLine([
    escapeMarkdown(label),
    escapeMarkdown(dimensionLabel(dimension)),
    isKnown ? formatNumber(lambda.value) : "–",
    (lambda && formatInterval(lambda)) ?? "–",
    isKnown && signal ? signal.verdict : "not estimable",
    [
      formatCount(n.items, "item"),
      formatCount(n.raters, "rater"),
      formatCount(n.replicates, "replicate"),
      formatCount(missingCount(n), "missing", "missing"),
    ].join(", "),
  ]);
}

const LEVELS = ["sample", "summary", "system"] as const;

/** Spearman's correlation with people under its ceiling, on all dimensions where they are pooled. */
function agreementTable(result: StudyResult): readonly string[] {
  const all = (result.agreement ?? []).filter(({ measure }) => measure === "spearman");
  const pooled = all.filter(({ dimension }) => dimension === POOLED);
  const shown = pooled.length > 0 ? pooled : all;
  if (shown.length === 0) return [];
  const label = conditionLabels(shown.map(({ condition }) => condition));
  const rows = Map.groupBy(shown, (row) => JSON.stringify([conditionKey(row.condition), row.dimension]));
  return [
    tableLine(["agreement with people", "dimension", "over items", "within sources", "between systems"]),
    "|---|---|---|---|---|",
    ...[...rows.values()].flatMap((levels) => {
      const [first] = levels;
      if (!first) return [];
      const cells = LEVELS.map((level) => {
        const row = levels.find((each) => each.level === level);
        if (!row || row.estimate.value === null) return "–";
        const ceiling = row.ceiling?.value ?? null;
        return `${formatEstimate(row.estimate)}${ceiling === null ? "" : ` of ${formatNumber(ceiling)}`}`;
      });
      return tableLine([
        escapeMarkdown(label(first.condition)),
        escapeMarkdown(dimensionLabel(first.dimension)),
        ...cells,
      ]);
    }),
    "",
    "Spearman's correlation of the panel's mean with people's, of what one annotator reaches with the others.",
  ];
}

/**
 * The headline as Markdown for a pull request: a sentence for each arm, agreement with people where there
 * is any, and the table behind the sentences, folded.
 */
export function markdownSummary(result: StudyResult, kinds: ArmKinds = {}): string {
  const answers = headlines(result, kinds);
  const bySentence = Map.groupBy(answers, ({ sentence }) => sentence);
  const sentences = [...bySentence].map(
    ([sentence, arms]) =>
      `- **${escapeMarkdown(arms.map(({ label }) => label).join(", "))}**: ${escapeMarkdown(sentence)}`,
  );
  const alarms = alarmsOf(result, kinds).map(
    ({ where, text }) => `> **Alarm** (${escapeMarkdown(where.join("; "))}): ${escapeMarkdown(text)}`,
  );
  const table = [
    "<details><summary>λ by arm and dimension</summary>",
    "",
    tableLine(["arm", "dimension", "λ", "interval", "verdict", "behind it"]),
    "|---|---|--:|---|---|---|",
    ...aloneRows(result, kinds).map(rowLine),
    "",
    "</details>",
  ];
  const parts = [["### Is it the persona or the noise?"], alarms, sentences, agreementTable(result), table];
  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join("\n"))
    .join("\n\n")}\n`;
}
