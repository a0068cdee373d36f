import type { Accuracy } from "../../domain/debate-result.ts";
import { clusteredMeanEstimate } from "../clustered-mean-estimate.ts";
import type { JoinedTable, PanelAndPeople } from "../panel-and-people.ts";

/** Bounds that the rows state for a dimension, else those of the people's ratings. */
function rangeOf({ panel, human }: PanelAndPeople): number {
  const [low, high] = panel.scale ?? human.scale ?? [Math.min(...human.value), Math.max(...human.value)];
  return high - low;
}

/**
 * Each panel's mean absolute error to people's mean, item by item, and its accuracy: 1 less the error's share of
 * the scale. Where dimensions on unlike scales are pooled, the error is that share. Labels have no distance.
 */
export function errorToPeople(joined: readonly JoinedTable[]): readonly Accuracy[] {
  const ordered = joined.filter(({ panel }) => panel.level !== "nominal");
  return ordered.map(({ panel, dimensions }): Accuracy => {
    const ranges = dimensions.map(rangeOf);
    const isAlike = ranges.every((range) => range === ranges[0]);
    const errors = dimensions.flatMap(({ items }, index) =>
      items.map(({ group, panel: own, people }) => ({
        group,
        error: Math.abs(own - people),
        share: ranges[index] ? Math.abs(own - people) / ranges[index] : 0,
      })),
    );
    const nothing = "no item was rated by the panel and by people";
    return {
      condition: panel.condition,
      dimension: panel.dimension,
      error: clusteredMeanEstimate(
        errors.map(({ group, error, share }) => ({ group, value: isAlike ? error : share })),
        nothing,
      ),
      accuracy: clusteredMeanEstimate(
        errors.map(({ group, share }) => ({ group, value: 1 - share })),
        nothing,
      ),
    };
  });
}
