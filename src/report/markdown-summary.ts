import type { StudyResult } from "../domain/result.ts";
import type { ArmKinds } from "./arm-order.ts";
import { formatInterval } from "./format-estimate.ts";
import { formatNumber } from "./format-number.ts";
import { headlines } from "./headlines.ts";
import { missingCount, type SummaryRow, summaryRows } from "./summary-rows.ts";

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

function rowLine(row: SummaryRow): string {
  const { lambda, n } = row;
  const value = lambda && lambda.value !== null ? formatNumber(lambda.value) : "–";
  const interval = (lambda && formatInterval(lambda)) ?? "–";
  const behind = `${n.items} items, ${n.raters} raters, ${n.replicates} replicates, ${missingCount(n)} missing`;
  return tableLine([
    escapeMarkdown(row.label),
    escapeMarkdown(row.dimension),
    value,
    interval,
    row.verdict,
    behind,
  ]);
}

/** The headline as Markdown for a pull request: a sentence for each arm, then the table behind them. */
export function markdownSummary(result: StudyResult, kinds: ArmKinds = {}): string {
  const answers = headlines(result, kinds);
  const sentences = answers.map(
    ({ label, sentence }) => `- **${escapeMarkdown(label)}**: ${escapeMarkdown(sentence)}`,
  );
  const alarms = answers.flatMap(({ label, alarm }) =>
    alarm ? [`> **Alarm** (${escapeMarkdown(label)}): ${escapeMarkdown(alarm)}`] : [],
  );
  const table = [
    tableLine(["arm", "dimension", "λ", "interval", "verdict", "behind it"]),
    "|---|---|--:|---|---|---|",
    ...summaryRows(result, kinds).map(rowLine),
  ];
  const parts = [["### Is it the persona or the noise?"], alarms, sentences, table];
  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join("\n"))
    .join("\n\n")}\n`;
}
