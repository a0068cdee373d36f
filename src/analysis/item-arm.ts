import { conditionKey } from "../domain/condition-key.ts";
import { relativeError } from "../stats/generalizability.ts";
import { ownSizes, variancesOf } from "./generalizability.ts";
import { itemMeans } from "./item-means.ts";
import type { Prepared } from "./prepared.ts";
import type { Table } from "./table.ts";

/**
 * How much items take the arms differently (σ²_item×arm), against every other arm of the same
 * protocol, model, phase and dimension: half the variance over shared items of the difference of the
 * arms' means, less what the panels' own error adds to it, averaged over the other arms. 0 where
 * there is no other arm, since nothing is then known of it.
 */
export function itemArmVariance(own: Prepared, otherArms: readonly Prepared[]): number {
  const found = otherArms.flatMap((other) => pairVariance(own, other) ?? []);
  return found.length === 0 ? 0 : found.reduce((sum, value) => sum + value, 0) / found.length;
}

/** Whether two tables differ in their arm and in nothing else. */
export function isOtherArm(a: Table, b: Table): boolean {
  const asIn = { ...b.condition, arm: a.condition.arm };
  return (
    a.dimension === b.dimension &&
    a.condition.arm !== b.condition.arm &&
    conditionKey(asIn) === conditionKey(a.condition)
  );
}

function pairVariance(one: Prepared, other: Prepared): number | null {
  const errors = [one, other].map(({ design, split }) => {
    const variances = variancesOf(split.components, split.total);
    return variances === null ? null : relativeError("item", variances, ownSizes(design).ofItem);
  });
  const meansOfOther = itemMeans(other.table);
  const codeOf = new Map(other.table.items.map((item, code) => [item, code]));
  const differences = itemMeans(one.table).flatMap((mean, item) => {
    const second = meansOfOther[codeOf.get(one.table.items[item]!) ?? -1] ?? null;
    return mean === null || second === null ? [] : [mean - second];
  });
  const [errorOfOne, errorOfOther] = errors;
  if (errorOfOne == null || errorOfOther == null || differences.length < 2) return null;
  const centre = differences.reduce((sum, value) => sum + value, 0) / differences.length;
  const variance =
    differences.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (differences.length - 1);
  return (variance - errorOfOne - errorOfOther) / 2;
}
