import type { Estimate } from "../domain/estimate.ts";
import type { Wording } from "../domain/validity-result.ts";
import { clusteredMean } from "../stats/clustered-mean.ts";
import { distanceBetweenLists } from "../stats/distance-between-lists.ts";
import { spearmanOf } from "../stats/spearman.ts";
import type { WeightedStatistic, Weights } from "../stats/weights.ts";
import { clusteredEstimate } from "./clustered-estimate.ts";
import { type Context, drawsOf } from "./context.ts";
import { notEstimable } from "./not-estimable.ts";
import { groupsOf } from "./parts-of.ts";
import type { Table } from "./table.ts";
import { type Instance, wordingInstances } from "./wording-instances.ts";

type Placed = Instance & { readonly group: number; readonly part: number };
type Compared = {
  readonly group: number;
  readonly between: number;
  readonly run: number | null;
  readonly confidence: number | null;
};

/**
 * How far ratings depend on the wording: ProSA's PSS on the scale from 0 to 1; what is left of it after the
 * run's own difference; PSS in parts of what one rater's ratings of two items differ by, so that an easy
 * set of items does not flatter; and whether raters are surer where wording matters less. `parts` are
 * the tables that the table stands for. Null where no rater met an item in two wordings, and for labels
 * without an order.
 */
export function wording(table: Table, parts: readonly Table[], context: Context): Wording | null {
  const { groups, codeOf } = groupsOf(parts);
  const measured = parts.filter(({ level }) => level !== "nominal");
  const placed = measured.flatMap((part, index) =>
    wordingInstances(part).map((one): Placed => ({ ...one, part: index, group: codeOf(part, one.item) })),
  );
  const compared = placed.flatMap(({ sensitivity, group, confidence }): Compared[] =>
    sensitivity === null ? [] : [{ group, confidence, between: sensitivity.between, run: sensitivity.run }],
  );
  if (compared.length === 0) return null;
  const estimate = (n: number, statistic: WeightedStatistic, method: string, reason: string): Estimate =>
    clusteredEstimate({
      clusters: groups,
      statistic,
      method,
      reason,
      n,
      draws: drawsOf(context, table, "wording", context.bootstraps),
      level: context.level,
    });
  const pss = meanOf(compared, ({ between }) => between, groups);
  const repeated = compared.filter(({ run }) => run !== null);
  const sure = compared.filter(({ confidence }) => confidence !== null);
  return {
    pss: estimate(
      compared.length,
      pss,
      "difference between wordings, 0 to 1, mean over raters on items",
      NONE,
    ),
    excess:
      repeated.length === 0
        ? notEstimable("one run a wording: what re-asking alone does is not known", compared.length)
        : estimate(
            repeated.length,
            meanOf(repeated, ({ between, run }) => between - run!, groups),
            "difference between wordings less that between runs of one wording",
            NONE,
          ),
    normalised: estimate(
      compared.length,
      ratio(pss, differenceOfItems(placed)),
      "difference between wordings in parts of the difference between items of one rater",
      "no rater rated two items differently",
    ),
    withConfidence:
      sure.length === 0
        ? notEstimable("no confidence was stated", compared.length)
        : estimate(
            sure.length,
            withConfidence(sure),
            "spearman of the difference between wordings and stated confidence, over raters on items",
            "the difference between wordings, or stated confidence, does not vary",
          ),
  };
}

const NONE = "no rater met an item in two wordings";

function meanOf(
  compared: readonly Compared[],
  value: (one: Compared) => number,
  groups: number,
): WeightedStatistic {
  return clusteredMean(
    compared.map(value),
    compared.map(({ group }) => group),
    groups,
  );
}

function ratio(numerator: WeightedStatistic, denominator: WeightedStatistic): WeightedStatistic {
  return (weights) => {
    const [above, below] = [numerator(weights), denominator(weights)];
    return above === null || below === null || below <= 0 ? null : above / below;
  };
}

/** The mean difference between two items' ratings by one rater on one dimension, over all such pairs. */
function differenceOfItems(placed: readonly Placed[]): WeightedStatistic {
  const byRater = Map.groupBy(placed, ({ part, rater }) => `${part} ${rater}`);
  const raters = [...byRater.values()].map((own) => ({
    group: own.map(({ group }) => group),
    distance: distanceBetweenLists(own.map(({ wordings }) => wordings.flatMap((runs) => Array.from(runs)))),
  }));
  return (weights: Weights) => {
    let [total, pairs] = [0, 0];
    for (const { group, distance } of raters) {
      const own = distance(group.map((code) => weights[code]!));
      total += own.total;
      pairs += own.pairs;
    }
    return pairs > 0 ? total / pairs : null;
  };
}

function withConfidence(sure: readonly Compared[]): WeightedStatistic {
  const correlation = spearmanOf(
    sure.map(({ between }) => between),
    sure.map(({ confidence }) => confidence!),
  );
  return (weights) => correlation(sure.map(({ group }) => weights[group]!));
}
