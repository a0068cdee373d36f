import type { SystemComparison, SystemMean } from "../domain/comparison-result.ts";
import type { Estimate } from "../domain/estimate.ts";
import type { Condition } from "../domain/verdict.ts";
import { alignColumns } from "./align-columns.ts";
import { conditionLabels } from "./condition-label.ts";

function cells(estimate: Estimate): readonly [string, string] {
  if (estimate.value === null) return ["-", estimate.reason];
  const { value, low, high } = estimate;
  return [
    value.toFixed(3),
    low === undefined || high === undefined ? "-" : `${low.toFixed(3)} to ${high.toFixed(3)}`,
  ];
}

/** The paired differences of two runs as aligned text. */
export function differencesTable(
  differences: readonly {
    readonly condition: Condition;
    readonly dimension: string;
    readonly difference: Estimate;
    readonly unpaired: number;
  }[],
  first: string,
  second: string,
): string {
  const label = conditionLabels(differences.map(({ condition }) => condition));
  const rows = differences.map(({ condition, dimension, difference, unpaired }) => [
    label(condition),
    dimension,
    ...cells(difference),
    String(difference.n),
    String(unpaired),
  ]);
  const heading = ["condition", "dimension", `${second} less ${first}`, "95 % interval", "items", "unpaired"];
  return alignColumns([heading, ...rows], 4).join("\n");
}

/** The systems' means and their paired differences as aligned text. */
export function systemsTable(
  systems: readonly SystemMean[],
  comparisons: readonly SystemComparison[],
): string {
  const label = conditionLabels(systems.map(({ condition }) => condition));
  const means = systems.map(({ condition, dimension, system, mean }) => [
    label(condition),
    dimension,
    system,
    ...cells(mean),
  ]);
  const pairs = comparisons.map(({ condition, dimension, a, b, difference, holmP }) => [
    label(condition),
    dimension,
    `${a} less ${b}`,
    ...cells(difference),
    holmP === null ? "-" : holmP.toFixed(4),
  ]);
  const tables = [alignColumns([["condition", "dimension", "system", "mean", "95 % interval"], ...means], 5)];
  if (pairs.length > 0)
    tables.push(
      alignColumns(
        [["condition", "dimension", "systems", "difference", "95 % interval", "Holm p"], ...pairs],
        5,
      ),
    );
  return tables.map((lines) => lines.join("\n")).join("\n\n");
}
