import { conditionKey } from "../domain/condition-key.ts";
import type { Debate } from "../domain/debate.ts";
import { deriveSeed, rngFrom } from "../domain/random.ts";
import type { OutcomeForecast, StudyResult } from "../domain/result.ts";
import type { Rubric } from "../domain/rubric.ts";
import { POOLED } from "../domain/rubric.ts";
import type { ForecastCase } from "./forecast-cases.ts";
import { type Clusters, forecastEstimates } from "./forecast-estimates.ts";
import { OUTCOME, type Outcomes } from "./outcome-forecasts.ts";
import { type ToldRating, toldRatings } from "./told-ratings.ts";

export type TokenForecastOptions = {
  readonly rubric: Rubric;
  readonly groupOf: (item: string) => string;
  readonly outcomes: Outcomes;
  readonly seed: number;
};

const NEXT_RUN = "another run of the cell gives the same answer";
const LEVEL = 0.95;
const BOOTSTRAPS = 1000;
const COARSE_STEPS = 4;

type Codes = ReadonlyMap<string, number>;

/** Each rating's probability as a forecast that the next run of its cell gives the same answer. */
function nextRunCases(
  told: readonly ToldRating[],
  { rubric, groupOf }: TokenForecastOptions,
  codes: Codes,
): readonly ForecastCase[] {
  const steps = new Map(
    rubric.dimensions.map(({ id, scale }) => [id, scale.step ?? (scale.max - scale.min) / COARSE_STEPS]),
  );
  return [...Map.groupBy(told, ({ cell }) => cell).values()].flatMap((runs) => {
    if (runs.length < 2) return [];
    const ordered = runs.toSorted((a, b) => a.replicate - b.replicate);
    return ordered.map(({ rating, confidence, rater, item, dimension }, run): ForecastCase => {
      const next = ordered[(run + 1) % ordered.length]?.rating ?? rating;
      const isRight = Math.abs(next - rating) < (steps.get(dimension) ?? 1) / 2;
      return { group: codes.get(groupOf(item)) ?? 0, rater, forecast: confidence, isRight };
    });
  });
}

/** The panel's mean of what tokens expect of an item, as a forecast of what came of it. */
function outcomeCases(
  told: readonly ToldRating[],
  { outcomes, groupOf }: TokenForecastOptions,
  codes: Codes,
): readonly ForecastCase[] {
  return [...Map.groupBy(told, ({ item }) => item)].flatMap(([item, own]): ForecastCase[] => {
    const outcome = outcomes[item]?.[own[0]!.dimension];
    if (outcome === undefined) return [];
    const forecast = own.reduce((sum, { expected }) => sum + expected, 0) / own.length;
    return [{ group: codes.get(groupOf(item)) ?? 0, rater: "panel", forecast, isRight: outcome === 1 }];
  });
}

/**
 * A result with the probabilities of ratings' tokens scored as forecasts, where a provider told them: beside stated
 * confidence and consistency as forecasts of the next run, beside stated probabilities as forecasts of what came true.
 */
export function withTokenForecasts(
  result: StudyResult,
  debates: readonly Debate[],
  options: TokenForecastOptions,
): StudyResult {
  const told = toldRatings(debates);
  if (told.length === 0) return result;
  const groups = [...new Set(told.map(({ item }) => options.groupOf(item)))].toSorted();
  const codes = new Map(groups.map((group, code) => [group, code]));
  type Entry = Pick<OutcomeForecast, "condition" | "dimension">;
  const ownOf = ({ condition, dimension }: Entry): readonly ToldRating[] => {
    const key = conditionKey(condition);
    return told.filter(
      (each) => each.condition === key && (dimension === POOLED || each.dimension === dimension),
    );
  };
  const clustersOf = (use: string, { condition, dimension }: Entry): Clusters => {
    const seed = deriveSeed(options.seed, use, conditionKey(condition), dimension);
    return {
      groups: groups.length,
      draws: { from: 0, to: BOOTSTRAPS, rngOf: (draw) => rngFrom(deriveSeed(seed, draw)) },
      level: LEVEL,
    };
  };
  const conditions = result.conditions.map((entry) => {
    const cases = nextRunCases(ownOf(entry), options, codes);
    const tokens = forecastEstimates(cases, NEXT_RUN, clustersOf("token forecasts", entry));
    return tokens === null ? entry : { ...entry, confidence: { ...entry.confidence, tokens } };
  });
  const forecast = result.forecast?.map((entry) => {
    const cases = outcomeCases(ownOf(entry), options, codes);
    const scores = forecastEstimates(cases, OUTCOME, clustersOf("token outcomes", entry));
    return scores === null ? entry : { ...entry, tokens: { items: cases.length, scores } };
  });
  return { ...result, conditions, ...(forecast === undefined ? {} : { forecast }) };
}
