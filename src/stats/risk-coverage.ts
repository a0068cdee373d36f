import { checkPaired } from "./check-finite.ts";
import { ones, type Weights } from "./weights.ts";

/** One step of a risk-coverage curve: the cases at or above a confidence, and what they lose. */
export type RiskCoverageStep = {
  /** Accept cases of at least this confidence. */
  readonly threshold: number;
  /** Cases accepted, and their losses summed. */
  readonly accepted: number;
  readonly loss: number;
};

/**
 * The risk-coverage curve, from the most confident cases to all: one step for each distinct
 * confidence, since cases of equal confidence can only be accepted together.
 *
 * @example riskCoverage([0.9, 0.5], [0, 1]) // steps at 0.9 (1 accepted, loss 0) and 0.5 (2 accepted, loss 1)
 */
export function riskCoverage(
  confidence: readonly number[],
  losses: readonly number[],
): readonly RiskCoverageStep[] {
  return riskCoverageOf(confidence, losses)(ones(confidence.length));
}

/** The same curve under weights; sorted once. */
export function riskCoverageOf(
  confidence: readonly number[],
  losses: readonly number[],
): (weights: Weights) => readonly RiskCoverageStep[] {
  checkPaired("riskCoverage", confidence, losses);
  const order = confidence.map((_, index) => index).sort((a, b) => confidence[b]! - confidence[a]!);
  return (weights) => {
    const steps: RiskCoverageStep[] = [];
    let [accepted, loss] = [0, 0];
    order.forEach((index, position) => {
      accepted += weights[index]!;
      loss += weights[index]! * losses[index]!;
      const next = order[position + 1];
      const threshold = confidence[index]!;
      if (next !== undefined && confidence[next] === threshold) return;
      if (accepted > (steps.at(-1)?.accepted ?? 0)) steps.push({ threshold, accepted, loss });
    });
    return steps;
  };
}
