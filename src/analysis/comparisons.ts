import type { Estimate } from "../domain/estimate.ts";
import { deriveSeed, rngFrom } from "../domain/random.ts";
import { HUMAN_ARM } from "../domain/rating.ts";
import type { StudyResult } from "../domain/result.ts";
import type { Condition } from "../domain/verdict.ts";
import { bootstrapP } from "../stats/bootstrap-p.ts";
import { holm } from "../stats/holm.ts";
import { percentileInterval } from "../stats/percentile-interval.ts";
import type { Rng } from "../stats/rng.ts";
import { ones } from "../stats/weights.ts";
import { type ArmWeights, armMeasures, MEASURES, type Measured } from "./arm-measures.ts";
import type { Context } from "./context.ts";
import { keepRatings } from "./keep-ratings.ts";
import { notEstimable } from "./not-estimable.ts";
import { POOLED, type Table } from "./table.ts";
import { conditionKey } from "./tabulate.ts";

type Comparison = NonNullable<StudyResult["comparisons"]>[number];
type Draft = Omit<Comparison, "holmP"> & { readonly p: number | null };

const MOST_UNDEFINED = 0.1;
const FEWEST_ITEMS = 2;
/** z.975 + z.80: how many standard errors a difference must span to be found with 80 % power. */
const POWER_REACH = 2.8016;
/** Beyond a hundred times the data "more data" is no advice. */
const MOST_TIMES = 100;
const METHOD = "paired on shared items; sets, then raters, then items resampled, percentile interval";

/** Draws of one comparison at most: there are many comparisons, and each draw weighs all ratings anew. */
const MOST_DRAWS = 400;

/**
 * Every two conditions that differ in one respect (arm, protocol or model), as their tables. First
 * ratings that protocols share are compared once: between themselves they differ by nothing.
 */
