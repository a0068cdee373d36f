import { BUDGET, type Cost } from "../../adapters/budget/budget.ts";
import { InputError } from "../../domain/errors.ts";
import type { ModelPrice } from "../../domain/price.ts";
import { moneyText } from "../money/money-text.ts";

/** Whether an error is the budget's word that nothing more may be sent. */
export function isAtBudget(error: unknown): boolean {
  return error instanceof InputError && error.code === BUDGET;
}

/** The currency in which models are paid; null where all are free or unpriced. */
export function currencyOf(models: readonly { readonly price: ModelPrice }[]): string | null {
  return models.flatMap(({ price }) => (price.input ? [price.currency] : []))[0] ?? null;
}

/** Says of a run that has come to its limit what was spent, what is left and how to go on. */
export function atBudget(
  { money, tokens, calls }: Cost,
  models: readonly { readonly price: ModelPrice }[],
  cells: { readonly planned: number; readonly done: number } | null,
): InputError {
  const currency = currencyOf(models);
  const paid = currency === null ? "" : `${moneyText(money)} ${currency}, `;
  const left =
    cells === null
      ? "the panels are still to be heard"
      : `${cells.planned - cells.done} of ${cells.planned} cells are left or under way`;
  return new InputError(
    "at-budget",
    `stopped at the budget: ${paid}${Math.round(calls)} calls and ${Math.round(tokens)} tokens are spent over all starts, ` +
      `and every reply is kept; ${left}. To go on, run again with a larger --budget, or raise the budget in the study`,
  );
}
