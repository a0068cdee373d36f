import type { Aggregation } from "../../domain/debate-result.ts";
import { addProducts, type CrossProducts, crossProducts } from "../../stats/cross-products.ts";
import { ridge } from "../../stats/ridge.ts";
import { clusteredMeanEstimate } from "../clustered-mean-estimate.ts";
import { type Context, streamOf } from "../context.ts";
import { raterMeans } from "../item-means.ts";
import type { JoinedTable, PanelAndPeople } from "../panel-and-people.ts";

/** One item: the plain mean, how far each panelist stands from it, and how far people do. */
type Case = {
  readonly group: string;
  readonly mean: number;
  readonly away: readonly number[];
  readonly people: number;
};

const FOLDS = 5;
/** Penalties tried, as multiples of the panelists' mean sum of squares; the last leaves the plain mean as it is. */
const PENALTIES = [0.1, 1, 10, 100, Number.POSITIVE_INFINITY];

function casesOf({ panel, items }: PanelAndPeople): readonly Case[] {
  const means = raterMeans(panel, [...panel.raters.keys()]);
  return items.map(({ group, panelItem, panel: mean, people }) => ({
    group,
    mean,
    // Who did not rate the item is taken to stand with the others.
    away: means.map((own) => (own[panelItem] ?? mean) - mean),
    people: people - mean,
  }));
}

type Fold = { readonly cases: readonly Case[]; readonly sums: CrossProducts };

/** The cases in folds of whole source groups, dealt in an order drawn from the seed. */
function foldsOf(cases: readonly Case[], raters: number, rng: () => number): readonly Fold[] {
  const groups = [...new Set(cases.map(({ group }) => group))]
    .toSorted()
    .map((group) => ({ group, lot: rng() }))
    .sort((a, b) => a.lot - b.lot);
  const count = Math.min(FOLDS, groups.length);
  const foldOf = new Map(groups.map(({ group }, index) => [group, index % count]));
  return Array.from({ length: count }, (_, fold) => {
    const own = cases.filter(({ group }) => foldOf.get(group) === fold);
    const sums = crossProducts(
      own.map(({ away }) => away),
      own.map(({ people }) => people),
      raters,
    );
    return { cases: own, sums };
  });
}

/** What is added to the plain mean for each point that a panelist stands from it. */
function learn(folds: readonly Fold[], raters: number, penalty: number): readonly number[] {
  const sums = addProducts(
    folds.map((fold) => fold.sums),
    raters,
  );
  const spread = sums.square.reduce((sum, row, at) => sum + row[at]!, 0) / raters;
  return Number.isFinite(penalty) && spread > 0
    ? ridge(sums, penalty * spread)
    : new Array<number>(raters).fill(0);
}

/** What is left of the distance to people once panelists are weighed. */
function errorOf({ away, people }: Case, weights: readonly number[]): number {
  return people - away.reduce((sum, distance, rater) => sum + distance * weights[rater]!, 0);
}

/** The penalty under which folds foretell one another best; of equally good ones the largest. */
function bestPenalty(folds: readonly Fold[], raters: number): number {
  const losses = PENALTIES.map((penalty) =>
    folds.reduce((total, fold) => {
      const weights = learn(
        folds.filter((other) => other !== fold),
        raters,
        penalty,
      );
      return total + fold.cases.reduce((sum, each) => sum + errorOf(each, weights) ** 2, 0);
    }, 0),
  );
  return PENALTIES[losses.lastIndexOf(Math.min(...losses))]!;
}

/** The weights that some folds teach: with fewer than two there is nothing to choose a penalty on. */
function train(folds: readonly Fold[], raters: number): readonly number[] {
  return learn(folds, raters, folds.length < 2 ? Number.POSITIVE_INFINITY : bestPenalty(folds, raters));
}

type HeldOut = { readonly group: string; readonly mean: number; readonly learned: number };

function crossValidate(both: PanelAndPeople, context: Context) {
  const raters = both.panel.raters.length;
  const folds = foldsOf(casesOf(both), raters, streamOf(context, both.panel, "learned weights"));
  const heldOut = folds.flatMap((fold): readonly HeldOut[] => {
    const weights = train(
      folds.filter((other) => other !== fold),
      raters,
    );
    return fold.cases.map((each) => ({
      group: each.group,
      mean: Math.abs(each.people),
      learned: Math.abs(errorOf(each, weights)),
    }));
  });
  const added = train(folds, raters);
  const centre = added.reduce((sum, value) => sum + value, 0) / raters;
  const weights = both.panel.raters.map((rater, index) => ({
    rater,
    weight: 1 / raters + added[index]! - centre,
  }));
  return { folds: folds.length, heldOut, weights };
}

/**
 * Would weighing panelists by what people's ratings teach beat the plain mean? For each panel and dimension, ridge
 * regression of people's mean on how far each panelist stands from the panel's, shrunk toward the plain mean, its
 * penalty chosen within the training folds. Folds keep a source's items together; errors are on held-out items
 * alone, and their difference is paired. That learned weights did not help is an answer like any other.
 */
export function learnedWeights(joined: readonly JoinedTable[], context: Context): readonly Aggregation[] {
  const single = joined.filter(
    ({ panel, dimensions }) =>
      panel.level !== "nominal" && dimensions.length === 1 && dimensions[0]!.panel === panel,
  );
  return single.flatMap(({ panel, dimensions: [both] }): Aggregation[] => {
    if (both === undefined || panel.raters.length < 2) return [];
    const { folds, heldOut, weights } = crossValidate(both, context);
    const of = (read: (held: HeldOut) => number) =>
      clusteredMeanEstimate(
        heldOut.map((held) => ({ group: held.group, value: read(held) })),
        "no item was rated by the panel and by people",
      );
    const difference = of(({ learned, mean }) => learned - mean);
    const [low, high] = difference.value === null ? [] : [difference.low, difference.high];
    return [
      {
        condition: panel.condition,
        dimension: panel.dimension,
        mean: of(({ mean }) => mean),
        learned: of(({ learned }) => learned),
        difference,
        verdict:
          (high ?? 0) < 0
            ? "learned weights helped"
            : (low ?? 0) > 0
              ? "learned weights harmed"
              : "learned weights did not help",
        folds,
        weights,
      },
    ];
  });
}
