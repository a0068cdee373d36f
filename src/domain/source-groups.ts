import { groupOf, type Item } from "./item.ts";
import type { Rating } from "./rating.ts";

/** By an item's id the group with which it shares a source; an item that nothing says it of is its own. */
export type SourceGroups = (item: string) => string;

function lookUp(groups: ReadonlyMap<string, string>): SourceGroups {
  return (item) => groups.get(item) ?? item;
}

/** The groups as the items themselves have them. */
export function groupsOfItems(items: readonly Item[]): SourceGroups {
  return lookUp(new Map(items.map((item) => [item.id, groupOf(item)])));
}

/** The groups as rating rows have them. */
export function groupsOfRows(rows: readonly Rating[]): SourceGroups {
  return lookUp(new Map(rows.map(({ item, group }) => [item, group ?? item])));
}
