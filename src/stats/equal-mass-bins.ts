import { midRanksOf } from "./mid-ranks.ts";
import type { Weights } from "./weights.ts";

/** A bin of forecasts: its mass, mean forecast and mean outcome. */
export type ForecastBin = { readonly mass: number; readonly forecast: number; readonly outcome: number };

/**
 * Bins of about equal mass by forecast, lowest first, empty ones left out. Equal forecasts share a bin
 * (that of their mid-rank), so bins do not depend on the order of cases; with few distinct forecasts
 * there are fewer bins than asked for.
 *
 * @example equalMassBins([0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1], 2)(ones(4)).length // 2
 */
export function equalMassBins(
  forecasts: readonly number[],
  outcomes: readonly number[],
  bins: number,
): (weights: Weights) => readonly ForecastBin[] {
  const ranksOf = midRanksOf(forecasts);
  return (weights) => {
    const ranks = ranksOf(weights);
    let total = 0;
    for (let index = 0; index < forecasts.length; index++) total += weights[index]!;
    const sums = Array.from({ length: bins }, () => ({ mass: 0, forecast: 0, outcome: 0 }));
    forecasts.forEach((forecast, index) => {
      const weight = weights[index]!;
      if (weight === 0) return;
      const sum = sums[Math.floor((bins * (ranks[index]! - 0.5)) / total)]!;
      sum.mass += weight;
      sum.forecast += weight * forecast;
      sum.outcome += weight * outcomes[index]!;
    });
    return sums.flatMap(({ mass, forecast, outcome }) =>
      mass === 0 ? [] : [{ mass, forecast: forecast / mass, outcome: outcome / mass }],
    );
  };
}
