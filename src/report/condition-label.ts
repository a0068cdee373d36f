import type { Condition } from "../domain/verdict.ts";

/**
 * Names conditions as shortly as they can be told apart: the arm, and of protocol, model and phase
 * those that vary among the given ones.
 *
 * @example conditionLabels([{ arm: "none", protocol: "debate" }])({ arm: "none", protocol: "debate" }) // "none"
 */
export function conditionLabels(conditions: readonly Condition[]): (condition: Condition) => string {
  const varying = (["protocol", "model", "phase"] as const).filter(
    (part) => new Set(conditions.flatMap((condition) => condition[part] ?? [])).size > 1,
  );
  return (condition) => [condition.arm, ...varying.flatMap((part) => condition[part] ?? [])].join(" \u00b7 ");
}

/** A condition without its phase: the panel that rated, whenever it did. */
export function panelOf(row: {
  readonly arm: string;
  readonly protocol?: string | null | undefined;
  readonly model?: string | null | undefined;
}): Condition {
  return {
    arm: row.arm,
    ...(row.protocol ? { protocol: row.protocol } : {}),
    ...(row.model ? { model: row.model } : {}),
  };
}
