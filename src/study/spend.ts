import { type Bill, totalOf } from "../debate/bill.ts";
import type { Condition } from "../domain/verdict.ts";
import type { CellOutcome } from "./run-study.ts";

/** What the replies of one condition cost. */
export type Spent = {
  readonly condition: Condition;
  readonly calls: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** Whether the tokens of some reply were estimated, its provider having counted none. */
  readonly isEstimated: boolean;
  /** Prompt and completion tokens by item. */
  readonly byItem: Readonly<Record<string, number>>;
};

type Sum = { calls: number; promptTokens: number; completionTokens: number; isEstimated: boolean };

/**
 * Adds up replies by condition: `initial` holds the first assessments alone, `final` everything that
 * a verdict after discussion rests on, those first assessments included.
 */
export function spending(): {
  readonly add: (outcome: CellOutcome) => void;
  readonly totals: () => readonly Spent[];
} {
  const sums = new Map<string, { condition: Condition; sum: Sum; byItem: Map<string, number> }>();
  const add = (condition: Condition, item: string, bills: readonly Bill[]): void => {
    const key = JSON.stringify(condition);
    const entry = sums.get(key) ?? {
      condition,
      sum: { calls: 0, promptTokens: 0, completionTokens: 0, isEstimated: false },
      byItem: new Map<string, number>(),
    };
    sums.set(key, entry);
    for (const { promptTokens, completionTokens, isEstimated } of bills) {
      entry.sum.calls++;
      entry.sum.promptTokens += promptTokens;
      entry.sum.completionTokens += completionTokens;
      entry.sum.isEstimated ||= isEstimated;
    }
    entry.byItem.set(item, (entry.byItem.get(item) ?? 0) + totalOf(bills));
  };
  return {
    add: ({ cell, spent }) => {
      const { panel, protocol, model, item } = cell;
      const condition = { arm: panel.arm, protocol, model };
      const alone = spent.filter(({ step }) => step === "initial");
      add({ ...condition, phase: "initial" }, item.id, alone);
      if (protocol !== "independent") add({ ...condition, phase: "final" }, item.id, spent);
    },
    totals: () =>
      [...sums.values()].map(({ condition, sum, byItem }) => ({
        condition,
        ...sum,
        byItem: Object.fromEntries(byItem),
      })),
  };
}
