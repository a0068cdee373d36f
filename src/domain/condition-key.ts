import type { Condition } from "./verdict.ts";

/** A condition's identity as one string; also the order in which conditions are reported. */
export function conditionKey(condition: Condition): string {
  const { arm, protocol, model, phase } = condition;
  return JSON.stringify([arm, protocol ?? "", model ?? "", phase ?? ""]);
}
