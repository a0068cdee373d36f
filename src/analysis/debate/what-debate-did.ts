import { conditionKey } from "../../domain/condition-key.ts";
import type { DebateEffect } from "../../domain/debate-result.ts";
import { HUMAN_ARM } from "../../domain/rating.ts";
import type { Condition } from "../../domain/verdict.ts";
import type { Context } from "../context.ts";
import { partsOf } from "../parts-of.ts";
import type { Table } from "../table.ts";
import { conformityOf } from "./conformity.ts";
import { type DebateFacts, factsKey } from "./debate-facts.ts";
import { type DebateEvidence, debateVerdict, isMerelyJoining, isMerelyNoisier } from "./debate-verdict.ts";
import { joiningOf } from "./joining.ts";
import { flipsOf, panelVariance, runDistance, shiftOf } from "./movement.ts";
import { type StrandTables, stepOf, strandOf } from "./strand.ts";
import { towardHumans } from "./toward-humans.ts";

/** Mean tokens that a condition took for an item. */
export type TokensPerItem = { readonly condition: Condition; readonly tokens: number };

export type DebateOptions = {
  readonly facts: DebateFacts;
  readonly tokens: readonly TokensPerItem[];
};

/** Panels under a protocol whose second phase lets them read or hear one another; every such table after it. */
export function heardTables(tables: readonly Table[]): readonly Table[] {
  return tables.filter(
    ({ condition, level }) =>
      condition.arm !== HUMAN_ARM &&
      condition.phase === "final" &&
      condition.protocol !== "self-consistency" &&
      level !== "nominal",
  );
}

/** Tokens are equal where they lie within a tenth of one another. */
const EQUAL = 0.1;

function tokensCompared(own: Condition, { tokens }: DebateOptions): number | null {
  const of = (condition: Condition): number | undefined =>
    tokens.find((each) => conditionKey(each.condition) === conditionKey(condition))?.tokens;
  const [mine, theirs] = [of(own), of({ ...own, protocol: "self-consistency" })];
  return mine === undefined || theirs === undefined || mine === 0 ? null : theirs / mine;
}

const UNKNOWN_TOKENS =
  "what the protocols took is not known from rating rows: self-consistency is taken to have had the same tokens";

const JOINED =
  "panelists ended, within a tenth of a step, where they began or where most of their group had: a vote over first ratings would have done";

const NOISIER =
  "panelists moved each by itself and in no direction: last ratings are noisier than first ones, which no discussion did";

function tokensNote(ratio: number | null, hasConsistency: boolean, hasPeople: boolean): string | null {
  if (!hasPeople)
    return "nobody rated these items but the panel: conformity and reproducibility alone are judged";
  if (!hasConsistency) return "self-consistency was not run, so neither help nor harm can be claimed";
  if (ratio === null) return UNKNOWN_TOKENS;
  if (Math.abs(ratio - 1) <= EQUAL) return null;
  return `self-consistency took ${ratio.toFixed(2)} times the tokens: without budget.equalTokens neither help nor harm can be claimed`;
}

/** The strand's tables of one dimension: those of the same arm and model that it is set beside. */
function tablesFor(after: Table, tables: readonly Table[], options: DebateOptions): StrandTables | null {
  const { condition, dimension } = after;
  const find = (wanted: Condition): Table | null =>
    tables.find(
      (table) => table.dimension === dimension && conditionKey(table.condition) === conditionKey(wanted),
    ) ?? null;
  const before = find({ ...condition, phase: "initial" });
  if (before === null) return null;
  return {
    before,
    after,
    people: find({ arm: HUMAN_ARM }),
    // Protocols share their first words: where `independent` was not run, they are what it would have been.
    independent: find({ ...condition, protocol: "independent", phase: "initial" }) ?? before,
    consistency: find({ ...condition, protocol: "self-consistency" }),
    circles: (options.facts[factsKey(condition)]?.circles ?? []).filter(
      (circle) => circle.dimension === dimension,
    ),
  };
}

/**
 * What a debate, or another way of hearing one another, did to a panel's ratings on one dimension, or on all
 * together: shifts by phase, conformity beside what asking again does by itself, what became of minorities, flips
 * with and without new evidence, variance between panelists and distance between runs before and after, where the
 * values went as people see it, and the verdict. Dimensions on unlike scales are pooled in steps of their scales.
 * Nothing where the panel's ratings before are not among the tables.
 */
export function whatDebateDid(
  table: Table,
  tables: readonly Table[],
  options: DebateOptions,
  context: Context,
): readonly DebateEffect[] {
  const spun = partsOf(table, tables)
    .filter(({ level }) => level !== "nominal")
    .flatMap((after) => tablesFor(after, tables, options) ?? []);
  const [first] = spun;
  if (first === undefined) return [];
  const grids = spun.map(stepOf);
  const isAlike = grids.every(
    ({ step }, index) =>
      step === grids[0]!.step && String(spun[index]!.before.scale) === String(first.before.scale),
  );
  const strands = spun.map((own, index) => strandOf(own, isAlike ? 1 : grids[index]!.step));
  const { condition, dimension } = table;
  const conformity = conformityOf(strands, table, context);
  const variance = panelVariance(strands);
  const joining = joiningOf(strands);
  const runs = runDistance(strands);
  const humans = towardHumans(strands);
  const hasPeople = humans.before.value !== null;
  const { step } = strands[0]!;
  const ratio = tokensCompared(condition, options);
  const shift = shiftOf(strands);
  const evidence: DebateEvidence = {
    independent: humans.independent,
    selfConsistency: humans.selfConsistency,
    isEqualTokens: ratio === null ? null : Math.abs(ratio - 1) <= EQUAL,
    variance: variance.change,
    equivalence: hasPeople ? humans.equivalence : runs.equivalence,
    joining,
    together: shift.together,
    away: humans.away,
    hasPeople,
    step,
  };
  const verdict = debateVerdict(evidence);
  const hasConsistency = spun.some(({ consistency }) => consistency !== null);
  const notes = [
    tokensNote(ratio, hasConsistency, hasPeople) ?? [],
    isMerelyJoining(evidence) ? JOINED : [],
    verdict === "undetermined" && isMerelyNoisier(evidence) ? NOISIER : [],
  ].flat();
  return [
    {
      condition,
      dimension,
      verdict,
      unit: isAlike ? "points" : "steps",
      step,
      shift,
      conformity: {
        firstSpeaker: conformity.firstSpeaker,
        majority: conformity.majority,
        variance,
        joining,
      },
      minoritySurvival: conformity.minoritySurvival,
      flips: flipsOf(strands),
      towardHumans: humans,
      reproducibility: runs,
      ...(notes.length === 0 ? {} : { note: notes.join("; ") }),
    },
  ];
}
