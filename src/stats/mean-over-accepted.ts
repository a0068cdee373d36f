import type { RiskCoverageStep } from "./risk-coverage.ts";

/**
 * The mean, over k from one case to all, of a risk of the k most confident cases. Within a step cases
 * come in no order, so each of them loses the step's mean. Null for an empty curve.
 */
export function meanOverAccepted(
  curve: readonly RiskCoverageStep[],
  riskOf: (loss: number, accepted: number) => number,
): number | null {
  let sum = 0;
  let before = { accepted: 0, loss: 0 };
  for (const step of curve) {
    const tied = step.accepted - before.accepted;
    const each = (step.loss - before.loss) / tied;
    for (let taken = 1; taken <= tied; taken++)
      sum += riskOf(before.loss + taken * each, before.accepted + taken);
    before = step;
  }
  return before.accepted === 0 ? null : sum / before.accepted;
}
