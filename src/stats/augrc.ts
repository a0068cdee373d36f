import { meanOverAccepted } from "./mean-over-accepted.ts";
import type { RiskCoverageStep } from "./risk-coverage.ts";

/**
 * Area under the generalised risk-coverage curve (Traub et al., NeurIPS 2024): as AURC, with losses
 * over all cases in place of the accepted ones, so that a few confident cases do not dominate it. For
 * 0/1 losses it is (1 - AUROC)·acc·(1 - acc) + ½(1 - acc)² + (1 - acc)/2N, the last term being what
 * N cases add to the limit. Null for an empty curve.
 *
 * @example augrc(riskCoverage([0.9, 0.5], [0, 1])) // 0.25
 */
export function augrc(curve: readonly RiskCoverageStep[]): number | null {
  const total = curve.at(-1)?.accepted ?? 0;
  return meanOverAccepted(curve, (loss) => loss / total);
}
