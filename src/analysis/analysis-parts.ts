import { conditionKey } from "../domain/condition-key.ts";
import type { ConditionResult } from "../domain/condition-result.ts";
import type { StudyResult } from "../domain/result.ts";
import type { Level } from "../domain/rubric.ts";
import { POOLED } from "../domain/rubric.ts";
import type { Condition } from "../domain/verdict.ts";
import { agreement } from "./agreement.ts";
import { agreementDifferences } from "./agreement-differences.ts";
import { alternativeAnnotator } from "./alternative-annotator.ts";
import { type ComparisonDraft, comparableTables, compareTables, correctComparisons } from "./comparisons.ts";
import { confidenceOf, type FurtherPiece, validityOf, variationOf } from "./condition-result.ts";
import type { Context } from "./context.ts";
import type { DebateFacts } from "./debate/debate-facts.ts";
import { errorToPeople } from "./debate/error-to-people.ts";
import { learnedWeights } from "./debate/learned-weights.ts";
import { supportOf } from "./debate/support.ts";
import { heardTables, type TokensPerItem, whatDebateDid } from "./debate/what-debate-did.ts";
import { distribution } from "./distribution.ts";
import type { GeneralizabilityOptions } from "./generalizability.ts";
import { isOtherArm, itemArmVariance } from "./item-arm.ts";
import { onlyWordings } from "./only-wordings.ts";
import { type Outcomes, outcomeForecasts } from "./outcome-forecasts.ts";
import { joinPeople } from "./panel-and-people.ts";
import { partsOf } from "./parts-of.ts";
import type { CallCost } from "./plan.ts";
import { prepare } from "./prepared.ts";
import { present } from "./present.ts";
import { setReproducibility } from "./set-reproducibility.ts";
import { systemComparisons, systemMeans } from "./systems.ts";
import type { Table } from "./table.ts";
import { type ItemKinds, kindsIn, transferOf } from "./transfer.ts";

