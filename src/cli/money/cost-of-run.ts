import type { ModelPrice } from "../../domain/price.ts";
import type { StudyResult } from "../../domain/result.ts";
import type { Condition } from "../../domain/verdict.ts";
import { moneyOf } from "../../study/money-of.ts";
import type { Spent } from "../../study/spend.ts";
import type { Doors } from "../with-models.ts";
import { costOfSpending } from "./cost-of-spending.ts";

/** What each model charges, by its name in the study. */
export type Prices = ReadonlyMap<string, ModelPrice>;

export function pricesOfDoors(doors: Doors): Prices {
  return new Map(doors.models.map(({ spec, price }) => [spec.id, price]));
}

function moneyOfCondition(
  { condition, promptTokens, completionTokens }: Spent,
  prices: Prices,
): number | null {
  const price = prices.get(condition.model ?? "");
  return price === undefined ? null : moneyOf(price, { promptTokens, completionTokens });
}

/** Adds what each condition cost to its pooled entry; tokens that nobody counted are estimated, and marked. */
export function withCost(
  result: StudyResult,
  spent: readonly Spent[],
  prices: Prices,
  dimensions: number,
): StudyResult {
  const costs = new Map(spent.map((entry) => [JSON.stringify(entry.condition), entry]));
  const conditions = result.conditions.map((entry) => {
    const cost = entry.dimension === "*" ? costs.get(JSON.stringify(entry.condition)) : undefined;
    if (!cost) return entry;
    const { calls, promptTokens, completionTokens, isEstimated, byItem } = cost;
    const perVerdict = (promptTokens + completionTokens) / (Object.keys(byItem).length * dimensions);
    const estimated = isEstimated ? { estimated: true as const } : {};
    const money = moneyOfCondition(cost, prices);
    return { ...entry, cost: { calls, promptTokens, completionTokens, money, perVerdict, ...estimated } };
  });
  return { ...result, conditions };
}

/**
 * What one answer of a panelist takes in each condition, for the prices of planned designs. An answer after a
 * discussion takes its share of everything that led to it, so answers are counted by the first assessments.
 */
export function answerCosts(
  spent: readonly Spent[],
  prices: Prices,
): readonly { readonly condition: Condition; readonly tokens: number; readonly money: number | null }[] {
  const answers = new Map(
    spent.flatMap(({ condition, calls }) =>
      condition.phase === "initial"
        ? [[JSON.stringify({ ...condition, phase: "final" }), calls] as const]
        : [],
    ),
  );
  return spent.flatMap((entry) => {
    const { condition, calls, promptTokens, completionTokens } = entry;
    const count = condition.phase === "final" ? (answers.get(JSON.stringify(condition)) ?? 0) : calls;
    if (count === 0) return [];
    const money = moneyOfCondition(entry, prices);
    const tokens = (promptTokens + completionTokens) / count;
    return [{ condition, tokens, money: money === null ? null : money / count }];
  });
}

/**
 * The money that a run has paid over all its processes, those that were killed counted too; null where a price or a
 * count of tokens is not known. A call whose outcome nobody saw is taken to have cost what the others did on average.
 */
export async function moneyPaid(doors: Doors): Promise<number | null> {
  let paid = 0;
  for (const { price, opened, spending } of doors.models) {
    const known = await spending();
    const money = known === null ? moneyOf(price, opened.tally()) : costOfSpending(known, price)?.money;
    if (money == null) return null;
    paid += money;
  }
  return paid;
}
