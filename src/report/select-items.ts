import type { Outcome } from "./outcomes.ts";
import type { ItemEntry } from "./report-data.ts";

export type ItemOrder = "given" | "lowest" | "highest" | "widest" | "moved";
export type ItemFilter = "all" | "abstained" | "rated" | "texts" | "debates";

export type ItemQuery = {
  readonly text: string;
  readonly system: string | null;
  readonly filter: ItemFilter;
  readonly order: ItemOrder;
  /** Whether the page holds an item's texts, and its debates. */
  readonly holds: {
    readonly texts: (index: number) => boolean;
    readonly debates: (index: number) => boolean;
  };
};

function sortValue(outcome: Outcome, order: ItemOrder, index: number): number | null {
  const value = outcome.value[index] ?? null;
  const before = outcome.before[index] ?? null;
  if (order === "lowest") return value;
  if (order === "highest") return value === null ? null : -value;
  if (order === "widest") {
    const width = outcome.width[index] ?? null;
    return width === null ? null : -width;
  }
  return value === null || before === null ? null : -Math.abs(value - before);
}

function matches(entry: ItemEntry, query: ItemQuery): boolean {
  if (query.system !== null && entry.system !== query.system) return false;
  const wanted = query.text.trim().toLowerCase();
  if (wanted === "") return true;
  return [entry.id, entry.system, entry.group, entry.excerpt].some(
    (text) => text?.toLowerCase().includes(wanted) ?? false,
  );
}

/**
 * Which items a list shows, and in which order: positions in `items`. Filters look at all `outcomes`
 * of a panel, orders at the one on `dimension`; items without a value come last.
 */
export function selectItems(
  items: readonly ItemEntry[],
  outcomes: readonly Outcome[],
  dimension: string | null,
  query: ItemQuery,
): readonly number[] {
  const hasAbstention = (index: number): boolean =>
    outcomes.some((outcome) => outcome.given[index] === 1 && outcome.value[index] === null);
  const isRated = (index: number): boolean =>
    outcomes.length > 0 && outcomes.every((outcome) => (outcome.value[index] ?? null) !== null);
  const isShown = (index: number): boolean => {
    if (query.filter === "all") return true;
    if (query.filter === "abstained") return hasAbstention(index);
    return query.filter === "rated" ? isRated(index) : query.holds[query.filter](index);
  };
  const kept = items.flatMap((entry, index) => {
    if (!matches(entry, query)) return [];
    return isShown(index) ? [index] : [];
  });
  const by = outcomes.find((outcome) => outcome.dimension === dimension);
  if (query.order === "given" || !by) return kept;
  const key = (index: number): number => sortValue(by, query.order, index) ?? Number.POSITIVE_INFINITY;
  return kept.toSorted((a, b) => (key(a) === key(b) ? a - b : key(a) - key(b)));
}
