import { meanOverAccepted } from "./mean-over-accepted.ts";
import type { RiskCoverageStep } from "./risk-coverage.ts";

/**
 * Area under the risk-coverage curve (Geifman & El-Yaniv, NeurIPS 2017): the mean over k of the risk
 * of the k most confident cases. Cases of equal confidence come in no order: each loses their mean.
 * From 0 to 1 for 0/1 losses. Null for an empty curve.
 *
 * @example aurc(riskCoverage([0.9, 0.5], [0, 1])) // 0.25
 */
export function aurc(curve: readonly RiskCoverageStep[]): number | null {
  return meanOverAccepted(curve, (loss, accepted) => loss / accepted);
}
