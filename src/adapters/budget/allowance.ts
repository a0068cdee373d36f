import type { Usage } from "../../domain/ports.ts";
import type { ModelPrice } from "../../domain/price.ts";
import { type Budget, NOTHING } from "./budget.ts";
import { costGuess, type RequestSize } from "./cost-guess.ts";

/**
 * Makes a paid call where the budget allows it. `isLost` tells of a failed call whether it may have been charged.
 *
 * @throws InputError with the code "budget" where the call is not made.
 */
export type Allowance = <T extends readonly Usage[]>(
  request: RequestSize,
  call: () => Promise<T>,
  isLost: (error: unknown) => boolean,
) => Promise<T>;

/** One model's way into a budget that several may share. */
export function allowanceFor(budget: Budget, price: ModelPrice, maxTokens: number | undefined): Allowance {
  const guess = costGuess(price, maxTokens);
  return (request, call, isLost) => {
    const highest = () => guess.highest(request);
    return budget.spend(highest, call, {
      brought: (replies) => guess.actual(request, replies),
      failed: (error) => (isLost(error) ? highest() : NOTHING),
    });
  };
}
