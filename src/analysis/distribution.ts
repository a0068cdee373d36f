import { mean } from "simple-statistics";
import type { Estimate } from "../domain/estimate.ts";
import type { Distribution } from "../domain/people-result.ts";
import { clusteredMean } from "../stats/clustered-mean.ts";
import { spearmanOf } from "../stats/spearman.ts";
import type { WeightedStatistic } from "../stats/weights.ts";
import { clusteredEstimate } from "./clustered-estimate.ts";
import { compareVotes, type VoteComparison } from "./compare-votes.ts";
import { type Context, drawsOf, streamOf } from "./context.ts";
import { sharedGroups } from "./correlate-levels.ts";
import { notEstimable } from "./not-estimable.ts";
import type { JoinedTable } from "./panel-and-people.ts";

type Quantity = (item: VoteComparison) => number;

const MOST_SHUFFLES = 199;
const FEWEST_SHUFFLES = 39;
const SHUFFLED_ITEMS = 40_000;
const SIGNIFICANT = 0.05;
const ROUNDING = 1e-9;
const NOTHING_TO_SHUFFLE =
  "one rater, or every rater answered every item once: shuffling persona labels changes nothing";

/**
 * Does the panel disagree as people do? Each rater casts one vote an item, its typical answer over runs. The
 * panel's votes are set against people's by Jensen-Shannon divergence, and the entropies of the two by
 * Spearman's correlation over items. Two baselines say what that is worth: people's pooled votes in the
 * panel's place, and the panel with its persona labels shuffled within items, whose raters differ by the
 * run alone. It beats them where fewer than one shuffle in twenty comes as near to people, and the gain over
 * the pooled votes is above zero by its interval.
 */
export function distribution(joined: readonly JoinedTable[], context: Context): Distribution[] {
  return joined.map((table) => {
    const { condition, dimension } = table.panel;
    const shuffles = shufflesFor(table);
    const items = table.dimensions.flatMap((both) =>
      compareVotes(both, shuffles, streamOf(context, both.panel, "shuffled labels")),
    );
    const averaged = (of: Quantity, method: string): Estimate =>
      estimateOf(table, items, meanStatistic(table, items, of), method, context);
    const correlated = (of: Quantity, method: string): Estimate =>
      estimateOf(table, items, entropyStatistic(table, items, of), method, context);
    const shuffled = (estimate: () => Estimate): Estimate =>
      canShuffle(table) ? estimate() : notEstimable(NOTHING_TO_SHUFFLE, items.length);

    const gain = shuffled(() =>
      averaged(
        (item) => shuffledMean(item) - item.divergence,
        "divergence under shuffled labels less the panel's",
      ),
    );
    const overMarginal = averaged(
      (item) => item.marginal - item.divergence,
      "divergence of people's pooled votes less the panel's",
    );
    const shuffledP = canShuffle(table) ? shuffledShare(items, shuffles) : null;
    return {
      condition,
      dimension,
      jensenShannon: averaged((item) => item.divergence, "divergence of votes, base 2, mean over items"),
      entropyCorrelation: correlated((item) => item.panelEntropy, "the panel's votes"),
      shuffledBaseline: shuffled(() =>
        averaged(shuffledMean, "divergence of votes, persona labels shuffled within items"),
      ),
      marginalBaseline: averaged(
        (item) => item.marginal,
        "divergence of people's pooled votes from their votes on the item",
      ),
      shuffledEntropyBaseline: shuffled(() =>
        correlated((item) => item.shuffledEntropy, "votes with persona labels shuffled within items"),
      ),
      gain,
      shuffledP,
      beatsBaselines: shuffledP !== null && shuffledP <= SIGNIFICANT && isAboveZero(overMarginal),
    };
  });
}

/** As many as items allow at a steady cost; never so few that none could be rare. */
function shufflesFor({ dimensions }: JoinedTable): number {
  const items = dimensions.reduce((sum, both) => sum + both.items.length, 0);
  return Math.round(Math.max(FEWEST_SHUFFLES, Math.min(MOST_SHUFFLES, SHUFFLED_ITEMS / items)));
}

const shuffledMean: Quantity = ({ shuffledDivergences }) => mean([...shuffledDivergences]);

/** The share of shuffles, the panel as it is among them, whose mean divergence is no larger than the panel's. */
function shuffledShare(items: readonly VoteComparison[], shuffles: number): number {
  const own = items.reduce((sum, item) => sum + item.divergence, 0);
  const sums = Array.from({ length: shuffles }, (_, shuffle) =>
    items.reduce((sum, item) => sum + item.shuffledDivergences[shuffle]!, 0),
  );
  return (1 + sums.filter((sum) => sum <= own + ROUNDING).length) / (1 + shuffles);
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

/** Whether one of several raters answered an item twice: else shuffling labels changes nothing. */
function canShuffle({ dimensions }: JoinedTable): boolean {
  return dimensions.some(({ panel: { item, rater, raters } }) =>
    item.some((code, row) => raters.length > 1 && code === item[row - 1] && rater[row] === rater[row - 1]),
  );
}

function isAboveZero(estimate: Estimate): boolean {
  return estimate.value !== null && estimate.low !== undefined && estimate.low > 0;
}
