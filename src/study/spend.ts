import type { DebateStep } from "../debate/run-debate.ts";
import type { Usage } from "../domain/ports.ts";
import type { Condition } from "../domain/verdict.ts";
import type { CellOutcome } from "./run-study.ts";

/** What the replies of one condition cost; tokens are null where a provider did not say. */
export type Spent = {
  readonly condition: Condition;
  readonly calls: number;
  readonly promptTokens: number | null;
  readonly completionTokens: number | null;
  readonly items: number;
};

type Sum = { calls: number; promptTokens: number | null; completionTokens: number | null };

function add(sum: Sum, usage: Usage): void {
  sum.calls++;
  sum.promptTokens =
    sum.promptTokens === null || usage.promptTokens === null ? null : sum.promptTokens + usage.promptTokens;
  sum.completionTokens =
    sum.completionTokens === null || usage.completionTokens === null
      ? null
      : sum.completionTokens + usage.completionTokens;
}

/**
 * Adds up replies by condition: `initial` holds the first assessments alone, `final` everything that
 * a verdict after discussion rests on, those first assessments included.
 */
export function spending(): {
  readonly add: (outcome: CellOutcome) => void;
  readonly totals: () => readonly Spent[];
} {
  const sums = new Map<string, { condition: Condition; sum: Sum; items: Set<string> }>();
  const sumOf = (condition: Condition, item: string): Sum => {
    const key = JSON.stringify(condition);
    const entry = sums.get(key) ?? {
      condition,
      sum: { calls: 0, promptTokens: 0, completionTokens: 0 },
      items: new Set<string>(),
    };
    entry.items.add(item);
    sums.set(key, entry);
    return entry.sum;
  };
  return {
    add: ({ cell, spent }) => {
      const { panel, protocol, model, item } = cell;
      const phases: readonly (readonly ["initial" | "final", (step: DebateStep) => boolean])[] =
        protocol === "independent"
          ? [["initial", (step) => step === "initial"]]
          : [
              ["initial", (step) => step === "initial"],
              ["final", () => true],
            ];
      for (const [phase, counts] of phases) {
        const sum = sumOf({ arm: panel.arm, protocol, model, phase }, item.id);
        for (const { step, usage } of spent) if (counts(step)) add(sum, usage);
      }
    },
    totals: () =>
      [...sums.values()].map(({ condition, sum, items }) => ({ condition, ...sum, items: items.size })),
  };
}
