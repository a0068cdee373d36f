import type { StudyResult } from "../domain/result.ts";
import { type AloneRow, aloneRows, dimensionLabel, missingCount } from "./alone-rows.ts";
import type { ArmKinds } from "./arm-order.ts";
import { formatInterval } from "./format-estimate.ts";
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

/** The headline as Markdown for a pull request: a sentence for each arm, then the table behind them. */
export function markdownSummary(result: StudyResult, kinds: ArmKinds = {}): string {
  const answers = headlines(result, kinds);
  const sentences = answers.map(
    ({ label, sentence }) => `- **${escapeMarkdown(label)}**: ${escapeMarkdown(sentence)}`,
  );
  const alarms = alarmsOf(result, kinds).map(
    ({ where, text }) => `> **Alarm** (${escapeMarkdown(where.join("; "))}): ${escapeMarkdown(text)}`,
  );
  const table = [
    tableLine(["arm", "dimension", "λ", "interval", "verdict", "behind it"]),
    "|---|---|--:|---|---|---|",
    ...aloneRows(result, kinds).map(rowLine),
  ];
  const parts = [["### Is it the persona or the noise?"], alarms, sentences, table];
  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join("\n"))
    .join("\n\n")}\n`;
}
