import type { Estimate } from "../domain/estimate.ts";
import type { ConditionResult, SignalVerdict, StudyResult } from "../domain/result.ts";
import type { Condition } from "../domain/verdict.ts";
import { aloneRows, dimensionLabel, missingCount, POOLED } from "./alone-rows.ts";
import { type ArmKinds, kindOf } from "./arm-order.ts";
import { describeInterval, intervalOf, levelText } from "./format-estimate.ts";
import { formatCount, formatNumber } from "./format-number.ts";

/** The answer for one arm: what a reader should take home, and what stands behind it. */
export type Headline = {
  readonly condition: Condition;
  readonly label: string;
  readonly verdict: SignalVerdict | "not-estimable";
  readonly isNull: boolean;
  readonly lambda: Estimate;
  readonly sentence: string;
  readonly basis: string;
  readonly alarm: string | null;
};

const NOT_COMPUTED = {
  value: null,
  reason: "it was not computed for these ratings",
  n: 0,
} satisfies Estimate;

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
type Sensitivity = NonNullable<ConditionResult["signal"]>["sensitivity"];

const foundText = (lambda: Known): string => `λ ${formatNumber(lambda.value)}, ${describeInterval(lambda)}`;

function nullSentence(lambda: Estimate, alarm: string | null): string {
  const role = "No persona is seated here, so the true λ is 0 and the arm tests the instrument";
  if (lambda.value === null) return `${role}; it could not be run: ${lambda.reason}.`;
  const found = `λ is ${formatNumber(lambda.value)} (${describeInterval(lambda)})`;
  if (alarm !== null) return `${role}, which failed: ${found}.`;
  const bounds = intervalOf(lambda);
  const covers = bounds !== null && bounds[0] <= 0 && bounds[1] >= 0;
  return covers ? `${role}, which it passes: ${found}, which covers 0.` : `${role}: ${found}.`;
}

function notEstimable(reason: string): string {
  return `Not estimable: ${reason.replace(/\.$/, "")}.`;
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

function sentenceOf(signal: NonNullable<ConditionResult["signal"]>, who: string): string {
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
  const lambda = signal?.lambda ?? NOT_COMPUTED;
  const alarm = signal?.alarm ?? null;
  const isHuman = kind === "human";
  const answer = signal
    ? sentenceOf(signal, isHuman ? "annotator" : "persona")
    : notEstimable(NOT_COMPUTED.reason);
  return {
    condition,
    label,
    verdict: signal && lambda.value !== null ? signal.verdict : "not-estimable",
    isNull: kind === "none",
    lambda,
    sentence: kind === "none" ? nullSentence(lambda, alarm) : answer,
    basis: describeBasis(row.n, isHuman ? "annotator" : "panelist"),
    alarm,
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
