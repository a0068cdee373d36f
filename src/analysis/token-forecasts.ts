import { conditionKey } from "../domain/condition-key.ts";
import type { Debate } from "../domain/debate.ts";
import { framingKind } from "../domain/framing.ts";
import { deriveSeed, rngFrom } from "../domain/random.ts";
import type { StudyResult } from "../domain/result.ts";
import type { Rubric } from "../domain/rubric.ts";
import type { ForecastCase } from "./forecast-cases.ts";
import { forecastEstimates } from "./forecast-estimates.ts";
import { POOLED } from "./table.ts";

/** A rating with what the token probabilities say of it. */
type ToldRating = {
  readonly condition: string;
  readonly dimension: string;
  readonly item: string;
  readonly rater: string;
  /** Whose runs they are: one rater on one item in one wording. */
  readonly cell: string;
  readonly replicate: number;
  readonly rating: number;
  readonly confidence: number;
};

export type TokenForecastOptions = {
  readonly rubric: Rubric;
  readonly groupOf: (item: string) => string;
  readonly seed: number;
};

const EVENT = "another run of the cell gives the same answer";
const LEVEL = 0.95;
const BOOTSTRAPS = 1000;
const COARSE_STEPS = 4;

function toldRatings(debates: readonly Debate[]): readonly ToldRating[] {
  return debates
    .filter(({ framing }) => framingKind(framing) === "wording")
    .flatMap(({ item, arm, personaSet, protocol, model, framing, replicate, groups }) =>
      (["initial", "final"] as const).flatMap((phase) =>
        groups
          .flatMap((group) => group[phase])
          .flatMap((assessment) =>
            assessment.status !== "ok"
              ? []
              : assessment.dimensions.flatMap(({ dimension, rating, tokens }): ToldRating[] => {
                  if (rating === null || tokens === undefined) return [];
                  const rater = `${personaSet ?? ""}/${assessment.panelist}`;
                  const condition = conditionKey({ arm, protocol, model, phase });
                  const cell = JSON.stringify([condition, dimension, item, rater, framing]);
                  const { confidence } = tokens;
                  return [{ condition, dimension, item, rater, cell, replicate, rating, confidence }];
                }),
          ),
      ),
    );
}

/** Each rating's probability as a forecast that the next run of its cell gives the same answer. */
function casesOf(
  told: readonly ToldRating[],
  { rubric, groupOf }: TokenForecastOptions,
  groups: readonly string[],
): readonly ForecastCase[] {
  const steps = new Map(
    rubric.dimensions.map(({ id, scale }) => [id, scale.step ?? (scale.max - scale.min) / COARSE_STEPS]),
  );
  const codes = new Map(groups.map((group, code) => [group, code]));
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

/**
 * A result with the probabilities of ratings' tokens scored as forecasts, beside stated confidence and
 * consistency, where a provider told them. They are no part of rating rows, so they are read from the
 * debates.
 */
export function withTokenForecasts(
  result: StudyResult,
  debates: readonly Debate[],
  options: TokenForecastOptions,
): StudyResult {
  const told = toldRatings(debates);
  if (told.length === 0) return result;
  const groups = [...new Set(told.map(({ item }) => options.groupOf(item)))].toSorted();
  const conditions = result.conditions.map((entry) => {
    const key = conditionKey(entry.condition);
    const own = told.filter(
      ({ condition, dimension }) =>
        condition === key && (entry.dimension === POOLED || entry.dimension === dimension),
    );
    const seed = deriveSeed(options.seed, "token forecasts", key, entry.dimension);
    const tokens = forecastEstimates(casesOf(own, options, groups), EVENT, {
      groups: groups.length,
      draws: { from: 0, to: BOOTSTRAPS, rngOf: (draw) => rngFrom(deriveSeed(seed, draw)) },
      level: LEVEL,
    });
    return tokens === null ? entry : { ...entry, confidence: { ...entry.confidence, tokens } };
  });
  return { ...result, conditions };
}
