import type { Estimate } from "../../domain/estimate.ts";
import { type AnswerGrid, answerOf } from "../answer-grid.ts";
import { clusteredMeanEstimate } from "../clustered-mean-estimate.ts";
import type { PairedRating, Strand } from "./strand.ts";
import { EQUIVALENCE_LEVEL } from "./toward-humans.ts";

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The answers that most gave; several where they tie. */
function mostHeld(values: readonly number[], grid: AnswerGrid): readonly number[] {
  const answers = [...Map.groupBy(values, (value) => answerOf(grid, value)).values()];
  const most = Math.max(...answers.map(({ length }) => length));
  return answers.filter(({ length }) => length === most).map(meanOf);
}

/** The middle one; of an even number both, and halfway between them. */
function middle(values: readonly number[]): readonly number[] {
  const ordered = values.toSorted((a, b) => a - b);
  const [low, high] = [ordered[Math.floor((ordered.length - 1) / 2)]!, ordered[ordered.length >> 1]!];
  return [low, (low + high) / 2, high];
}

/** Ways to go over to what others hold, each giving where one may end. */
const WAYS = {
  majority: mostHeld,
  median: middle,
  mean: (values: readonly number[]): readonly number[] => [meanOf(values)],
} as const;

type Way = (values: readonly number[], grid: AnswerGrid) => readonly number[];

/** Two have no majority: whatever either does is near one of them. */
const FEWEST = 3;

const toGrid = (grid: AnswerGrid, value: number): number => grid.origin + grid.step * answerOf(grid, value);

/** How far each of a circle ended from its own first rating, and from where it would be by going over to the others. */
function departures(circle: readonly PairedRating[], grid: AnswerGrid, way: Way) {
  const first = circle.flatMap(({ before }) => before ?? []);
  if (first.length < FEWEST) return [];
  const ofAll = way(first, grid);
  return circle.flatMap((rating) => {
    const { group, before, after } = rating;
    if (after === null) return [];
    const others = circle.flatMap((other) => (other === rating ? [] : (other.before ?? [])));
    const centres = [...ofAll, ...way(others, grid)];
    const own = before === null ? [] : [before];
    const places = [...own, ...centres, ...centres.map((centre) => toGrid(grid, centre))];
    return [{ group, value: Math.min(...places.map((place) => Math.abs(after - place))) }];
  });
}

/**
 * How far panelists ended from what merely joining the rest of their group makes of its first ratings: whoever keeps
 * its own rating or goes over to the group's majority (or median, or mean), with itself counted or without, rounded to
 * the scale or not, is at distance 0. A panel is judged by the one way that fits all of it best. Where that is 0, a vote
 * over first ratings would have done for the discussion. Groups of two have no majority and are left out. The interval
 * is of 90 %: its upper end bounds the distance at 5 %.
 */
export function joiningOf(strands: readonly Strand[]): Estimate {
  const fitted = Object.entries(WAYS).map(([name, way]) =>
    clusteredMeanEstimate(
      strands.flatMap(({ ratings, grid }) =>
        [...Map.groupBy(ratings, ({ circle }) => circle).values()].flatMap((circle) =>
          departures(circle, grid, way),
        ),
      ),
      "no group of three rated before and after",
      `ratings of the distance to the group's ${name}`,
      EQUIVALENCE_LEVEL,
    ),
  );
  return fitted.reduce((best, other) => ((other.value ?? 0) < (best.value ?? 0) ? other : best));
}
