import type { Estimate } from "../../domain/estimate.ts";

export type DebateVerdict = "helped" | "harmed" | "conformity-only" | "undetermined";

/** What the verdict rests on. Errors are distances to people's mean, in the units of `step`. */
export type DebateEvidence = {
  /** Change in absolute error against the protocols `independent` and `self-consistency`. */
  readonly independent: Estimate;
  readonly selfConsistency: Estimate;
  /** Whether `self-consistency` took as many tokens; null where nobody says what they took. */
  readonly isEqualTokens: boolean | null;
  /** Change of the variance between panelists. */
  readonly variance: Estimate;
  /** The change in error against `independent`, or without people that of the distance between runs, at 90 %. */
  readonly equivalence: Estimate;
  /** How far panelists ended from merely joining the rest of their group, at 90 %. */
  readonly joining: Estimate;
  /** Mean product of two panelists' moves on an item, and how far the panel went away from people. */
  readonly together: Estimate;
  readonly away: Estimate;
  readonly hasPeople: boolean;
  readonly step: number;
};

/** A difference in error that does not matter, in steps of the scale. */
export const MARGIN = 0.1;

type Interval = { readonly low: number; readonly high: number };

function intervalOf(estimate: Estimate): Interval | null {
  if (estimate.value === null || estimate.low === undefined || estimate.high === undefined) return null;
  return { low: estimate.low, high: estimate.high };
}

const isBelow = (estimate: Estimate): boolean => (intervalOf(estimate)?.high ?? 0) < 0;
const isAbove = (estimate: Estimate): boolean => (intervalOf(estimate)?.low ?? 0) > 0;

/**
 * One word on what a protocol did beyond asking everybody alone. `conformity-only` where the variance between panelists
 * fell, its interval excluding 0, and nothing else is to be had: the change in absolute error against `independent` is
 * equivalent to 0 within a tenth of a scale step, by two one-sided tests at 5 % (its 90 % interval lies within).
 * Without people that is read off the runs: the panel's values do not come a tenth of a step nearer to one another from
 * run to run. `helped` where the 95 % interval of the change lies below 0 against `independent` and against
 * `self-consistency` at equal tokens, `harmed` where both lie above; else `undetermined`. What does not matter comes
 * first, for with enough items the least change has an interval that excludes 0.
 *
 * Conformity is all there was, too, where everybody kept its rating or joined the group, within a tenth of a step: the
 * mean of several ratings has less error than the one that most of them held, so a panel that only copies its majority
 * moves a little away from people, which says nothing of what was discussed.
 *
 * Nor is it harm where panelists moved each by itself, to either side, and no way away from people: last ratings are then
 * noisier than first ones, which is chance and no discussion's doing.
 */
export function debateVerdict(evidence: DebateEvidence): DebateVerdict {
  const { independent, selfConsistency, variance, isEqualTokens } = evidence;
  const isNearer = isBelow(variance);
  if (isNearer && changesNothing(evidence)) return "conformity-only";
  if (isEqualTokens !== false && isBelow(independent) && isBelow(selfConsistency)) return "helped";
  if (isNearer && isMerelyJoining(evidence)) return "conformity-only";
  if (isEqualTokens !== false && isFurther(evidence) && !isMerelyNoisier(evidence)) return "harmed";
  return "undetermined";
}

const isFurther = ({ independent, selfConsistency }: DebateEvidence): boolean =>
  isAbove(independent) && isAbove(selfConsistency);

/** Whether last ratings are further from people for no other reason than that they are noisier. */
export const isMerelyNoisier = (evidence: DebateEvidence): boolean =>
  isFurther(evidence) && !isAbove(evidence.together) && !isAbove(evidence.away);

function changesNothing({ equivalence, hasPeople, step }: DebateEvidence): boolean {
  const change = intervalOf(equivalence);
  const margin = MARGIN * step;
  return change !== null && change.low > -margin && (!hasPeople || change.high < margin);
}

/** Whether a vote over first ratings would have given what the discussion gave. */
export function isMerelyJoining({ joining, step }: Pick<DebateEvidence, "joining" | "step">): boolean {
  const distance = intervalOf(joining);
  return distance !== null && distance.high < MARGIN * step;
}
