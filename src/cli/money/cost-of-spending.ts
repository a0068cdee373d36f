import type { Cost } from "../../adapters/budget/budget.ts";
import type { RunSpending } from "../../adapters/ledger/ledger.ts";
import type { ModelPrice } from "../../domain/price.ts";
import { moneyOf } from "../../study/money-of.ts";

/**
 * What a run has taken of one model, from what the ledger adds up. A call whose outcome nobody saw is taken to have
 * cost what the answered ones did on average. Null where a price or a count of tokens is not known.
 */
export function costOfSpending(spending: RunSpending, price: ModelPrice): Cost | null {
  const { calls, lost, promptTokens, completionTokens } = spending;
  const times = calls === 0 ? 1 : (calls + lost) / calls;
  const money = moneyOf(price, { promptTokens, completionTokens });
  if (money === null) return null;
  const tokens = (promptTokens ?? 0) + (completionTokens ?? 0);
  return { money: money * times, tokens: tokens * times, calls: calls + lost };
}
