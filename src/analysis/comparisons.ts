import type { Comparison } from "../domain/comparison-result.ts";
import { conditionKey } from "../domain/condition-key.ts";
import type { Estimate } from "../domain/estimate.ts";
import { HUMAN_ARM } from "../domain/rating.ts";
import { POOLED } from "../domain/rubric.ts";
import type { Condition } from "../domain/verdict.ts";
import { bootstrapP } from "../stats/bootstrap-p.ts";
import { holm } from "../stats/holm.ts";
import { percentileInterval } from "../stats/percentile-interval.ts";
import { MEASURES } from "./arm-measures.ts";
import { armSides, type SideOf } from "./arm-sides.ts";
import type { Context } from "./context.ts";
import { notEstimable } from "./not-estimable.ts";
import type { Table } from "./table.ts";

/** A comparison whose p is not yet corrected. */
export type ComparisonDraft = Omit<Comparison, "holmP"> & { readonly p: number | null };

const MOST_UNDEFINED = 0.1;
const FEWEST_ITEMS = 2;
/** z.975 + z.80: how many standard errors a difference must span to be found with 80 % power. */
const POWER_REACH = 2.8016;
/** Beyond a hundred times the data "more data" is no advice. */
const MOST_TIMES = 100;
const METHOD = "paired on shared items; sets, then raters, then items resampled, percentile interval";

/**
 * Every two tables of a dimension whose conditions differ in one respect (arm, protocol or model), by
 * dimension. First ratings that protocols share are compared once: between themselves they differ by
 * nothing.
 */
export function comparableTables(
  tables: readonly Table[],
): ReadonlyMap<string, readonly (readonly [Table, Table])[]> {
  const panels = tables.filter(({ condition }) => condition.arm !== HUMAN_ARM);
  const conditions = distinct([...Map.groupBy(panels, ({ condition }) => conditionKey(condition)).values()]);
  const pairs = conditions.flatMap((ofA, index) =>
    conditions
      .slice(index + 1)
      .filter((ofB) => differInOneRespect(ofA[0]!.condition, ofB[0]!.condition))
      .flatMap((ofB) =>
        ofA.flatMap((a) => {
          const b = ofB.find(({ dimension }) => dimension === a.dimension);
          return b === undefined ? [] : [[a, b] as const];
        }),
      ),
  );
  return Map.groupBy(pairs, ([{ dimension }]) => dimension);
}

/** The conditions without those that repeat the ratings of an earlier one under another protocol. */
function distinct(conditions: readonly (readonly Table[])[]): readonly (readonly Table[])[] {
  const isRepeat = (tables: readonly Table[], earlier: readonly Table[]): boolean =>
    tables.length === earlier.length && tables.every((table, at) => repeats(table, earlier[at]!));
  return conditions.filter((tables, index) =>
    conditions.slice(0, index).every((earlier) => !isRepeat(tables, earlier)),
  );
}

function repeats(one: Table, other: Table): boolean {
  const { protocol: _, ...rest } = one.condition;
  const isSameBut = conditionKey({ ...rest }) === conditionKey({ ...other.condition, protocol: undefined });
  const labels = ({ dimension, items, raters }: Table): string => JSON.stringify([dimension, items, raters]);
  if (!isSameBut || one.value.length !== other.value.length || labels(one) !== labels(other)) return false;
  const columns = ["item", "rater", "framing", "replicate", "value"] as const;
  return columns.every((column) => one[column].every((code, row) => code === other[column][row]));
}

/**
 * Every two of a dimension's tables compared on the items that both rated: the difference of each
 * measure, before its correction over dimensions.
 */
export function compareTables(
  pairs: readonly (readonly [Table, Table])[],
  context: Context,
): readonly ComparisonDraft[] {
  const sideOf = armSides(context);
  return pairs.flatMap(([a, b]) => comparePair(sideOf, a, b, context));
}

function differInOneRespect(a: Condition, b: Condition): boolean {
  const differing = (["arm", "protocol", "model"] as const).filter((field) => a[field] !== b[field]);
  return a.phase === b.phase && differing.length === 1;
}

/**
 * The comparisons of every two conditions together, with p after Holm's correction over dimensions.
 * The pooled dimension stands outside that family.
 */
