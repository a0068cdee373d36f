import { InputError } from "../domain/errors.ts";
import type { Rating } from "../domain/rating.ts";

/** What rows say of an item. */
export type ItemFacts = { readonly group: string | undefined; readonly system: string | undefined };

/** What is known of an item with what a further row says; the same object where that is nothing new. */
export function mergedFacts(row: Rating, known: ItemFacts | undefined): ItemFacts {
  if (known === undefined) return { group: row.group, system: row.system };
  const adds =
    (row.group !== undefined && known.group === undefined) ||
    (row.system !== undefined && known.system === undefined);
  for (const field of ["group", "system"] as const) {
    const [before, now] = [known[field], row[field]];
    if (before !== undefined && now !== undefined && before !== now)
      throw new InputError(
        `two-${field}s`,
        `item "${row.item}": \`${field}\` is "${before}" in one row and "${now}" in another; give each item one`,
      );
  }
  return adds ? { group: row.group ?? known.group, system: row.system ?? known.system } : known;
}