export function comparableConditions(
  tables: readonly Table[],
): readonly (readonly [readonly Table[], readonly Table[]])[] {
  const panels = tables.filter(({ condition }) => condition.arm !== HUMAN_ARM);
  const conditions = distinct([...Map.groupBy(panels, ({ condition }) => conditionKey(condition)).values()]);
  return conditions.flatMap((ofA, index) =>
    conditions
      .slice(index + 1)
      .filter((ofB) => differInOneRespect(ofA[0]!.condition, ofB[0]!.condition))
      .map((ofB) => [ofA, ofB] as const),
  );
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
 * Two conditions compared on the items that both rated: for every dimension the difference of each
 * measure, with the p after Holm's correction over dimensions. The pooled dimension stands outside
 * that family.
 */
export function compareConditions(
  ofA: readonly Table[],
  ofB: readonly Table[],
  context: Context,
): readonly Comparison[] {
  return corrected(
    ofA.flatMap((a) => {
      const b = ofB.find(({ dimension }) => dimension === a.dimension);
      return b === undefined ? [] : comparePair(a, b, context);
    }),
  );
}

function differInOneRespect(a: Condition, b: Condition): boolean {
  const differing = (["arm", "protocol", "model"] as const).filter((field) => a[field] !== b[field]);
  return a.phase === b.phase && differing.length === 1;
}

function corrected(drafts: readonly Draft[]): readonly Comparison[] {
  const adjusted = new Map<Draft, number>();
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

type Side = {
  readonly table: Table;
  readonly setsOfRaters: readonly (readonly number[])[];
  readonly measured: (weights: ArmWeights) => Measured;
};

function comparePair(a: Table, b: Table, context: Context): readonly Draft[] {
  const named = { a: a.condition, b: b.condition, dimension: a.dimension };
  const inB = new Set(b.units);
  const units = a.units.filter((unit) => inB.has(unit));
  if (units.length < FEWEST_ITEMS) {
    const difference = notEstimable("fewer than two items that both conditions rated", units.length);
    return [{ ...named, measure: "mean", difference, p: null }];
  }
  const [one, other] = [sideOf(a, units), sideOf(b, units)];
  const plain = [one, other].map(({ table, measured }) =>
    measured({
      units: ones(table.units.length),
      raters: ones(table.raters.length),
      sets: ones(table.sets.length),
    }),
  );
  const drawPair = drawerOf(one, other, units);
  const many = Math.min(context.bootstraps, MOST_DRAWS);
  const draws = Array.from({ length: many }, (_, draw) => {
    const labels = [conditionKey(a.condition), conditionKey(b.condition), a.dimension];
    const [weightsA, weightsB] = drawPair(rngFrom(deriveSeed(context.seed, "compare", ...labels, draw)));
    return [one.measured(weightsA), other.measured(weightsB)] as const;
  });
  return MEASURES.flatMap((measure): Draft[] => {
    const [valueA, valueB] = [plain[0]?.[measure] ?? null, plain[1]?.[measure] ?? null];
    if (valueA === null || valueB === null) {
      const reason = `not estimable in arm ${(valueA === null ? a : b).condition.arm}`;
      return [{ ...named, measure, difference: notEstimable(reason, units.length), p: null }];
    }
    const spread = draws.flatMap(([drawnA, drawnB]) => {
      const [fromA, fromB] = [drawnA[measure], drawnB[measure]];
      return fromA === null || fromB === null ? [] : [fromA - fromB];
    });
    return [
      {
        ...named,
        measure,
        ...differenceOf(valueA - valueB, spread, units.length, setsNote(a, b), {
          ...context,
          bootstraps: many,
        }),
      },
    ];
  });
}

function sideOf(whole: Table, units: readonly string[]): Side {
  const shared = new Set(units);
  const table = keepRatings(whole, ({ item }) => shared.has(whole.units[whole.unitOfItem[item]!]!));
  const setsOfRaters = [...Map.groupBy(table.raters.keys(), (rater) => table.setOfRater[rater]!).values()];
  return { table, setsOfRaters, measured: armMeasures(table) };
}

/** One draw for both sides: the same source groups, and the same raters where both seat the same. */
function drawerOf(one: Side, other: Side, units: readonly string[]) {
  const groupOfUnit = new Map(
    one.table.items.map((_, item) => [
      one.table.units[one.table.unitOfItem[item]!]!,
      one.table.groups[one.table.groupOfItem[item]!]!,
    ]),
  );
  const groups = [...new Set(units.map((unit) => groupOfUnit.get(unit)!))];
  const codeOfGroup = new Map(groups.map((group, code) => [group, code]));
  const groupOf = (table: Table): Int32Array =>
    Int32Array.from(table.units, (unit) => codeOfGroup.get(groupOfUnit.get(unit) ?? "") ?? -1);
  const [groupsA, groupsB] = [groupOf(one.table), groupOf(other.table)];
  const sameRaters = JSON.stringify(one.table.raters) === JSON.stringify(other.table.raters);
  return (rng: Rng): readonly [ArmWeights, ArmWeights] => {
    const ofGroup = multiplicities(groups.length, rng);
    const unitsOf = (codes: Int32Array): Float64Array => {
      const weights = new Float64Array(codes.length);
      for (let unit = 0; unit < weights.length; unit++) weights[unit] = ofGroup[codes[unit]!] ?? 0;
      return weights;
    };
    const panelA = drawPanel(one, rng);
    const panelB = sameRaters ? panelA : drawPanel(other, rng);
    return [
      { units: unitsOf(groupsA), ...panelA },
      { units: unitsOf(groupsB), ...panelB },
    ];
  };
}

/** Sets drawn from the sets, where there are several, and raters from their set's raters. */
function drawPanel({ table, setsOfRaters }: Side, rng: Rng): Pick<ArmWeights, "raters" | "sets"> {
  const sets = table.sets.length > 1 ? multiplicities(table.sets.length, rng) : ones(table.sets.length);
  const raters = new Float64Array(table.raters.length);
  for (const members of setsOfRaters) {
    const drawn = multiplicities(members.length, rng);
    members.forEach((rater, at) => {
      raters[rater] = drawn[at]!;
    });
  }
  return { raters, sets };
}

function multiplicities(size: number, rng: Rng): Float64Array {
  const drawn = new Float64Array(size);
  for (let draw = 0; draw < size; draw++) drawn[Math.floor(rng() * size)]! += 1;
  return drawn;
}

function differenceOf(
  value: number,
  spread: readonly number[],
  n: number,
  sets: string | null,
  { level, bootstraps }: Context,
): Pick<Draft, "difference" | "p" | "note"> {
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
