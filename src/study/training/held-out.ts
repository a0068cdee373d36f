import { groupOf, type Item } from "../../domain/item.ts";
import { deriveSeed, rngFrom } from "../../domain/random.ts";

/**
 * The items that are kept from training: a share of the source groups, whole, so that nothing trained on
 * shares a source with what is held out. At least one group where the share is above 0, and never all of
 * them.
 */
export function heldOutItems(items: readonly Item[], share: number, seed: number): ReadonlySet<string> {
  const groups = [...new Set(items.map(groupOf))].toSorted();
  const count = share === 0 ? 0 : Math.min(groups.length - 1, Math.max(1, Math.round(share * groups.length)));
  const chosen = new Set(
    groups
      .map((group) => ({ group, lot: rngFrom(deriveSeed(seed, "held out", group))() }))
      .sort((a, b) => a.lot - b.lot)
      .slice(0, count)
      .map(({ group }) => group),
  );
  return new Set(items.filter((item) => chosen.has(groupOf(item))).map(({ id }) => id));
}
