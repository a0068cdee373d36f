import type { Forecast } from "../domain/confidence-result.ts";
import type { Estimate } from "../domain/estimate.ts";
import { aurocOf } from "../stats/auroc.ts";
import type { Draws } from "../stats/bootstrap.ts";
import { brierOf } from "../stats/brier.ts";
import { clusteredMean } from "../stats/clustered-mean.ts";
import { expectedCalibrationErrorOf } from "../stats/expected-calibration-error.ts";
import { clusteredEstimate, clusteredEstimates } from "./clustered-estimate.ts";
import type { ForecastCase } from "./forecast-cases.ts";

export type Clusters = { readonly groups: number; readonly draws: Draws; readonly level: number };

/**
 * What confidences are worth as forecasts of an event: Brier's score and its parts, skill over the base
 * rate, calibration error plain and debiased, area under the ROC curve, and overconfidence, with
 * intervals over whole source groups. Confidences are read to the hundredth. Null without cases.
 */
export function forecastEstimates(
  cases: readonly ForecastCase[],
  event: string,
  clusters: Clusters,
): Forecast | null {
  if (cases.length === 0) return null;
  const { group, forecast, outcome, count } = gathered(cases);
  const [brier, calibration] = [brierOf(forecast, outcome), expectedCalibrationErrorOf(forecast, outcome)];
  const [whole, error] = [brier(count)!, calibration(count)!];
  const roc = aurocOf(forecast, outcome);
  const caseWeights = new Float64Array(count.length);
  const bins = `${error.bins.length} bins`;
  const methods = {
    brier: `Brier score; event: ${event}`,
    skill: `Brier skill over the base rate; event: ${event}`,
    ece: `calibration error, ${bins}; event: ${event}`,
    auroc: `area under the ROC curve; event: ${event}`,
    debiasedEce: `calibration error less what chance adds, ${bins}; event: ${event}`,
    overconfidence: `mean confidence less the share that came true; event: ${event}`,
  };
  const estimate = clusteredEstimates({
    clusters: clusters.groups,
    statistics: (weights) => {
      let [gap, mass] = [0, 0];
      for (let index = 0; index < count.length; index++) {
        const weight = count[index]! * weights[group[index]!]!;
        caseWeights[index] = weight;
        gap += weight * (forecast[index]! - outcome[index]!);
        mass += weight;
      }
      const [score, calibrated] = [brier(caseWeights), calibration(caseWeights)];
      return {
        brier: score?.brier ?? null,
        skill: score?.skill ?? null,
        ece: calibrated?.ece ?? null,
        auroc: roc(caseWeights),
        debiasedEce: calibrated?.debiased ?? null,
        overconfidence: mass > 0 ? gap / mass : null,
      };
    },
    methods,
    reason: `every case had the same outcome (event: ${event})`,
    n: cases.length,
    draws: clusters.draws,
    level: clusters.level,
  });
  return {
    brier: estimate("brier"),
    skill: estimate("skill"),
    ece: estimate("ece"),
    auroc: estimate("auroc"),
    debiasedEce: estimate("debiasedEce"),
    overconfidence: estimate("overconfidence"),
    parts: { reliability: whole.reliability, resolution: whole.resolution, uncertainty: whole.uncertainty },
    bins: error.bins.map((bin) => ({ n: bin.mass, forecast: bin.forecast, outcome: bin.outcome })),
  };
}

/** Mean confidence less the share of cases in which it was borne out. */
export function overconfidence(
  cases: readonly ForecastCase[],
  event: string,
  { groups, draws, level }: Clusters,
): Estimate {
  return clusteredEstimate({
    clusters: groups,
    statistic: clusteredMean(
      cases.map(({ forecast, isRight }) => forecast - Number(isRight)),
      cases.map(({ group }) => group),
      groups,
    ),
    method: `mean confidence less the share that came true; event: ${event}`,
    reason: "no confidence was stated",
    n: cases.length,
    draws,
    level,
  });
}

/** Cases that agree in group, forecast (to the hundredth) and outcome, counted. */
function gathered(cases: readonly ForecastCase[]) {
  const counts = new Map<number, number>();
  for (const { group, forecast, isRight } of cases) {
    const key = (group * 101 + Math.round(100 * forecast)) * 2 + Number(isRight);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const keys = [...counts.keys()].toSorted((a, b) => a - b);
  return {
    group: keys.map((key) => Math.floor(key / 202)),
    forecast: keys.map((key) => (Math.floor(key / 2) % 101) / 100),
    outcome: keys.map((key) => key % 2),
    count: keys.map((key) => counts.get(key)!),
  };
}
