import type { OutcomeForecast } from "../domain/result.ts";
import { type Context, drawsOf } from "./context.ts";
import { forecastEstimates } from "./forecast-estimates.ts";
import { itemMeans } from "./item-means.ts";
import type { Table } from "./table.ts";

/** What came of an item, by item and then by dimension: 0 or 1. */
export type Outcomes = Readonly<Record<string, Readonly<Record<string, 0 | 1>>>>;

/** What such a forecast is of. */
export const OUTCOME = "what was forecast came true";

/**
 * A panel's probabilities held against what came true: of every table on a dimension of probabilities,
 * the panel's mean probability of each item whose outcome is known, as a forecast of that outcome.
 * `overconfidence` is its bias. An item that the panel did not rate is no forecast of one half; it is
 * counted apart.
 */
export function outcomeForecasts(
  tables: readonly Table[],
  outcomes: Outcomes,
  context: Context,
): readonly OutcomeForecast[] {
  return tables.flatMap((table) => {
    const { condition, dimension } = table;
    if (table.level !== "probability") return [];
    const means = itemMeans(table);
    const known = table.units.flatMap((unit, item) => {
      const outcome = outcomes[unit]?.[dimension];
      return outcome === undefined ? [] : [{ item, outcome, forecast: means[item] ?? null }];
    });
    const cases = known.flatMap(({ item, outcome, forecast }) =>
      forecast === null
        ? []
        : [{ group: table.groupOfItem[item]!, rater: "panel", forecast, isRight: outcome === 1 }],
    );
    const scores = forecastEstimates(cases, OUTCOME, {
      groups: table.groups.length,
      draws: drawsOf(context, table, "outcome forecasts", context.bootstraps),
      level: context.level,
    });
    if (scores === null) return [];
    return [{ condition, dimension, items: cases.length, notForecast: known.length - cases.length, scores }];
  });
}
