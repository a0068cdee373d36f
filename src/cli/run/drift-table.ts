import type { Drift } from "../../domain/drift.ts";
import { alignColumns } from "../../report/align-columns.ts";
import { conditionLabels } from "../../report/condition-label.ts";
import { formatEstimate } from "../../report/format-estimate.ts";

/** How far personas are kept to, for people: a table a condition, and what could not be evaluated. */
export function driftTable(drift: readonly Drift[]): string {
  const labelOf = conditionLabels(drift.map(({ condition }) => condition));
  return drift.map((of) => conditionText(of, labelOf(of.condition))).join("\n\n");
}

function conditionText(of: Drift, label: string): string {
  const left = Object.entries(of.n.notEvaluable).map(([reason, count]) => `${count} ${reason}`);
  const rows = [
    ["prompt-to-line consistency", formatEstimate(of.promptToLine)],
    ["line-to-line consistency", formatEstimate(of.lineToLine)],
    ["question consistency", formatEstimate(of.questions)],
    ["informativeness", formatEstimate(of.informativeness)],
    ["slope per line", formatEstimate(of.slope)],
    ...(of.guard === undefined
      ? []
      : [
          [`without the guard (${of.guard.askedAgain} asked again)`, formatEstimate(of.guard.without)],
          ["difference that the guard makes", formatEstimate(of.guard.difference)],
        ]),
  ];
  return [
    `${label}: ${of.n.evaluable} of ${of.n.lines} lines evaluable` +
      (left.length > 0 ? ` (not: ${left.join(", ")})` : ""),
    ...alignColumns(rows, 2),
  ].join("\n");
}