export function correctComparisons(drafts: readonly ComparisonDraft[]): readonly Comparison[] {
  const pairs = Map.groupBy(drafts, ({ a, b }) => JSON.stringify([conditionKey(a), conditionKey(b)]));
  return [...pairs.values()].flatMap(corrected);
}

function corrected(drafts: readonly ComparisonDraft[]): readonly Comparison[] {
  const adjusted = new Map<ComparisonDraft, number>();
  for (const family of Map.groupBy(drafts, ({ measure }) => measure).values()) {
    const tested = family.filter(({ p, dimension }) => p !== null && dimension !== POOLED);
    holm(tested.map(({ p }) => p ?? 1)).forEach((p, at) => {
      adjusted.set(tested[at]!, p);
    });
  }
  return drafts.map((draft) => {
    const { p, ...comparison } = draft;
    return { ...comparison, holmP: adjusted.get(draft) ?? p };
  });
}

function comparePair(sideOf: SideOf, a: Table, b: Table, context: Context): readonly ComparisonDraft[] {
  const named = { a: a.condition, b: b.condition, dimension: a.dimension };
  const inB = new Set(b.units);
  const units = a.units.filter((unit) => inB.has(unit));
  if (units.length < FEWEST_ITEMS) {
    const difference = notEstimable("fewer than two items that both conditions rated", units.length);
    return [{ ...named, measure: "mean", difference, p: null }];
  }
  const [one, other] = [sideOf(a, units), sideOf(b, units)];
  return MEASURES.flatMap((measure): ComparisonDraft[] => {
    const [valueA, valueB] = [one.plain[measure], other.plain[measure]];
    if (valueA === null || valueB === null) {
      const reason = `not estimable in arm ${(valueA === null ? a : b).condition.arm}`;
      return [{ ...named, measure, difference: notEstimable(reason, units.length), p: null }];
    }
    const spread = one.draws.flatMap((drawn, draw) => {
      const [fromA, fromB] = [drawn[measure], other.draws[draw]?.[measure] ?? null];
      return fromA === null || fromB === null ? [] : [fromA - fromB];
    });
    const setting = { ...context, bootstraps: one.draws.length };
    const difference = differenceOf(valueA - valueB, spread, units.length, setsNote(a, b), setting);
    return [{ ...named, measure, ...difference }];
  });
}

function differenceOf(
  value: number,
  spread: readonly number[],
  n: number,
  sets: string | null,
  { level, bootstraps }: Context,
): Pick<ComparisonDraft, "difference" | "p" | "note"> {
  const note = (...parts: readonly (string | null)[]): { readonly note?: string } => {
    const said = parts.filter((part) => part !== null);
    return said.length === 0 ? {} : { note: said.join("; ") };
  };
  if (spread.length < (1 - MOST_UNDEFINED) * bootstraps || spread.length === 0) {
    const method = `paired on shared items; no interval: undefined in ${bootstraps - spread.length} of ${bootstraps} draws`;
    return { difference: { value, method, n }, p: null, ...note(sets) };
  }
  const { low, high } = percentileInterval(spread, level);
  const difference: Estimate = { value, low, high, level, method: METHOD, n };
  return {
    difference,
    p: bootstrapP(spread),
    ...note(sets, low <= 0 && high >= 0 ? undecided(value, spread) : null),
  };
}

/** How much more would decide it: standard errors shrink with the root of items and personas. */
function undecided(value: number, spread: readonly number[]): string | null {
  const mean = spread.reduce((sum, drawn) => sum + drawn, 0) / spread.length;
  const error = Math.sqrt(spread.reduce((sum, drawn) => sum + (drawn - mean) ** 2, 0) / spread.length);
  if (error === 0) return null;
  const times = value === 0 ? Number.POSITIVE_INFINITY : ((POWER_REACH * error) / value) ** 2;
  if (times > MOST_TIMES)
    return "undecided, and no realistic number of items and personas would decide a difference this small";
  return `undecided: a difference of this size would take about ${Math.max(1.1, times).toFixed(1)} times the items and personas`;
}

function setsNote(a: Table, b: Table): string | null {
  if (a.condition.arm === b.condition.arm) return null;
  return a.sets.length === 1 || b.sets.length === 1
    ? "for these two sets: an arm with one persona set says nothing of other sets made the same way"
    : null;
}
