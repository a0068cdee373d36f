import type { Condition } from "../../domain/verdict.ts";

/** Puts what was reached after a discussion before what was reached without one; else keeps the order. */
export function finalFirst<T extends { readonly condition: Condition }>(rows: readonly T[]): readonly T[] {
  const rank = ({ condition }: T): number => (condition.phase === "final" ? 0 : 1);
  return rows.toSorted((a, b) => rank(a) - rank(b));
}
