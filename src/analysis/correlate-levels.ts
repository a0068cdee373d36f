import { mean } from "simple-statistics";
import type { CorrelationMeasure, GroupedCorrelation, ScoredItems } from "../stats/correlation.ts";
import { leaveOneOut } from "../stats/leave-one-out.ts";
import { sampleCorrelation } from "../stats/sample-correlation.ts";
import { summaryCorrelation } from "../stats/summary-correlation.ts";
import { systemCorrelation } from "../stats/system-correlation.ts";
import type { WeightedStatistic } from "../stats/weights.ts";
import type { PanelAndPeople, SharedItem } from "./panel-and-people.ts";

export type CorrelationLevel = "sample" | "summary" | "system";

const LEVELS = { sample: sampleCorrelation, summary: summaryCorrelation, system: systemCorrelation };
const FEWEST_SYSTEMS = 3;

/** The groups of several dimensions' items in one order: the clusters that are resampled together. */
export function sharedGroups(dimensions: readonly PanelAndPeople[]): readonly string[] {
  return [...new Set(dimensions.flatMap(({ items }) => items.map(({ group }) => group)))].toSorted();
}

/** The levels that these items allow: the summary level needs groups of several items, the system level three systems. */
export function levelsOf(dimensions: readonly PanelAndPeople[]): readonly CorrelationLevel[] {
  const items = dimensions.flatMap((dimension) => dimension.items);
  const systems = new Set(items.map(({ system }) => system).filter((system) => system !== null));
  const hasLargeGroup = dimensions.some(
    (dimension) => new Set(dimension.items.map(({ group }) => group)).size < dimension.items.length,
  );
  return [
    "sample" as const,
    ...(hasLargeGroup ? (["summary"] as const) : []),
    ...(systems.size >= FEWEST_SYSTEMS ? (["system"] as const) : []),
  ];
}

/** Panel against people at one level: the mean over dimensions, as a function of the groups' weights. */
export function panelCorrelation(
  dimensions: readonly PanelAndPeople[],
  groups: readonly string[],
  level: CorrelationLevel,
  measure: CorrelationMeasure,
): GroupedCorrelation {
  return meanCorrelation(
    dimensions.map(({ items }) =>
      LEVELS[level](
        scoredItems(
          items,
          groups,
          items.map(({ panel }) => panel),
          items.map(({ people }) => people),
        ),
        measure,
      ),
    ),
  );
}

/**
 * Each annotator against the mean of the others at one level: the mean over annotators, then over
 * dimensions. Null where no two known annotators share an item.
 */
export function annotatorCorrelation(
  dimensions: readonly PanelAndPeople[],
  groups: readonly string[],
  level: CorrelationLevel,
  measure: CorrelationMeasure,
): WeightedStatistic | null {
  const perDimension = dimensions.map(({ items, ratings }) =>
    leaveOneOut(ratings).map((left) =>
      LEVELS[level](
        scoredItems(
          left.items.map((item) => items[item]!),
          groups,
          left.own,
          left.others,
        ),
        measure,
      ),
    ),
  );
  const withAnnotators = perDimension.filter((annotators) => annotators.length > 0);
  return withAnnotators.length === 0 ? null : meanCorrelation(withAnnotators.map(meanCorrelation)).statistic;
}

function meanCorrelation(parts: readonly GroupedCorrelation[]): GroupedCorrelation {
  return {
    statistic: (weights) => {
      const values = parts.map(({ statistic }) => statistic(weights)).filter((value) => value !== null);
      return values.length === 0 ? null : mean(values);
    },
    groupsLeftOut: parts.reduce((sum, { groupsLeftOut }) => sum + groupsLeftOut, 0),
  };
}

function scoredItems(
  items: readonly SharedItem[],
  groups: readonly string[],
  x: readonly number[],
  y: readonly number[],
): ScoredItems {
  const groupCode = new Map(groups.map((group, code) => [group, code]));
  const systems = [...new Set(items.flatMap(({ system }) => system ?? []))];
  const systemCode = new Map(systems.map((system, code) => [system, code]));
  return {
    x,
    y,
    group: items.map(({ group }) => groupCode.get(group)!),
    groups: groups.length,
    system: items.map(({ system }) => (system === null ? -1 : systemCode.get(system)!)),
    systems: systems.length,
  };
}
