import type { Rating } from "../domain/rating.ts";
import type { ConditionResult, StudyResult } from "../domain/result.ts";
import type { Level } from "../domain/rubric.ts";
import type { Condition } from "../domain/verdict.ts";
import { agreement } from "./agreement.ts";
import { agreementDifferences } from "./agreement-differences.ts";
import { alternativeAnnotator } from "./alternative-annotator.ts";
import { comparisonsOf } from "./comparisons.ts";
import { confidence } from "./confidence.ts";
import type { Context } from "./context.ts";
import { countsOf } from "./counts.ts";
import { distribution } from "./distribution.ts";
import { type GeneralizabilityOptions, generalizabilityOf } from "./generalizability.ts";
import { itemArmVariance } from "./item-arm.ts";
import { onlyWordings } from "./only-wordings.ts";
import { type JoinedTable, joinPeople } from "./panel-and-people.ts";
import { partsOf } from "./parts-of.ts";
import type { CallCost } from "./plan.ts";
import { type Prepared, prepareAll } from "./prepared.ts";
import { present } from "./present.ts";
import { selective } from "./selective.ts";
import { setReproducibility } from "./set-reproducibility.ts";
import { signalOf } from "./signal.ts";
import { stabilityOf } from "./stability.ts";
import { systemComparisons, systemMeans } from "./systems.ts";
import { POOLED, type Table } from "./table.ts";
import { conditionKey, tabulate } from "./tabulate.ts";
import { validity } from "./validity.ts";
import { wording } from "./wording.ts";

export type AnalyzeOptions = {
  /** Every random draw follows from it; results are the same for the same rows in any order. */
  readonly seed: number;
  /** The level of measurement by dimension, as the rubric has it; else it is read off the values. */
  readonly levels?: Readonly<Record<string, Level>>;
  /** Arms whose true λ is 0 by construction; an interval that excludes 0 is an alarm. */
  readonly nullArms?: readonly string[];
  /** What one call costs, by condition, for the prices of planned designs. */
  readonly callCosts?: readonly ({ readonly condition: Condition } & CallCost)[];
  readonly bootstraps?: number;
  readonly permutations?: number;
};

const LEVEL = 0.95;
const [FEWEST_PERMUTATIONS, MOST_PERMUTATIONS] = [99, 999];
/** Ratings shuffled in all, beyond which draws are saved: a million ratings get the fewest. */
const MOST_SHUFFLED = 1e8;

/**
 * Rating rows of any origin → everything that rows can say: by condition and dimension the variance
 * components, λ with its interval and verdict, and stability. Throws an `InputError` for rows that
 * contradict one another or themselves; what cannot be estimated is a reason.
 *
 * @example analyze(rows, { seed: 1 }).conditions[0]?.signal?.lambda
 */
export function analyze(rows: readonly Rating[], options: AnalyzeOptions): StudyResult {
  const context: Context = {
    seed: options.seed,
    level: LEVEL,
    bootstraps: options.bootstraps ?? 1000,
    permutations: options.permutations ?? permutationsFor(rows.length),
    nullArms: options.nullArms ?? ["none"],
  };
  const all = tabulate(rows, options.levels === undefined ? {} : { levels: options.levels });
  const tables = all.map(onlyWordings);
  const people = joinPeople(tables);
  const prepared = prepareAll(tables);
  const costs = new Map(options.callCosts?.map((cost) => [conditionKey(cost.condition), cost]));
  const conditions: ConditionResult[] = [];
  for (const [index, table] of tables.entries()) {
    const single = table.dimension === POOLED ? onlyDimension(conditions, table) : null;
    const withPeople = people.find(({ panel }) => panel === table) ?? null;
    const given: Given = {
      prepared: prepared[index]!,
      everyFraming: all[index]!,
      parts: partsOf(table, tables),
      people: withPeople,
      itemArm: itemArmVariance(prepared[index]!, prepared),
      cost: costs.get(conditionKey(table.condition)) ?? null,
    };
    conditions.push(single === null ? conditionResult(given, context) : { ...single, dimension: POOLED });
  }
  return {
    version: 1,
    conditions,
    ...present({
      agreement: agreement(people, context),
      alternativeAnnotator: alternativeAnnotator(people),
      distribution: distribution(people, context),
      systems: tables.flatMap((table) => systemMeans(table, context)),
      systemComparisons: tables.flatMap((table) => systemComparisons(table, context)),
      comparisons: [...comparisonsOf(tables, context), ...agreementDifferences(people, context)],
      sets: tables.flatMap((table) => setReproducibility(table, context)),
    }),
  };
}

function permutationsFor(ratings: number): number {
  const affordable = Math.floor(MOST_SHUFFLED / Math.max(1, ratings));
  return Math.min(MOST_PERMUTATIONS, Math.max(FEWEST_PERMUTATIONS, affordable));
}

/** The result of a condition's one dimension: pooled with nothing else it is the same. */
function onlyDimension(conditions: readonly ConditionResult[], pooled: Table): ConditionResult | null {
  const own = conditions.filter(
    (result) => conditionKey(result.condition) === conditionKey(pooled.condition),
  );
  return own.length === 1 ? own[0]! : null;
}

type Given = GeneralizabilityOptions & {
  readonly prepared: Prepared;
  /** The same with the framings that test answers. */
  readonly everyFraming: Table;
  readonly parts: readonly Table[];
  readonly people: JoinedTable | null;
};

function conditionResult(given: Given, context: Context): ConditionResult {
  const { everyFraming, parts, people } = given;
  const { table, design, split } = given.prepared;
  const counted = { condition: table.condition, dimension: table.dimension, n: countsOf(table, design) };
  if (table.value.length === 0) return counted;
  return {
    ...counted,
    components: split.components,
    signal: signalOf(table, design, context),
    generalizability: generalizabilityOf(design, split, given, context),
    stability: stabilityOf(table, design, context),
    ...present({
      wording: wording(table, parts, context),
      validity: validity(everyFraming, context),
      confidence: confidence(table, parts, people, context),
      selective: selective(table, parts, context),
    }),
  };
}
