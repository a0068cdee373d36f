import type { Support } from "../../domain/debate-result.ts";
import { HUMAN_ARM } from "../../domain/rating.ts";
import { POOLED } from "../../domain/rubric.ts";
import { clusteredMeanEstimate } from "../clustered-mean-estimate.ts";
import { itemMeans } from "../item-means.ts";
import { keepRatings } from "../keep-ratings.ts";
import { partsOf } from "../parts-of.ts";
import type { Table } from "../table.ts";
import { type DebateFacts, factsKey } from "./debate-facts.ts";

type Weighed = {
  readonly ratings: readonly { readonly group: string; readonly value: number }[];
  readonly moves: readonly { readonly group: string; readonly value: number }[];
  readonly lost: number;
};

/** One dimension with and without the ratings that came without a quote found in the item. */
function weigh(table: Table, unsupported: ReadonlySet<string>): Weighed {
  const place = (item: number, rater: number, framing: number, replicate: number): string =>
    JSON.stringify([
      table.items[item],
      table.raters[rater],
      table.framings[framing],
      table.replicates[replicate],
    ]);
  const groupOf = (item: number): string => table.groups[table.groupOfItem[item]!]!;
  const isUnsupported = Array.from(table.value, (_, row) =>
    unsupported.has(place(table.item[row]!, table.rater[row]!, table.framing[row]!, table.replicate[row]!)),
  );
  const kept = keepRatings(
    table,
    ({ item, rater, framing, replicate }) => !unsupported.has(place(item, rater, framing, replicate)),
  );
  const without = itemMeans(kept);
  const pairs = itemMeans(table).map((value, item) => ({ item, value, other: without[item] ?? null }));
  return {
    ratings: isUnsupported.map((is, row) => ({ group: groupOf(table.item[row]!), value: Number(is) })),
    moves: pairs.flatMap(({ item, value, other }) =>
      value === null || other === null ? [] : [{ group: groupOf(item), value: Math.abs(value - other) }],
    ),
    lost: pairs.filter(({ value, other }) => value !== null && other === null).length,
  };
}

/**
 * What unsupported ratings weigh: their share in each condition, and how far the panel's values move when they are
 * left out. What an unsupported turn did to those who heard it cannot be taken back, so turns are counted only.
 * Pooled over dimensions, moves are of points on each dimension's own scale.
 */
export function supportOf(tables: readonly Table[], facts: DebateFacts): readonly Support[] {
  const panels = tables.filter(({ condition }) => condition.arm !== HUMAN_ARM);
  return panels.flatMap((table): Support[] => {
    const own = facts[factsKey(table.condition)];
    if (own === undefined) return [];
    const phase = table.condition.phase === "final" ? "final" : "initial";
    const weighed = partsOf(table, tables).map((part) => {
      const places = own.circles
        .filter(({ dimension }) => dimension === part.dimension)
        .flatMap(({ item, framing, replicate, raters }) =>
          raters
            .filter(({ unsupported }) => unsupported[phase])
            .map(({ rater }) => JSON.stringify([item, rater, framing, replicate])),
        );
      return weigh(part, new Set(places));
    });
    const isSpoken = phase === "final" && table.dimension === POOLED && own.spoken.turns > 0;
    const { turns, unsupported } = own.spoken;
    return [
      {
        condition: table.condition,
        dimension: table.dimension,
        unsupported: clusteredMeanEstimate(
          weighed.flatMap(({ ratings }) => ratings),
          "nobody rated",
          "ratings",
        ),
        weight: clusteredMeanEstimate(
          weighed.flatMap(({ moves }) => moves),
          "no item keeps a rating when they are left out",
        ),
        lost: weighed.reduce((sum, { lost }) => sum + lost, 0),
        ...(isSpoken ? { turns: { spoken: turns, unsupported } } : {}),
      },
    ];
  });
}