export type AnalyzeOptions = {
  /** Every random draw follows from it; results are the same for the same rows in any order. */
  readonly seed: number;
  /** The level of measurement by dimension, as the rubric has it; else it is read off the values. */
  readonly levels?: Readonly<Record<string, Level>>;
  /** Arms whose true λ is 0 by construction; an interval that excludes 0 is an alarm. */
  readonly nullArms?: readonly string[];
  /** What one call costs, by condition, for the prices of planned designs. */
  readonly callCosts?: readonly ({ readonly condition: Condition } & CallCost)[];
  /** What kind each item is; where there are several, panels are told by kind, too. */
  readonly kinds?: ItemKinds;
  /** What debates' records say beyond their rating rows. */
  readonly debates?: DebateFacts;
  /** What conditions took, by which protocols are known to have had equal tokens or not. */
  readonly tokens?: readonly TokensPerItem[];
  /** What came of items whose outcome a dimension forecasts. */
  readonly outcomes?: Outcomes;
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
    | "transfer"
    | "debate"
    | "support"
    | "aggregation"
    | "accuracy"
    | "forecast"
  >
> & {
  /** Pieces of conditions' results that stand beside their first. */
  readonly further?: readonly FurtherPiece[];
  /** Comparisons of arms, before their correction over dimensions. */
  readonly compared?: readonly ComparisonDraft[];
};

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
  const { kinds = {} } = options;
  const heard = { facts: options.debates ?? {}, tokens: options.tokens ?? [] };
  const costs = new Map(options.callCosts?.map((cost) => [conditionKey(cost.condition), cost]));
  const people = lazy(() => joinPeople(tables));
  const prepared = tables.map((table) => lazy(() => prepare(table)));
  const part = (label: string, run: () => PartialResult): AnalysisPart => ({ label, run });

  const conditions = tables.flatMap((table, index) => {
    const isOnly = partsOf({ ...table, dimension: POOLED }, tables).length === 1;
    // A condition's one dimension pooled with nothing else: its part tells both.
    if (isOnly && table.dimension === POOLED) return [];
    const options = (): GeneralizabilityOptions => ({
      itemArm: itemArmVariance(
        prepared[index]!(),
        prepared.filter((_, other) => isOtherArm(table, tables[other]!)).map((other) => other()),
      ),
      cost: costs.get(conditionKey(table.condition)) ?? null,
    });
    const ofDimension = partsOf(table, tables);
    const peopleBeside = () => people().find(({ panel }) => panel === table) ?? null;
    const told = <Piece extends FurtherPiece>(piece: Piece): Piece[] =>
      isOnly ? [piece, { ...piece, dimension: POOLED }] : [piece];
    const name = `${conditionKey(table.condition)} ${table.dimension}`;
    return [
      part(`${name}: variation`, () => ({
        conditions: told(variationOf(prepared[index]!(), options(), context)),
      })),
      part(`${name}: validity`, () => ({
        further: told(validityOf(table, ofDimension, all[index]!, context)),
      })),
      part(`${name}: confidence`, () => ({
        further: told(confidenceOf(table, ofDimension, peopleBeside(), context)),
      })),
    ];
  });
  const comparisons = [...comparableTables(tables)].map(([dimension, pairs]) =>
    part(`arms compared on ${dimension}`, () => ({ compared: compareTables(pairs, context) })),
  );
  return [
    ...comparisons,
    ...conditions,
    part("systems", () => ({
      systems: tables.flatMap((table) => systemMeans(table, context)),
      systemComparisons: tables.flatMap((table) => systemComparisons(table, context)),
    })),
    part("agreement with people", () => ({ agreement: [...agreement(people(), context)] })),
    part("arms' agreement compared", () => ({ comparisons: agreementDifferences(people(), context) })),
    part("alternative annotator", () => ({ alternativeAnnotator: [...alternativeAnnotator(people())] })),
    part("distributions against people's", () => ({ distribution: [...distribution(people(), context)] })),
    ...kindsIn(tables, kinds).map((kind) =>
      part(`items of kind ${kind}`, () => ({ transfer: [...transferOf(tables, kind, kinds, context)] })),
    ),
    part("forecasts of outcomes", () => ({
      forecast: [...outcomeForecasts(tables, options.outcomes ?? {}, context)],
    })),
    ...heardTables(tables).map((table) =>
      part(`what ${conditionKey(table.condition)} did to ${table.dimension}`, () => ({
        debate: [...whatDebateDid(table, tables, heard, context)],
      })),
    ),
    part("unsupported ratings", () => ({ support: [...supportOf(tables, heard.facts)] })),
    part("errors to people", () => ({ accuracy: [...errorToPeople(people())] })),
    part("learned weights", () => ({ aggregation: [...learnedWeights(people(), context)] })),
    part("persona sets", () => ({ sets: tables.flatMap((table) => setReproducibility(table, context)) })),
  ];
}

/** Puts partial results together, in the order of their parts. A list that nothing was said in is absent. */
export function assembleResult(partial: readonly PartialResult[]): StudyResult {
  return {
    version: 1,
    conditions: wholeConditions(partial),
    ...present({
      systems: partial.flatMap((part) => part.systems ?? []),
      systemComparisons: partial.flatMap((part) => part.systemComparisons ?? []),
      comparisons: [
        ...correctComparisons(partial.flatMap((part) => part.compared ?? [])),
        ...partial.flatMap((part) => part.comparisons ?? []),
      ],
      agreement: partial.flatMap((part) => part.agreement ?? []),
      alternativeAnnotator: partial.flatMap((part) => part.alternativeAnnotator ?? []),
      distribution: partial.flatMap((part) => part.distribution ?? []),
      sets: partial.flatMap((part) => part.sets ?? []),
      forecast: partial.flatMap((part) => part.forecast ?? []),
      transfer: partial.flatMap((part) => part.transfer ?? []),
      debate: partial.flatMap((part) => part.debate ?? []),
      support: partial.flatMap((part) => part.support ?? []),
      aggregation: partial.flatMap((part) => part.aggregation ?? []),
      accuracy: partial.flatMap((part) => part.accuracy ?? []),
    }),
  };
}

/** Every condition's first piece with the further ones beside it. */
function wholeConditions(partial: readonly PartialResult[]): ConditionResult[] {
  const keyOf = ({ condition, dimension }: FurtherPiece): string => `${conditionKey(condition)} ${dimension}`;
  const further = Map.groupBy(
    partial.flatMap((part) => part.further ?? []),
    keyOf,
  );
  return partial
    .flatMap((part) => part.conditions ?? [])
    .map((first) => {
      let whole = first;
      for (const piece of further.get(keyOf(first)) ?? []) whole = { ...whole, ...piece };
      return whole;
    });
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
