import type { ConditionResult, Forecast } from "../domain/result.ts";
import { type Context, drawsOf } from "./context.ts";
import {
  consistencyOfHeldOutRun,
  consistencyOfPeople,
  type ForecastCase,
  statedOfNextRun,
  statedOfPeople,
} from "./forecast-cases.ts";
import {
  type Clusters,
  forecastEstimates,
  type GroupedForecast,
  overconfidence,
} from "./forecast-estimates.ts";
import type { JoinedTable } from "./panel-and-people.ts";
import { groupsOf } from "./parts-of.ts";
import type { Table } from "./table.ts";

type Confidence = NonNullable<ConditionResult["confidence"]>;

const SAME_ANSWER = "another run of the cell gives the same answer";
const NEAR_PEOPLE = "the rating lies within half a step of people's mean";

/**
 * Stated confidence and consistency (the share of runs that gave the most frequent answer) as forecasts
 * of reproducibility and, where people rated the same items, of agreement with them. `parts` are the
 * tables that the table stands for. Null where no confidence was stated and no cell has three runs.
 */
export function confidence(
  table: Table,
  parts: readonly Table[],
  people: JoinedTable | null,
  context: Context,
): Confidence | null {
  const { groups, codeOf } = groupsOf(parts);
  const clusters: Clusters = {
    groups,
    draws: drawsOf(context, table, "confidence", context.bootstraps),
    level: context.level,
  };
  const grouped = (
    part: Table,
    cases: readonly ForecastCase[],
  ): readonly (GroupedForecast & { rater: string })[] =>
    cases.map(({ item, rater, forecast, isRight }) => ({
      group: codeOf(part, item),
      rater: part.raters[rater]!,
      forecast,
      isRight,
    }));
  const stated = parts.flatMap((part) => grouped(part, statedOfNextRun(part)));
  const consistency = parts.flatMap((part) => grouped(part, consistencyOfHeldOutRun(part)));
  const dimensions = people?.dimensions ?? [];
  const withPeople = {
    stated: dimensions.flatMap((both) => grouped(both.panel, statedOfPeople(both))),
    consistency: dimensions.flatMap((both) => grouped(both.panel, consistencyOfPeople(both))),
  };
  const ofRuns = forecasts({ stated, consistency }, SAME_ANSWER, clusters);
  const ofPeople = forecasts(withPeople, NEAR_PEOPLE, clusters);
  if (ofRuns === null && ofPeople === null) return null;
  const byRater = Map.groupBy(stated, ({ rater }) => rater);
  return {
    ...ofRuns,
    ...(ofPeople === null ? {} : { people: ofPeople }),
    ...(stated.length === 0
      ? {}
      : {
          gaps: [...byRater].map(([rater, own]) => ({
            rater,
            gap: overconfidence(own, SAME_ANSWER, clusters),
          })),
        }),
  };
}

function forecasts(
  cases: { readonly stated: readonly GroupedForecast[]; readonly consistency: readonly GroupedForecast[] },
  event: string,
  clusters: Clusters,
): { stated?: Forecast; consistency?: Forecast } | null {
  const stated = forecastEstimates(cases.stated, event, clusters);
  const consistency = forecastEstimates(cases.consistency, event, clusters);
  if (stated === null && consistency === null) return null;
  return { ...(stated === null ? {} : { stated }), ...(consistency === null ? {} : { consistency }) };
}
