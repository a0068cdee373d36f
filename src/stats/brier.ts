import { checkPaired } from "./check-finite.ts";
import { ones, type Weights } from "./weights.ts";

export type Brier = {
  /** Mean squared error of the forecasts, 0 (best) to 1. */
  readonly brier: number;
  /** 1 - Brier / Brier of always forecasting the base rate; null where only one outcome occurs. */
  readonly skill: number | null;
  readonly reliability: number;
  readonly resolution: number;
  readonly uncertainty: number;
};

/**
 * Brier's score of probability forecasts of 0/1 outcomes, its skill over the base rate, and Murphy's
 * parts: brier = reliability - resolution + uncertainty, exactly, since cases are grouped by their
 * distinct forecasts (Murphy, J. Appl. Meteorol. 1973). Null without cases.
 *
 * @example brier([0.8, 0.8, 0.3], [1, 1, 0])?.brier // 0.0566…
 */
export function brier(forecasts: readonly number[], outcomes: readonly number[]): Brier | null {
  return brierOf(forecasts, outcomes)(ones(forecasts.length));
}

/** The same under weights. */
export function brierOf(
  forecasts: readonly number[],
  outcomes: readonly number[],
): (weights: Weights) => Brier | null {
  checkPaired("brier", forecasts, outcomes);
  const distinct = [...new Set(forecasts)];
  const codes = new Map(distinct.map((forecast, code) => [forecast, code]));
  const code = Int32Array.from(forecasts, (forecast) => codes.get(forecast)!);
  return (weights) => {
    const mass = new Float64Array(distinct.length);
    const hits = new Float64Array(distinct.length);
    let [total, squares, hitsInAll] = [0, 0, 0];
    for (let index = 0; index < code.length; index++) {
      const weight = weights[index]!;
      const outcome = outcomes[index]!;
      mass[code[index]!]! += weight;
      hits[code[index]!]! += weight * outcome;
      total += weight;
      hitsInAll += weight * outcome;
      squares += weight * (forecasts[index]! - outcome) ** 2;
    }
    if (total === 0) return null;
    const baseRate = hitsInAll / total;
    let [reliability, resolution] = [0, 0];
    distinct.forEach((forecast, each) => {
      if (mass[each] === 0) return;
      const rate = hits[each]! / mass[each]!;
      reliability += (mass[each]! / total) * (forecast - rate) ** 2;
      resolution += (mass[each]! / total) * (rate - baseRate) ** 2;
    });
    const uncertainty = baseRate * (1 - baseRate);
    const score = squares / total;
    return {
      brier: score,
      skill: uncertainty === 0 ? null : 1 - score / uncertainty,
      reliability,
      resolution,
      uncertainty,
    };
  };
}
