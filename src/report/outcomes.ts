import { conditionKey } from "../domain/condition-key.ts";
import type { Condition, Verdict } from "../domain/verdict.ts";
import { type ArmKinds, sortByArm } from "./arm-order.ts";

/** The verdicts of one condition and dimension as columns, one entry for each item of the list. */
export type Outcome = {
  readonly condition: Condition;
  readonly dimension: string;
  readonly value: readonly (number | null)[];
  readonly width: readonly (number | null)[];
  readonly before: readonly (number | null)[];
  /** Whether there is a verdict at all: one without a value is the panel's abstention. */
  readonly given: readonly (0 | 1)[];
};

/** As exact as the list shows it. */
const rounded = (value: number | null): number | null => (value === null ? null : Number(value.toFixed(2)));

/** The verdicts of all conditions and dimensions as columns over the items of the list. */
export function outcomesOf(verdicts: readonly Verdict[], ids: readonly string[]): readonly Outcome[] {
  const keyOf = (verdict: Verdict): string =>
    JSON.stringify([conditionKey(verdict.condition), verdict.dimension]);
  return [...Map.groupBy(verdicts, keyOf).values()].flatMap((group) => {
    const first = group[0];
    if (!first) return [];
    const byItem = new Map(group.map((verdict) => [verdict.item, verdict]));
    const column = (read: (verdict: Verdict) => number | null): (number | null)[] =>
      ids.map((id) => {
        const verdict = byItem.get(id);
        return verdict ? rounded(read(verdict)) : null;
      });
    return {
      condition: first.condition,
      dimension: first.dimension,
      value: column((verdict) => verdict.value),
      width: column(({ low, high }) => (low === null || high === null ? null : high - low)),
      before: column((verdict) => verdict.before),
      given: ids.map((id) => (byItem.has(id) ? 1 : 0)),
    };
  });
}

/** Panels in reading order: the first one always, further ones while their columns fit into `room` characters. */
export function fittingOutcomes(
  all: readonly Outcome[],
  kinds: ArmKinds,
  room: number,
): { readonly outcomes: readonly Outcome[]; readonly panelsLeftOut: number } {
  const panels = Map.groupBy(
    sortByArm(all, ({ condition }) => condition.arm, kinds),
    ({ condition }) => conditionKey(condition),
  );
  const outcomes: Outcome[] = [];
  let characters = 0;
  let panelsLeftOut = 0;
  for (const own of panels.values()) {
    characters += JSON.stringify(own).length;
    if (outcomes.length === 0 || characters <= room) outcomes.push(...own);
    else panelsLeftOut++;
  }
  return { outcomes, panelsLeftOut };
}
