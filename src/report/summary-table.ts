import type { StudyResult } from "../domain/result.ts";
import { alignColumns } from "./align-columns.ts";
import type { ArmKinds } from "./arm-order.ts";
import { formatInterval, levelText } from "./format-estimate.ts";
import { formatNumber } from "./format-number.ts";
import { missingCount, type SummaryRow, summaryRows } from "./summary-rows.ts";

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
const NOT_COMPUTED = "it was not computed for these ratings";

function cells(row: SummaryRow, note: string): readonly string[] {
  const { lambda, n } = row;
  const value = lambda === null || lambda.value === null ? null : formatNumber(lambda.value, "-");
  const interval = lambda && formatInterval(lambda, "-");
  return [
    row.label,
    row.dimension,
    value ?? `- ${note}`,
    lambda && interval ? `${interval} (${levelText(lambda)})` : "-",
    row.verdict,
    ...[n.items, n.raters, n.replicates, n.ratings, missingCount(n)].map(String),
  ];
}

/**
 * The headline as plain aligned text for a terminal: one line for each arm and dimension with λ, its
 * interval, its verdict and what stands behind it; then why a λ is absent, and the null arm's alarms.
 */
export function summaryTable(result: StudyResult, kinds: ArmKinds = {}): string {
  const rows = summaryRows(result, kinds);
  if (rows.length === 0) return "no ratings: nothing to tell";
  const reasonOf = ({ lambda }: SummaryRow): string | null => {
    if (lambda === null) return NOT_COMPUTED;
    return lambda.value === null ? lambda.reason : null;
  };
  const reasons = [...new Set(rows.flatMap((row) => reasonOf(row) ?? []))];
  const note = (row: SummaryRow): string => {
    const reason = reasonOf(row);
    return reason === null ? "" : `[${reasons.indexOf(reason) + 1}]`;
  };
  const lines = alignColumns([HEAD, ...rows.map((row) => cells(row, note(row)))], RIGHT_FROM);
  const notes = reasons.map((reason, index) => `[${index + 1}] ${reason}`);
  const alarms = rows.flatMap((row) =>
    row.alarm ? [`ALARM ${row.label}, ${row.dimension}: ${row.alarm}`] : [],
  );
  return [
    ...lines,
    ...(notes.length > 0 ? ["", ...notes] : []),
    ...(alarms.length > 0 ? ["", ...alarms] : []),
  ].join("\n");
}
