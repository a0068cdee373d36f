import type { StudyResult } from "../domain/result.ts";
import { alignColumns } from "./align-columns.ts";
import { type AloneRow, aloneRows, dimensionLabel, missingCount } from "./alone-rows.ts";
import type { ArmKinds } from "./arm-order.ts";
import { debateHeadlines } from "./debate-headlines.ts";
import { formatInterval, levelText } from "./format-estimate.ts";
import { formatNumber } from "./format-number.ts";
import { alarmsOf } from "./headlines.ts";
import { lambdaOf } from "./lambda-of.ts";

const HEAD = [
  "arm",
  "dimension",
  "lambda",
  "interval",
  "verdict",
  "items",
  "raters",
  "runs",
  "ratings",
  "missing",
];
const RIGHT_FROM = 5;

function reasonOf(row: AloneRow): string | null {
  const lambda = lambdaOf(row);
  return lambda.value === null ? lambda.reason : null;
}

function cells(row: AloneRow, note: string): readonly string[] {
  const { n, signal } = row;
  const lambda = lambdaOf(row);
  const interval = formatInterval(lambda, "-");
  return [
    row.label,
    dimensionLabel(row.dimension),
    lambda.value === null ? `- ${note}` : formatNumber(lambda.value, "-"),
    interval === null ? "-" : `${interval} (${levelText(lambda)})`,
    signal && lambda.value !== null ? signal.verdict : "not estimable",
    ...[n.items, n.raters, n.replicates, n.ratings, missingCount(n)].map(String),
  ];
}

/**
 * The headline as plain aligned text for a terminal: one line for each arm and dimension with λ, its
 * interval, its verdict and what stands behind it; then why a λ is absent, the null arm's alarms, and what each
 * protocol in which panelists heard one another did.
 */
export function summaryTable(result: StudyResult, kinds: ArmKinds = {}): string {
  const rows = aloneRows(result, kinds);
  if (rows.length === 0) return "no ratings: nothing to tell";
  const reasons = [...new Set(rows.flatMap((row) => reasonOf(row) ?? []))];
  const note = (row: AloneRow): string => {
    const reason = reasonOf(row);
    return reason === null ? "" : `[${reasons.indexOf(reason) + 1}]`;
  };
  const table = alignColumns([HEAD, ...rows.map((row) => cells(row, note(row)))], RIGHT_FROM);
  const notes = reasons.map((reason, index) => `[${index + 1}] ${reason}`);
  const alarms = alarmsOf(result, kinds).map(({ where, text }) => `ALARM (${where.join("; ")}): ${text}`);
  const debates = debateHeadlines(result, kinds).map(({ label, sentence }) => `${label}: ${sentence}`);
  const parts = [table, notes, alarms, debates].filter((part) => part.length > 0);
  return parts.map((part) => part.join("\n")).join("\n\n");
}
