import type { Rubric } from "../domain/rubric.ts";
import type { Study } from "../domain/study.ts";
import type { Brief } from "./run-study.ts";

/**
 * What the cells of a study are judged by. Under `budget.equalTokens` the protocols with a second phase are given
 * the same tokens, where there are at least two; `independent` is always one answer each, at its own cost.
 */
export function briefOf(study: Study, rubric: Rubric): Brief {
  const compared = study.protocols.filter((protocol) => protocol !== "independent");
  const isEqual = study.budget?.equalTokens === true && compared.length > 1;
  const drift = study.drift === true ? { reruns: 1 } : study.drift || undefined;
  return {
    rubric,
    purpose: study.task,
    ...(isEqual ? { equalTokens: compared } : {}),
    isGuarded: study.consistency === "guard",
    driftReruns: drift?.reruns,
  };
}
