import type { Estimate } from "../domain/estimate.ts";
import type { ConditionResult, StudyResult } from "../domain/result.ts";
import { type ArmKinds, sortByArm } from "./arm-order.ts";
import { conditionLabels } from "./condition-label.ts";
import { POOLED } from "./headlines.ts";

/** A line of the headline table: λ of one condition and dimension, with what stands behind it. */
export type SummaryRow = {
  readonly label: string;
  readonly dimension: string;
  readonly lambda: Estimate | null;
  readonly verdict: string;
  readonly alarm: string | null;
  readonly n: ConditionResult["n"];
};

/** `all` for the dimension that pools the others. */
export function dimensionLabel(dimension: string): string {
  return dimension === POOLED ? "all" : dimension;
}

/** The conditions rated before any discussion, by arm, each with its pooled row first. */
export function summaryRows(result: StudyResult, kinds: ArmKinds = {}): readonly SummaryRow[] {
  const alone = result.conditions.filter((row) => row.condition.phase !== "final");
  const label = conditionLabels(alone.map((row) => row.condition));
  const pooledFirst = (rows: readonly ConditionResult[]): readonly ConditionResult[] =>
    rows.toSorted((a, b) => Number(b.dimension === POOLED) - Number(a.dimension === POOLED));
  const byCondition = [...Map.groupBy(alone, (row) => label(row.condition)).values()].flatMap(pooledFirst);
  return sortByArm(byCondition, (row) => row.condition.arm, kinds).map((row) => ({
    label: label(row.condition),
    dimension: dimensionLabel(row.dimension),
    lambda: row.signal?.lambda ?? null,
    verdict: row.signal && row.signal.lambda.value !== null ? row.signal.verdict : "not estimable",
    alarm: row.signal?.alarm ?? null,
    n: row.n,
  }));
}

/** How many ratings are absent, for whatever reason. */
export function missingCount(n: ConditionResult["n"]): number {
  return Object.values(n.missing).reduce((total, count) => total + count, 0);
}
