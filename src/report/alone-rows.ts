import { conditionKey } from "../domain/condition-key.ts";
import type { ConditionResult } from "../domain/condition-result.ts";
import type { StudyResult } from "../domain/result.ts";
import { POOLED } from "../domain/rubric.ts";
import type { Condition } from "../domain/verdict.ts";
import { type ArmKinds, sortByArm } from "./arm-order.ts";
import { conditionLabels } from "./condition-label.ts";

/** What is known of one arm and model on one dimension, from ratings that panelists gave alone. */
export type AloneRow = ConditionResult & { readonly label: string };

const armAndModel = ({ arm, model }: Condition): Condition =>
  model === undefined ? { arm } : { arm, model };

/** Before a discussion every protocol asks the same: one of them speaks for all. */
function ofOneProtocol(rows: readonly ConditionResult[]): readonly ConditionResult[] {
  const protocol = rows.some((row) => row.condition.protocol === "independent")
    ? "independent"
    : rows[0]?.condition.protocol;
  const chosen = rows.filter((row) => row.condition.protocol === protocol);
  return chosen.toSorted((a, b) => Number(b.dimension === POOLED) - Number(a.dimension === POOLED));
}

/**
 * The rows of a result that λ is read from: ratings made before any discussion, one protocol for each
 * arm and model (`independent` where it ran). In reading order: the arms that carry the question first,
 * within each the row that pools all dimensions first. `label` names arm and, where several ran, model.
 */
export function aloneRows(result: StudyResult, kinds: ArmKinds = {}): readonly AloneRow[] {
  const alone = result.conditions.filter((row) => row.condition.phase !== "final");
  const byArm = Map.groupBy(alone, (row) => conditionKey(armAndModel(row.condition)));
  const label = conditionLabels(alone.map((row) => armAndModel(row.condition)));
  const rows = [...byArm.values()].flatMap(ofOneProtocol);
  const labelled = rows.map((row) => ({ ...row, label: label(armAndModel(row.condition)) }));
  return sortByArm(labelled, (row) => row.condition.arm, kinds);
}

/** `all` for the dimension that pools the others. */
export function dimensionLabel(dimension: string): string {
  return dimension === POOLED ? "all" : dimension;
}

/** How many ratings are absent, for whatever reason. */
export function missingCount(n: ConditionResult["n"]): number {
  return Object.values(n.missing).reduce((total, count) => total + count, 0);
}
