import { mean } from "simple-statistics";
import type { Estimate } from "../domain/estimate.ts";
import type { StudyResult } from "../domain/result.ts";
import { clusteredMean } from "../stats/clustered-mean.ts";
import { spearmanOf } from "../stats/spearman.ts";
import type { WeightedStatistic } from "../stats/weights.ts";
import { clusteredEstimate } from "./clustered-estimate.ts";
import { compareVotes, type VoteComparison } from "./compare-votes.ts";
import { type Context, drawsOf, streamOf } from "./context.ts";
import { sharedGroups } from "./correlate-levels.ts";
import { notEstimable } from "./not-estimable.ts";
import type { JoinedTable } from "./panel-and-people.ts";

type Distribution = NonNullable<StudyResult["distribution"]>[number];
type Quantity = (item: VoteComparison) => number;

const ONE_RUN = "every rater answered every item once: shuffling persona labels changes nothing";

/**
 * Does the panel disagree as people do? Each rater casts one vote an item, the median of its runs. The
 * panel's votes are set against people's by Jensen-Shannon divergence, and the entropies of the two by
 * Spearman's correlation over items. Two baselines say what that is worth: people's pooled votes in the
 * panel's place, and the panel with its persona labels shuffled within items, whose raters differ by the
 * run alone. It beats them where both gains in divergence are above zero by their intervals.
 */
export function distribution(joined: readonly JoinedTable[], context: Context): Distribution[] {
  return joined.map((table) => {
    const { condition, dimension } = table.panel;
    const items = table.dimensions.flatMap((both) =>
      compareVotes(both, streamOf(context, both.panel, "shuffled labels")),
    );
    const averaged = (of: Quantity, method: string): Estimate =>
      estimateOf(table, items, meanStatistic(table, items, of), method, context);
    const correlated = (of: Quantity, method: string): Estimate =>
      estimateOf(table, items, entropyStatistic(table, items, of), method, context);
    const shuffled = (estimate: () => Estimate): Estimate =>
      hasRuns(table) ? estimate() : notEstimable(ONE_RUN, items.length);

    const gain = shuffled(() =>
      averaged(
        (item) => item.shuffledDivergence - item.divergence,
        "divergence under shuffled labels less the panel's",
      ),
    );
    const overMarginal = averaged(
      (item) => item.marginal - item.divergence,
      "divergence of people's pooled votes less the panel's",
    );
    return {
      condition,
      dimension,
      jensenShannon: averaged((item) => item.divergence, "divergence of votes, base 2, mean over items"),
      entropyCorrelation: correlated((item) => item.panelEntropy, "the panel's votes"),
      shuffledBaseline: shuffled(() =>
        averaged(
          (item) => item.shuffledDivergence,
          "divergence of votes, persona labels shuffled within items",
        ),
      ),
      marginalBaseline: averaged(
        (item) => item.marginal,
        "divergence of people's pooled votes from their votes on the item",
      ),
      shuffledEntropyBaseline: shuffled(() =>
        correlated((item) => item.shuffledEntropy, "votes with persona labels shuffled within items"),
      ),
      gain,
      beatsBaselines: isAboveZero(gain) && isAboveZero(overMarginal),
    };
  });
}

function estimateOf(
  { panel, dimensions }: JoinedTable,
  items: readonly VoteComparison[],
  statistic: WeightedStatistic,
  method: string,
  context: Context,
): Estimate {
  return clusteredEstimate({
    clusters: sharedGroups(dimensions).length,
    statistic,
    method,
    reason: "people, or the panel, disagree equally on every item",
    n: items.length,
    draws: drawsOf(context, panel, "distribution", context.bootstraps),
    level: context.level,
  });
}

function groupCodes({ dimensions }: JoinedTable, items: readonly VoteComparison[]): readonly number[] {
  const codes = new Map(sharedGroups(dimensions).map((group, code) => [group, code]));
  return items.map(({ group }) => codes.get(group)!);
}

function meanStatistic(
  table: JoinedTable,
  items: readonly VoteComparison[],
  of: Quantity,
): WeightedStatistic {
  return clusteredMean(items.map(of), groupCodes(table, items), sharedGroups(table.dimensions).length);
}

/** Within each dimension over its items, then the mean over dimensions. */
function entropyStatistic(
  table: JoinedTable,
  items: readonly VoteComparison[],
  of: Quantity,
): WeightedStatistic {
  const perDimension = [...Map.groupBy(items, ({ dimension }) => dimension).values()].map((own) => ({
    group: groupCodes(table, own),
    correlation: spearmanOf(
      own.map(of),
      own.map(({ humanEntropy }) => humanEntropy),
    ),
  }));
  return (weights) => {
    const values = perDimension
      .map(({ group, correlation }) => correlation(group.map((code) => weights[code]!)))
      .filter((value) => value !== null);
    return values.length === 0 ? null : mean(values);
  };
}

function hasRuns({ dimensions }: JoinedTable): boolean {
  return dimensions.some(({ panel }) =>
    panel.value.some(
      (_, row) =>
        row > 0 && panel.item[row] === panel.item[row - 1] && panel.rater[row] === panel.rater[row - 1],
    ),
  );
}

function isAboveZero(estimate: Estimate): boolean {
  return estimate.value !== null && estimate.low !== undefined && estimate.low > 0;
}
