import type { Usage } from "../domain/ports.ts";
import type { ModelPrice } from "../domain/price.ts";

const MILLION = 1e6;

/**
 * What tokens cost at a model's ordinary price: (prompt · input + completion · output) / 10⁶. Null where the price or a
 * count of tokens is not known, unless the model is free. Discounts for a repeated opening are not taken off, so this
 * is the most that the tokens can have cost.
 *
 * @example moneyOf(price, { promptTokens: 1_000_000, completionTokens: 0 }) // price.input
 */
export function moneyOf(price: ModelPrice, usage: Usage): number | null {
  if (price.input === null) return null;
  if (price.input === 0 && price.output === 0) return 0;
  if (usage.promptTokens === null || usage.completionTokens === null) return null;
  return (usage.promptTokens * price.input + usage.completionTokens * price.output) / MILLION;
}
