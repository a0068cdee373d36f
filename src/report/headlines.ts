import type { ConditionResult } from "../domain/condition-result.ts";
import type { Estimate } from "../domain/estimate.ts";
import type { Signal, SignalVerdict } from "../domain/reliability-result.ts";
import type { StudyResult } from "../domain/result.ts";
import { POOLED } from "../domain/rubric.ts";
import type { Condition } from "../domain/verdict.ts";
import { aloneRows, dimensionLabel, missingCount } from "./alone-rows.ts";
import { type ArmKinds, kindOf } from "./arm-order.ts";
import { describeInterval, formatValue, intervalOf, levelText } from "./format-estimate.ts";
import { formatCount, formatNumber } from "./format-number.ts";
import { lambdaOf } from "./lambda-of.ts";

/** `open` where λ or its interval is absent. */
export type NullCheck = "passed" | "failed" | "open";

/** The answer for one arm: what a reader should take home, and what stands behind it. */
export type Headline = {
  readonly condition: Condition;
  readonly label: string;
  readonly verdict: SignalVerdict | "not-estimable";
  /** How the null arm's check of the instrument ended; null for every other arm. */
  readonly nullCheck: NullCheck | null;
  readonly lambda: Estimate;
  readonly sentence: string;
  readonly basis: string;
};

/** `12 items, 6 panelists, 3 replicates; 648 ratings, 4 missing (3 abstained, 1 malformed)`. */
export function describeBasis(n: ConditionResult["n"], raters = "rater"): string {
  const lost = Object.entries(n.missing).filter(([, count]) => count > 0);
  const total = missingCount(n);
  const kinds = lost.map(([kind, count]) => `${count} ${kind}`).join(", ");
  const design = [
    formatCount(n.items, "item"),
    formatCount(n.raters, raters),
    ...(n.framings > 1 ? [formatCount(n.framings, "framing")] : []),
    formatCount(n.replicates, "replicate"),
  ].join(", ");
  const missing = total === 0 ? "none missing" : `${formatCount(total, "missing", "missing")} (${kinds})`;
  return `${design}; ${formatCount(n.ratings, "rating")}, ${missing}`;
}

type Known = Extract<Estimate, { value: number }>;
type Sensitivity = Signal["sensitivity"];

const foundText = (lambda: Known): string => `λ ${formatValue(lambda)}, ${describeInterval(lambda)}`;

function nullCheckOf(lambda: Estimate, alarm: string | undefined): NullCheck {
  if (alarm !== undefined) return "failed";
  const bounds = intervalOf(lambda);
  if (bounds === null) return "open";
  return bounds[0] <= 0 && bounds[1] >= 0 ? "passed" : "failed";
}

const CHECKS: Readonly<Record<NullCheck, string>> = {
  passed: "which it passes",
  failed: "which it fails",
  open: "which these ratings do not settle",
};

function nullSentence(lambda: Estimate, check: NullCheck): string {
  const role = "No persona is seated here, so the true λ is 0 and the arm tests the instrument";
  if (lambda.value === null) return `${role}; it could not be run: ${withoutStop(lambda.reason)}.`;
  return `${role}, ${CHECKS[check]} (${foundText(lambda)}).`;
}

const withoutStop = (reason: string): string => reason.replace(/\.$/, "");

function notEstimable(reason: string): string {
  return `Not estimable: ${withoutStop(reason)}.`;
}

function undecided(lambda: Known, sensitivity: Sensitivity): string {
  const found = foundText(lambda);
  const bounds = intervalOf(lambda);
  if (bounds === null) return `It cannot be told: λ has no interval here (${found}).`;
  const [low, high] = bounds;
  if (low <= 1 && high >= 1) {
    const least = low > 0 ? formatNumber(low) : "not at all";
    const inBrackets = low > 0 ? `${levelText(lambda)} interval; λ ${formatNumber(lambda.value)}` : found;
    return `It cannot be told from these ratings: who is asked moves them anywhere from ${least} to ${formatNumber(high)} times as much as asking again (${inBrackets}).`;
  }
  if (sensitivity && sensitivity.lambda.value !== null)
    return `It cannot be told: the interval leaves 1 out (${found}), but on the ${sensitivity.metric} metric λ is ${formatNumber(sensitivity.lambda.value)}.`;
  return `It cannot be told from these ratings (${found}).`;
}

function sentenceOf(signal: Signal, who: string): string {
  const { lambda, verdict } = signal;
  if (lambda.value === null) return notEstimable(lambda.reason);
  if (verdict === "undetermined") return undecided(lambda, signal.sensitivity);
  const value = formatNumber(lambda.value);
  const found = foundText(lambda);
  if (verdict === "signal")
    return `It is the ${who}: who is asked moves the ratings ${value} times as much as asking again (${found}).`;
  return lambda.value > 0
    ? `It is the noise: who is asked moves the ratings only ${value} times as much as asking again (${found}).`
    : `It is the noise: who is asked moves the ratings no more than asking again does by itself (${found}).`;
}

function headline(row: ConditionResult, label: string, kinds: ArmKinds): Headline {
  const { condition, signal } = row;
  const kind = kindOf(condition.arm, kinds);
  const lambda = lambdaOf(row);
  const nullCheck = kind === "none" ? nullCheckOf(lambda, signal?.alarm) : null;
  const isHuman = kind === "human";
  const answer = signal
    ? sentenceOf(signal, isHuman ? "annotator" : "persona")
    : notEstimable(lambda.value === null ? lambda.reason : "");
  return {
    condition,
    label,
    verdict: signal && lambda.value !== null ? signal.verdict : "not-estimable",
    nullCheck,
    lambda,
    sentence: nullCheck === null ? answer : nullSentence(lambda, nullCheck),
    basis: describeBasis(row.n, isHuman ? "annotator" : "panelist"),
  };
}

/**
 * The answer to "is it the persona or the noise?", one entry per arm and model, over all dimensions
 * together; where dimensions are not pooled, one per dimension.
 */
export function headlines(result: StudyResult, kinds: ArmKinds = {}): readonly Headline[] {
  const byArm = Map.groupBy(aloneRows(result, kinds), (row) => row.label);
  return [...byArm.values()].flatMap((rows) => {
    const pooled = rows.filter((row) => row.dimension === POOLED);
    const answering = pooled.length > 0 ? pooled : rows;
    return answering.map((row) =>
      headline(row, answering.length > 1 ? `${row.label} · ${row.dimension}` : row.label, kinds),
    );
  });
}

/** A warning of the null arm, with the rows that raised it. */
export type Alarm = { readonly where: readonly string[]; readonly text: string };

/** All alarms, those of the single dimensions too; rows with the same alarm share it. */
export function alarmsOf(result: StudyResult, kinds: ArmKinds = {}): readonly Alarm[] {
  const raised = aloneRows(result, kinds).flatMap((row) => {
    const text = row.signal?.alarm;
    return text === undefined ? [] : [{ where: `${row.label}, ${dimensionLabel(row.dimension)}`, text }];
  });
  const byText = Map.groupBy(raised, (alarm) => alarm.text);
  return [...byText].map(([text, rows]) => ({ where: rows.map(({ where }) => where), text }));
}
