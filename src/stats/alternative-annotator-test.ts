import { mean, sampleStandardDeviation } from "simple-statistics";
import { type AnnotatorRatings, othersOf } from "./annotator-table.ts";
import { benjaminiYekutieli } from "./benjamini-yekutieli.ts";
import { tCumulative } from "./distributions.ts";

/** How near a value comes to others' values: -RMSE for numbers, mean agreement for labels. */
export type AnnotatorScore = "rmse" | "agreement";

export type AlternativeAnnotatorTest = {
  /** Share of annotators whom the panel may replace: rejected at `q` after Benjamini & Yekutieli. */
  readonly winningRate: number;
  /** Mean over annotators of the share of items on which the panel comes at least as near to the others. */
  readonly advantageProbability: number;
  /** Whether the winning rate reaches one half. */
  readonly passed: boolean;
  readonly annotators: readonly { readonly annotator: number; readonly items: number; readonly p: number }[];
};

const MIN_ITEMS = 30;
const FALSE_DISCOVERY_RATE = 0.05;
const ROUNDING = 1e-9;

/**
 * The alternative annotator test (Calderon, Reichart & Dror, ACL 2025, arXiv 2501.10970): may the panel
 * stand in for an annotator? Each annotator with at least 30 items that the panel and another annotator
 * also rated is left out in turn; on each item the panel's value and the annotator's are scored against
 * the others', and d = [annotator at least as near] - [panel at least as near]. H0: mean d ≥ ε, the
 * cost-benefit penalty (.2 against experts, .15 skilled, .1 crowd), by a one-sided t test.
 * Null where no annotator has 30 such items.
 *
 * @example alternativeAnnotatorTest(panel, experts, { epsilon: 0.2, score: "rmse" })?.winningRate
 */
export function alternativeAnnotatorTest(
  panel: readonly (number | null)[],
  ratings: AnnotatorRatings,
  { epsilon, score }: { readonly epsilon: number; readonly score: AnnotatorScore },
): AlternativeAnnotatorTest | null {
  const compared = ratings.flatMap((_, annotator) => {
    const wins = winsAgainst(panel, ratings, annotator, score);
    if (wins.length < MIN_ITEMS) return [];
    const differences = wins.map((win) => Number(win.annotator) - Number(win.panel));
    const advantage = mean(wins.map((win) => Number(win.panel)));
    return [{ annotator, items: wins.length, p: pBelow(differences, epsilon), advantage }];
  });
  if (compared.length === 0) return null;
  const adjusted = benjaminiYekutieli(compared.map(({ p }) => p));
  const winningRate = adjusted.filter((p) => p <= FALSE_DISCOVERY_RATE).length / compared.length;
  return {
    winningRate,
    advantageProbability: mean(compared.map(({ advantage }) => advantage)),
    passed: winningRate >= 0.5,
    annotators: compared.map(({ annotator, items, p }) => ({ annotator, items, p })),
  };
}

type Win = { readonly panel: boolean; readonly annotator: boolean };

function winsAgainst(
  panel: readonly (number | null)[],
  ratings: AnnotatorRatings,
  annotator: number,
  score: AnnotatorScore,
): readonly Win[] {
  return panel.flatMap((value, item) => {
    const own = ratings[annotator]?.[item] ?? null;
    const others = othersOf(ratings, annotator, item);
    if (value === null || own === null || others.length === 0) return [];
    const lead = SCORES[score](value, others) - SCORES[score](own, others);
    return [{ panel: lead >= -ROUNDING, annotator: lead <= ROUNDING }];
  });
}

const SCORES = {
  rmse: (value: number, others: readonly number[]): number =>
    -Math.sqrt(mean(others.map((other) => (value - other) ** 2))),
  agreement: (value: number, others: readonly number[]): number =>
    mean(others.map((other) => Number(value === other))),
};

/** One-sided t test of mean < bound. Without variance the limit: certain below the bound, else nothing. */
function pBelow(values: readonly number[], bound: number): number {
  const own = [...values];
  const deviation = sampleStandardDeviation(own);
  if (deviation === 0) return mean(own) < bound ? 0 : 1;
  const t = (mean(own) - bound) / (deviation / Math.sqrt(own.length));
  return tCumulative(t, own.length - 1);
}
