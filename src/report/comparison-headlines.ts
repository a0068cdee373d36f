import type { Comparison } from "../domain/comparison-result.ts";
import { conditionKey } from "../domain/condition-key.ts";
import type { StudyResult } from "../domain/result.ts";
import { POOLED } from "../domain/rubric.ts";
import { type ArmKinds, kindOf } from "./arm-order.ts";
import { describeInterval, formatValue } from "./format-estimate.ts";
import { formatCount } from "./format-number.ts";
import { isClaimed } from "./is-claimed.ts";
import { oriented } from "./oriented.ts";

/** What setting grounded personas beside invented ones says, in a sentence. */
export type ComparisonHeadline = {
  readonly label: string;
  readonly isShown: boolean;
  readonly sentence: string;
  readonly basis: string;
};

/** The measures that a headline tells, in its order. */
const TOLD = [
  ["lambda", "λ"],
  ["mean", "the mean rating"],
] as const;

function clause({ a, b, difference, holmP }: Comparison, name: string): string {
  if (difference.value === null) return `Whether ${name} differs is not estimable: ${difference.reason}`;
  const found = `${a.arm} less ${b.arm} ${formatValue(difference)}, ${describeInterval(difference)}`;
  return isClaimed(difference, holmP)
    ? `There is a difference in ${name} (${found})`
    : `No difference in ${name} is shown (${found})`;
}

/**
 * Grounded against invented, over all dimensions together, from ratings that panelists gave alone: one
 * entry for each pair of such arms and each model.
 */
export function comparisonHeadlines(
  result: StudyResult,
  kinds: ArmKinds = {},
): readonly ComparisonHeadline[] {
  const told = new Set<string>(TOLD.map(([measure]) => measure));
  const asked = (result.comparisons ?? [])
    .filter(({ a, dimension, measure }) => dimension === POOLED && a.phase !== "final" && told.has(measure))
    .map((row) => oriented(row, kinds))
    .filter(({ a, b }) => kindOf(a.arm, kinds) === "grounded" && kindOf(b.arm, kinds) === "invented");
  const pairs = Map.groupBy(asked, ({ a, b }) => conditionKey({ arm: `${a.arm} ${b.arm}`, model: a.model }));
  return [...pairs.values()].flatMap((rows) => {
    // Before a discussion every protocol asks the same: one of them speaks for all.
    const protocol = rows.some(({ a }) => a.protocol === "independent") ? "independent" : rows[0]?.a.protocol;
    const clauses = TOLD.flatMap(([measure, name]) => {
      const row = rows.find((each) => each.measure === measure && each.a.protocol === protocol);
      return row ? [{ row, name }] : [];
    });
    const first = clauses[0]?.row;
    if (!first) return [];
    return {
      label: `${first.a.arm} against ${first.b.arm}${pairs.size > 1 && first.a.model ? ` · ${first.a.model}` : ""}`,
      isShown: clauses.some(({ row }) => isClaimed(row.difference, row.holmP)),
      sentence: `${clauses.map(({ row, name }) => clause(row, name)).join(". ")}.`,
      basis: `${formatCount(first.difference.n, "item")} that both rated, all dimensions together, before any discussion`,
    };
  });
}
