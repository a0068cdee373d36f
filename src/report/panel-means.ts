import { conditionKey } from "../domain/condition-key.ts";
import type { Estimate } from "../domain/estimate.ts";
import type { Condition } from "../domain/verdict.ts";
import { type ArmKinds, sortByArm } from "./arm-order.ts";

/** A panel's mean verdict over items on one dimension: what an evaluator came for. */
export type PanelMean = {
  readonly condition: Condition;
  readonly dimension: string;
  readonly mean: Estimate;
  /** Items on which the panel abstained. */
  readonly abstained: number;
  readonly scale: readonly [number, number] | null;
};

/** The means of the panel that carries the question, after discussion where there was one. */
export function leadingMeans(means: readonly PanelMean[], kinds: ArmKinds): readonly PanelMean[] {
  const finalFirst = means.toSorted(
    (a, b) => Number(b.condition.phase === "final") - Number(a.condition.phase === "final"),
  );
  const [first] = sortByArm(finalFirst, ({ condition }) => condition.arm, kinds);
  if (!first) return [];
  return means.filter(({ condition }) => conditionKey(condition) === conditionKey(first.condition));
}
