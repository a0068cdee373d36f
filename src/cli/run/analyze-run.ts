import { withEfficiency } from "../../analysis/debate/efficiency.ts";
import type { Outcomes } from "../../analysis/outcome-forecasts.ts";
import { withTokenForecasts } from "../../analysis/token-forecasts.ts";
import { type Item, outcomesOf } from "../../domain/item.ts";
import type { StudyResult } from "../../domain/result.ts";
import { groupsOfItems } from "../../domain/source-groups.ts";
import { analyzeInThreads } from "../../threads/analyze-in-threads.ts";
import type { Context } from "../context.ts";
import { answerCosts, type Prices, pricesOfDoors, withCost } from "../money/cost-of-run.ts";
import { withProgress } from "../terminal/progress.ts";
import type { Doors } from "../with-models.ts";
import type { BegunRun } from "./begin-run.ts";
import type { CalledRun } from "./call-panels.ts";
import { driftOf, type JudgedDrift, judgeRun } from "./judge-run.ts";
import { probeSets } from "./probe-sets.ts";
import type { RunPlan } from "./run-plan.ts";

export type AnalyzedRun = {
  readonly result: StudyResult;
  /** Null where the study does not ask for it. */
  readonly judgedDrift: JudgedDrift | null;
};

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
}

/** The analysis of a run's rows, in the light of what its study says of arms, items and prices. */
async function analyzeRows(
  context: Context,
  { study, items, rubric, isQuiet }: RunPlan,
  { ratings, gathered, spent }: CalledRun,
  prices: Prices,
): Promise<StudyResult> {
  const { dimensions } = rubric.rubric;
  return withProgress(context, isQuiet, (notify) =>
    analyzeInThreads(ratings, {
      seed: study.seed,
      nullArms: study.arms.filter(({ kind }) => kind === "none").map(({ id }) => id),
      levels: Object.fromEntries(dimensions.map(({ id, scale }) => [id, scale.level])),
      kinds: Object.fromEntries(items.map(({ id, kind }) => [id, kind])),
      outcomes: outcomesOfItems(items),
      debates: gathered.facts,
      tokens: spent.map(({ condition, byItem }) => ({ condition, tokens: meanOf(Object.values(byItem)) })),
      callCosts: answerCosts(spent, prices),
      notify,
      signal: context.signal,
    }),
  );
}

const outcomesOfItems = (items: readonly Item[]): Outcomes =>
  Object.fromEntries(items.map((item) => [item.id, outcomesOf(item)]));

/**
 * All that a run's result holds: first what is still to be asked of models (what personas know, how far they kept to
 * themselves), then what follows from rows, debates and costs.
 */
export async function analyzeRun(
  context: Context,
  doors: Doors,
  { plan, setsOfArm, window }: BegunRun,
  called: CalledRun,
): Promise<AnalyzedRun> {
  const { study, specs, items, sets, isQuiet } = plan;
  const { rubric } = plan.rubric;
  const { gathered, spent } = called;
  const { signal } = context;
  const probed = await withProgress(context, isQuiet, (notify) =>
    probeSets(doors, { study, specs, sets, notify, signal }),
  );
  const judgedDrift = await withProgress(context, isQuiet, (notify) =>
    judgeRun(doors, { study, debates: gathered.debates, sets: setsOfArm, window, notify, signal }),
  );
  const prices = pricesOfDoors(doors);
  const analysis = await analyzeRows(context, plan, called, prices);
  const groupOf = groupsOfItems(items);
  const dimensions = rubric.dimensions.length;
  const costed = withCost(analysis, spent, prices, dimensions);
  const compared = withEfficiency(costed, spent, groupOf, dimensions);
  const forecast = withTokenForecasts(compared, gathered.debates, {
    rubric,
    groupOf,
    outcomes: outcomesOfItems(items),
    seed: study.seed,
  });
  return { result: { ...forecast, ...probed, ...driftOf(judgedDrift) }, judgedDrift };
}
