import jstat from "jstat";
import { checkPaired } from "./check-finite.ts";
import { equalMassBins, type ForecastBin } from "./equal-mass-bins.ts";
import { ones, type Weights } from "./weights.ts";

export type CalibrationError = {
  /** Σ (n_b/N)·|mean outcome - mean forecast| over bins, from 0 to 1. */
  readonly ece: number;
  /** The same less what chance alone adds in bins of this size; may fall below 0. */
  readonly debiased: number;
  readonly bins: readonly ForecastBin[];
};

/** Ten bins are the field's habit; fewer where forecasts take fewer values. */
const CALIBRATION_BINS = 10;

/**
 * Expected calibration error over equal-mass bins. The plain value is biased upwards in small samples;
 * the debiased one takes off E|outcome - forecast| as resampled outcomes would show it, less the value
 * itself (Kumar, Liang & Ma, NeurIPS 2019, in closed form with normal outcomes). Null without cases.
 *
 * @example expectedCalibrationError([0.9, 0.9], [1, 0])?.ece // 0.4
 */
export function expectedCalibrationError(
  forecasts: readonly number[],
  outcomes: readonly number[],
): CalibrationError | null {
  return expectedCalibrationErrorOf(forecasts, outcomes)(ones(forecasts.length));
}

/** The same error under weights. */
export function expectedCalibrationErrorOf(
  forecasts: readonly number[],
  outcomes: readonly number[],
): (weights: Weights) => CalibrationError | null {
  checkPaired("expectedCalibrationError", forecasts, outcomes);
  const binsOf = equalMassBins(forecasts, outcomes, CALIBRATION_BINS);
  return (weights) => {
    const bins = binsOf(weights);
    const total = bins.reduce((sum, bin) => sum + bin.mass, 0);
    if (total === 0) return null;
    const averaged = (of: (bin: ForecastBin) => number): number =>
      bins.reduce((sum, bin) => sum + (bin.mass / total) * of(bin), 0);
    const ece = averaged((bin) => Math.abs(bin.outcome - bin.forecast));
    return { ece, debiased: 2 * ece - averaged(resampledGap), bins };
  };
}

/** E|X| of a normal X around the bin's gap, with the variance of a mean of 0/1 outcomes. */
function resampledGap({ mass, forecast, outcome }: ForecastBin): number {
  const gap = outcome - forecast;
  const error = Math.sqrt((outcome * (1 - outcome)) / mass);
  if (error === 0) return Math.abs(gap);
  const z = gap / error;
  return error * Math.sqrt(2 / Math.PI) * Math.exp((-z * z) / 2) + gap * (1 - 2 * jstat.normal.cdf(-z, 0, 1));
}
