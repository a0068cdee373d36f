import { clopperPearsonUpper } from "./clopper-pearson.ts";
import { type RiskCoverageStep, riskCoverage } from "./risk-coverage.ts";

/** The confidence from which cases are accepted, chosen so that the risk stays within a target. */
export type Threshold = { readonly target: number; readonly threshold: number | null };

export type CoverageAtRisk = {
  /** Share of cases accepted. */
  readonly coverage: number;
  /** Share of the accepted that lose; null where none is accepted. */
  readonly risk: number | null;
  /** One-sided 95 % Clopper-Pearson upper bound of that risk; null where none is accepted. */
  readonly upper: number | null;
  readonly accepted: number;
};

/**
 * The lowest confidence threshold at which the risk on these cases is at most the target: the one of
 * largest coverage. Null where even the most confident cases lose too often.
 *
 * @example calibrateThreshold(riskCoverage([0.9, 0.7, 0.5], [0, 0, 1]), 0.1).threshold // 0.7
 */
export function calibrateThreshold(curve: readonly RiskCoverageStep[], target: number): Threshold {
  const within = curve.filter((step) => step.loss <= target * step.accepted);
  return { target, threshold: within.at(-1)?.threshold ?? null };
}

/**
 * What a threshold does to cases on which it was not chosen. Losses are 0 or 1.
 *
 * @example coverageAtRisk({ target: 0.1, threshold: 0.7 }, [0.8, 0.6], [0, 1]).coverage // 0.5
 */
export function coverageAtRisk(
  { threshold }: Threshold,
  confidence: readonly number[],
  losses: readonly number[],
): CoverageAtRisk {
  const kept = riskCoverage(confidence, losses).findLast(
    (step) => threshold !== null && step.threshold >= threshold,
  );
  if (kept === undefined) return { coverage: 0, risk: null, upper: null, accepted: 0 };
  return {
    coverage: kept.accepted / confidence.length,
    risk: kept.loss / kept.accepted,
    upper: clopperPearsonUpper(kept.loss, kept.accepted, 0.95),
    accepted: kept.accepted,
  };
}
