import type { Comparison } from "../domain/comparison-result.ts";
import { POOLED } from "../domain/rubric.ts";
import { normalQuantile } from "../stats/distributions.ts";
import { holm } from "../stats/holm.ts";
import { clusteredTest } from "./clustered-estimate.ts";
import { type Context, drawsOf } from "./context.ts";
import { levelsOf, panelCorrelation, sharedGroups } from "./correlate-levels.ts";
import type { JoinedTable, PanelAndPeople } from "./panel-and-people.ts";

const POWER = 0.8;

/**
 * Does one arm agree better with the same people than another? For every two arms of one protocol, model
 * and phase the difference of their Spearman correlations with people, on the items that both rated, by a
 * paired bootstrap over source groups: at summary level where groups hold several items, else at sample
 * level. p-values are Holm's over dimensions. A difference that is not shown says how many source groups
 * would show one of its size.
 */
export function agreementDifferences(joined: readonly JoinedTable[], context: Context): Comparison[] {
  const pairs = joined.flatMap((a, index) =>
    joined.slice(index + 1).flatMap((b) => (isComparable(a, b) ? [compare(a, b, context)] : [])),
  );
  const families = Map.groupBy(pairs, ({ comparison: { a, b, dimension } }) =>
    JSON.stringify([a, b, dimension === POOLED]),
  );
  const adjusted = new Map(
    [...families.values()].flatMap((family) => {
      const tested = family.flatMap((pair) => (pair.p === null ? [] : [{ pair, p: pair.p }]));
      const p = holm(tested.map((each) => each.p));
      return tested.map(({ pair }, index) => [pair, p[index]!] as const);
    }),
  );
  return pairs.map((pair) => withVerdict(pair.comparison, adjusted.get(pair) ?? null, pair.groups, context));
}

type Compared = { readonly comparison: Comparison; readonly p: number | null; readonly groups: number };

function isComparable({ panel: a }: JoinedTable, { panel: b }: JoinedTable): boolean {
  return (
    a.level !== "nominal" &&
    a.dimension === b.dimension &&
    a.condition.arm !== b.condition.arm &&
    a.condition.protocol === b.condition.protocol &&
    a.condition.model === b.condition.model &&
    a.condition.phase === b.condition.phase
  );
}

function compare(a: JoinedTable, b: JoinedTable, context: Context): Compared {
  const [ofA, ofB] = [onItemsOf(a.dimensions, b.dimensions), onItemsOf(b.dimensions, a.dimensions)];
  const groups = sharedGroups(ofA);
  const level = levelsOf(ofA).includes("summary") ? "summary" : "sample";
  const first = panelCorrelation(ofA, groups, level, "spearman").statistic;
  const second = panelCorrelation(ofB, groups, level, "spearman").statistic;
  const { estimate, p } = clusteredTest({
    clusters: groups.length,
    statistic: (weights) => {
      const [one, other] = [first(weights), second(weights)];
      return one === null || other === null ? null : one - other;
    },
    method: `difference of spearman with people, ${level} level, on the same items, paired`,
    reason: "the two arms rated no item in common, or one of them does not vary",
    n: ofA.reduce((sum, { items }) => sum + items.length, 0),
    draws: drawsOf(context, a.panel, `agreement with ${b.panel.condition.arm}`, context.bootstraps),
    level: context.level,
  });
  const comparison = {
    a: a.panel.condition,
    b: b.panel.condition,
    dimension: a.panel.dimension,
    measure: `${level}-level spearman with people`,
    difference: estimate,
    holmP: null,
  };
  return { comparison, p, groups: groups.length };
}

/** The dimensions and items of one arm that the other rated too. */
function onItemsOf(
  dimensions: readonly PanelAndPeople[],
  others: readonly PanelAndPeople[],
): readonly PanelAndPeople[] {
  return dimensions.flatMap((both) => {
    const other = others.find(({ dimension }) => dimension === both.dimension);
    const shared = new Set(other?.items.map(({ humanItem }) => humanItem));
    const kept = [...both.items.keys()].filter((index) => shared.has(both.items[index]!.humanItem));
    if (kept.length === 0) return [];
    return [
      {
        ...both,
        items: kept.map((index) => both.items[index]!),
        ratings: both.ratings.map((row) => kept.map((index) => row[index]!)),
      },
    ];
  });
}

function withVerdict(
  comparison: Comparison,
  holmP: number | null,
  groups: number,
  { level }: Context,
): Comparison {
  const { difference } = comparison;
  if (difference.value === null || difference.low === undefined || difference.high === undefined)
    return { ...comparison, holmP };
  if (holmP !== null && holmP <= 1 - level) return { ...comparison, holmP };
  const reach = normalQuantile((1 + level) / 2);
  const error = (difference.high - difference.low) / (2 * reach);
  const needed = Math.ceil(groups * ((error * (reach + normalQuantile(POWER))) / difference.value) ** 2);
  const size = Number.isFinite(needed)
    ? `; a true difference of this size would take about ${needed} groups`
    : "";
  return { ...comparison, holmP, note: `no difference shown with ${groups} source groups${size}` };
}
