import type { DebateEffect } from "../domain/debate-result.ts";
import type { Estimate } from "../domain/estimate.ts";
import type { StudyResult } from "../domain/result.ts";
import { POOLED } from "../domain/rubric.ts";
import { type ArmKinds, sortByArm } from "./arm-order.ts";
import { conditionLabels } from "./condition-label.ts";
import { describeInterval, formatValue } from "./format-estimate.ts";
import { formatCount } from "./format-number.ts";

/** What a discussion was worth, in a word and a sentence. */
export type DebateHeadline = {
  readonly arm: string;
  readonly label: string;
  readonly verdict: DebateEffect["verdict"];
  readonly word: string;
  readonly sentence: string;
  readonly basis: string;
};

const WORDS: Readonly<Record<DebateEffect["verdict"], string>> = {
  helped: "helped",
  harmed: "harmed",
  "conformity-only": "did not help",
  undetermined: "undetermined",
};

/** What it was that may have helped, at the start of a sentence. */
const SUBJECTS: Readonly<Record<string, string>> = {
  "read-only": "Reading one another",
  gated: "The debate where panelists disagreed",
};

function found(estimate: Estimate): string {
  if (estimate.value === null) return `not estimable: ${estimate.reason}`;
  const sign = estimate.value > 0 ? "+" : "";
  return `${sign}${formatValue(estimate)}, ${describeInterval(estimate)}`;
}

/** What became of the distance to people, against the two that debate must beat. */
function errors({ towardHumans: { independent, selfConsistency } }: DebateEffect): string {
  return `distance to people against asking each alone ${found(independent)}; against asking again for as many tokens ${found(selfConsistency)}`;
}

/** The verdict on a debate in a sentence, with the numbers that it rests on. */
export function debateSentence(effect: DebateEffect): string {
  const { condition, verdict, conformity, towardHumans, reproducibility } = effect;
  const subject = SUBJECTS[condition.protocol ?? ""] ?? "The debate";
  if (verdict === "helped")
    return `${subject} helped: it brought the panel nearer to people (${errors(effect)}).`;
  if (verdict === "harmed")
    return `${subject} harmed: it took the panel further from people (${errors(effect)}).`;
  const nearer = `variance between panelists ${found(conformity.variance.change)}`;
  const hasPeople = towardHumans.before.value !== null;
  const asked = `${subject[0]?.toLowerCase()}${subject.slice(1)}`;
  const { independent } = towardHumans;
  const away =
    independent.value !== null && (independent.low ?? 0) > 0 ? "further from people" : "no nearer to people";
  if (verdict === "conformity-only")
    return hasPeople
      ? `${subject} did not help here: panelists came nearer to one another (${nearer}) and ${away} (${errors(effect)}).`
      : `${subject} did not help here: panelists came nearer to one another (${nearer}) and their verdicts no more alike from run to run (distance ${found(reproducibility.change)}).`;
  return hasPeople
    ? `Whether ${asked} helped cannot be told (${errors(effect)}).`
    : `Whether ${asked} helped cannot be told without people's ratings; ${nearer}.`;
}

/** What each protocol in which panelists heard one another did, over all dimensions together. */
export function debateHeadlines(result: StudyResult, kinds: ArmKinds = {}): readonly DebateHeadline[] {
  const pooled = (result.debate ?? []).filter(({ dimension }) => dimension === POOLED);
  const rows = sortByArm(pooled, ({ condition }) => condition.arm, kinds);
  const label = conditionLabels(rows.map(({ condition }) => condition));
  return rows.map((effect) => ({
    arm: effect.condition.arm,
    label: `${effect.condition.protocol ?? "discussion"} in ${label({ ...effect.condition, protocol: undefined })}`,
    verdict: effect.verdict,
    word: WORDS[effect.verdict],
    sentence: debateSentence(effect),
    basis: [
      `${formatCount(effect.shift.mean.n, "rating")} before and after, all dimensions together, in ${effect.unit}`,
      ...(effect.note === undefined ? [] : [effect.note]),
    ].join("; "),
  }));
}
