import type { StudyResult } from "../domain/result.ts";
import type { Level } from "../domain/rubric.ts";
import type { Condition } from "../domain/verdict.ts";
import { agreement } from "./agreement.ts";
import { agreementDifferences } from "./agreement-differences.ts";
import { alternativeAnnotator } from "./alternative-annotator.ts";
import { comparableConditions, compareConditions } from "./comparisons.ts";
import { conditionResult } from "./condition-result.ts";
import type { Context } from "./context.ts";
import { distribution } from "./distribution.ts";
import { isOtherArm, itemArmVariance } from "./item-arm.ts";
import { onlyWordings } from "./only-wordings.ts";
import { joinPeople } from "./panel-and-people.ts";
import { partsOf } from "./parts-of.ts";
import type { CallCost } from "./plan.ts";
import { prepare } from "./prepared.ts";
import { present } from "./present.ts";
import { setReproducibility } from "./set-reproducibility.ts";
import { systemComparisons, systemMeans } from "./systems.ts";
import { POOLED, type Table } from "./table.ts";
import { conditionKey } from "./tabulate.ts";

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

/** Some of the result's lists. */
export type PartialResult = Partial<
  Pick<
    StudyResult,
    | "conditions"
    | "systems"
    | "systemComparisons"
    | "comparisons"
    | "agreement"
    | "alternativeAnnotator"
    | "distribution"
    | "sets"
  >
>;

/**
 * A piece of the analysis that needs no other. It may run anywhere that holds the same tables and
 * options: tables and partial results are plain data, fit to be sent to a worker thread and back.
 */
export type AnalysisPart = { readonly label: string; readonly run: () => PartialResult };

const LEVEL = 0.95;
const BOOTSTRAPS = 1000;
const [FEWEST_PERMUTATIONS, MOST_PERMUTATIONS] = [99, 999];
/** Ratings shuffled in all, beyond which draws are saved: a million ratings get the fewest. */
const MOST_SHUFFLED = 5e7;

/** The analysis of some tables as independent parts: the same list for the same tables and options. */
export function analysisParts(all: readonly Table[], options: AnalyzeOptions): readonly AnalysisPart[] {
  const context: Context = {
    seed: options.seed,
    level: LEVEL,
    bootstraps: options.bootstraps ?? BOOTSTRAPS,
    permutations: options.permutations ?? permutationsFor(all),
    nullArms: options.nullArms ?? ["none"],
  };
  const tables = all.map(onlyWordings);
  const costs = new Map(options.callCosts?.map((cost) => [conditionKey(cost.condition), cost]));
  const people = lazy(() => joinPeople(tables));
  const prepared = tables.map((table) => lazy(() => prepare(table)));
  const part = (label: string, run: () => PartialResult): AnalysisPart => ({ label, run });

  const conditions = tables.flatMap((table, index) => {
    const isOnly = partsOf({ ...table, dimension: POOLED }, tables).length === 1;
    // A condition's one dimension pooled with nothing else: its part tells both.
    if (isOnly && table.dimension === POOLED) return [];
    const run = (): PartialResult => {
      const result = conditionResult(
        {
          prepared: prepared[index]!(),
          everyFraming: all[index]!,
          parts: partsOf(table, tables),
          people: people().find(({ panel }) => panel === table) ?? null,
          itemArm: itemArmVariance(
            prepared[index]!(),
            prepared.filter((_, other) => isOtherArm(table, tables[other]!)).map((other) => other()),
          ),
          cost: costs.get(conditionKey(table.condition)) ?? null,
        },
        context,
      );
      return { conditions: isOnly ? [result, { ...result, dimension: POOLED }] : [result] };
    };
    return [part(`${conditionKey(table.condition)} ${table.dimension}`, run)];
  });
  const pairs = comparableConditions(tables).map(([ofA, ofB]) =>
    part(`${conditionKey(ofA[0]!.condition)} against ${conditionKey(ofB[0]!.condition)}`, () => ({
      comparisons: [...compareConditions(ofA, ofB, context)],
    })),
  );
  return [
    ...conditions,
    part("systems", () => ({
      systems: tables.flatMap((table) => systemMeans(table, context)),
      systemComparisons: tables.flatMap((table) => systemComparisons(table, context)),
    })),
    ...pairs,
    part("agreement with people", () => ({
      agreement: [...agreement(people(), context)],
      alternativeAnnotator: [...alternativeAnnotator(people())],
      comparisons: agreementDifferences(people(), context),
    })),
    part("distributions against people's", () => ({ distribution: [...distribution(people(), context)] })),
    part("persona sets", () => ({ sets: tables.flatMap((table) => setReproducibility(table, context)) })),
  ];
}

/** Puts partial results together, in the order of their parts. A list that nothing was said in is absent. */
export function assembleResult(partial: readonly PartialResult[]): StudyResult {
  return {
    version: 1,
    conditions: partial.flatMap((part) => part.conditions ?? []),
    ...present({
      systems: partial.flatMap((part) => part.systems ?? []),
      systemComparisons: partial.flatMap((part) => part.systemComparisons ?? []),
      comparisons: partial.flatMap((part) => part.comparisons ?? []),
      agreement: partial.flatMap((part) => part.agreement ?? []),
      alternativeAnnotator: partial.flatMap((part) => part.alternativeAnnotator ?? []),
      distribution: partial.flatMap((part) => part.distribution ?? []),
      sets: partial.flatMap((part) => part.sets ?? []),
    }),
  };
}

function permutationsFor(tables: readonly Table[]): number {
  const ratings = tables.reduce(
    (sum, { value, dimension }) => sum + (dimension === POOLED ? 0 : value.length),
    0,
  );
  const affordable = Math.floor(MOST_SHUFFLED / Math.max(1, ratings));
  return Math.min(MOST_PERMUTATIONS, Math.max(FEWEST_PERMUTATIONS, affordable));
}

/** Computes once, when first asked. */
function lazy<Value>(compute: () => Value): () => Value {
  let known: { readonly value: Value } | undefined;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}
