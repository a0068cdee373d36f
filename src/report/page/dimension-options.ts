import { POOLED } from "../../domain/rubric.ts";

/** The dimensions to choose between, the pooled one first. */
export function dimensionOptions(dimensions: readonly string[]): readonly (readonly [string, string])[] {
  const distinct = [...new Set(dimensions)];
  const ordered = [...distinct.filter((id) => id === POOLED), ...distinct.filter((id) => id !== POOLED)];
  return ordered.map((id) => [id, id === POOLED ? "all together" : id]);
}
