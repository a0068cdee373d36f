import type { ConditionResult } from "../domain/condition-result.ts";
import type { Estimate } from "../domain/estimate.ts";
import { missingCount } from "./alone-rows.ts";

/** λ of a condition, or why there is none. */
export function lambdaOf({ n, signal }: Pick<ConditionResult, "n" | "signal">): Estimate {
  if (signal !== undefined) return signal.lambda;
  return { value: null, reason: whyNone(n), n: 0 };
}

function whyNone(n: ConditionResult["n"]): string {
  const missing = missingCount(n);
  if (n.ratings > 0 || missing === 0) return "it was not computed for these ratings";
  return n.missing.abstained === missing
    ? "every panelist abstained on every item"
    : "no rating stands: every one is missing";
}
