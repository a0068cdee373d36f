import type { ItemEvidence } from "./item-evidence.ts";
import type { Weights } from "./weights.ts";

/**
 * Run stability ρ = 1 - d_run/d_chance: 1 where re-asking in the same wording never changes the answer,
 * 0 where two runs differ as much as two ratings drawn at random. d is half the squared difference.
 * Null without two runs in a wording, or without any variation to compare with.
 *
 * @example runStability(items, ones(20), 1.6) // 0.9
 */
export function runStability(
  items: readonly ItemEvidence[],
  weights: Weights,
  chance: number | null,
): number | null {
  const run = meanOverPairs(items, weights, "run");
  return run === null || chance === null || chance <= 0 ? null : 1 - run / chance;
}

/** d between wordings less d between runs of one wording: the variance that wording adds. */
export function wordingShift(items: readonly ItemEvidence[], weights: Weights): number | null {
  const same = meanOverPairs(items, weights, "sameWording");
  const words = meanOverPairs(items, weights, "words");
  return same === null || words === null ? null : words - same;
}

/** The mean over items of one frame's (or order's) mean answer less another's, for one pair of them. */
export function contrast(
  items: readonly ItemEvidence[],
  weights: Weights,
  of: "frames" | "orders",
  pair: number,
): number | null {
  return meanOverItems(items, weights, (item) => item[of][pair] ?? null);
}

/** The mean over items of the mean agreement with the item and with its negation. */
export function acquiescence(items: readonly ItemEvidence[], weights: Weights): number | null {
  return meanOverItems(items, weights, ({ mean, negatedMean }) =>
    mean === null || negatedMean === null ? null : (mean + negatedMean) / 2,
  );
}

function meanOverPairs(
  items: readonly ItemEvidence[],
  weights: Weights,
  of: "run" | "sameWording" | "words",
): number | null {
  let [total, pairs] = [0, 0];
  items.forEach((item, index) => {
    total += weights[index]! * item[of].total;
    pairs += weights[index]! * item[of].pairs;
  });
  return pairs === 0 ? null : total / pairs;
}

function meanOverItems(
  items: readonly ItemEvidence[],
  weights: Weights,
  of: (item: ItemEvidence) => number | null,
): number | null {
  let [total, mass] = [0, 0];
  items.forEach((item, index) => {
    const value = of(item);
    if (value === null) return;
    total += weights[index]! * value;
    mass += weights[index]!;
  });
  return mass === 0 ? null : total / mass;
}
