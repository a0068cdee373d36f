import { conditionKey } from "../domain/condition-key.ts";
import { POOLED } from "../domain/rubric.ts";
import type { Table } from "./table.ts";

/**
 * The tables that a table stands for, each of one dimension: the pooled table's condition has one for
 * every dimension, on its own scale; another table is its own only part.
 */
export function partsOf(table: Table, tables: readonly Table[]): readonly Table[] {
  if (table.dimension !== POOLED) return [table];
  const key = conditionKey(table.condition);
  return tables.filter((part) => part.dimension !== POOLED && conditionKey(part.condition) === key);
}

/** The source groups of several tables in one order, and each item's group in it. */
export function groupsOf(parts: readonly Table[]): {
  readonly groups: number;
  readonly labels: readonly string[];
  readonly codeOf: (part: Table, item: number) => number;
} {
  const labels = [...new Set(parts.flatMap((part) => part.groups))].toSorted();
  const codes = new Map(labels.map((label, code) => [label, code]));
  return {
    groups: labels.length,
    labels,
    codeOf: (part, item) => codes.get(part.groups[part.groupOfItem[item]!]!)!,
  };
}
