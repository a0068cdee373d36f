import type { Confidence, Forecast } from "../domain/confidence-result.ts";
import { cellsOf } from "./cells-of.ts";
import { type Context, drawsOf } from "./context.ts";
import {
  consistencyOfHeldOutRun,
  consistencyOfPeople,
  type ForecastCase,
  statedOfNextRun,
  statedOfPeople,
} from "./forecast-cases.ts";
import { type Clusters, forecastEstimates, overconfidence } from "./forecast-estimates.ts";
import type { JoinedTable } from "./panel-and-people.ts";
import { groupsOf } from "./parts-of.ts";
import type { Table } from "./table.ts";

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
  const stated = parts.flatMap((part) => statedOfNextRun(part, codeOf));
  const consistency = parts.flatMap((part) => consistencyOfHeldOutRun(part, codeOf));
  const dimensions = people?.dimensions ?? [];
  const withPeople = {
    stated: dimensions.flatMap((both) => statedOfPeople(both, codeOf)),
    consistency: dimensions.flatMap((both) => consistencyOfPeople(both, codeOf)),
  };
  const runs = parts.flatMap(cellsOf).reduce((most, { start, end }) => Math.max(most, end - start), 0);
  const ofRuns = forecasts({ stated, consistency }, SAME_ANSWER, runs - 1, clusters);
  const ofPeople = forecasts(withPeople, NEAR_PEOPLE, runs, clusters);
  if (ofRuns === null && ofPeople === null) return null;
  const byRater = Map.groupBy(stated, ({ rater }) => rater);
  const gaps = [...byRater].map(([rater, own]) => ({
    rater,
    gap: overconfidence(own, SAME_ANSWER, clusters),
  }));
  return {
    ...ofRuns,
    ...(ofPeople === null ? {} : { people: ofPeople }),
    ...(gaps.length === 0 ? {} : { gaps }),
  };
}

/** Consistency lies on a grid and never near 0, which its calibration must be read with. */
function forecasts(
  cases: { readonly stated: readonly ForecastCase[]; readonly consistency: readonly ForecastCase[] },
  event: string,
  runs: number,
  clusters: Clusters,
): { stated?: Forecast; consistency?: Forecast } | null {
  const grid = `consistency of up to ${runs} runs, in steps of 1/${runs} from 1/${runs}`;
  const stated = forecastEstimates(cases.stated, event, clusters);
  const consistency = forecastEstimates(cases.consistency, `${event}; ${grid}`, clusters);
  if (stated === null && consistency === null) return null;
  return { ...(stated === null ? {} : { stated }), ...(consistency === null ? {} : { consistency }) };
}
