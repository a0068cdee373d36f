/**
 * How often each observation (or cluster of observations) counts: 1 for the data as they are, the
 * multiplicities of a bootstrap sample, or 0 for what a jackknife leaves out. A statistic of weights
 * equals that statistic of the data with every observation repeated so often.
 */
export type Weights = ArrayLike<number>;

/** A statistic of one body of data under any weights; null where it is not defined. */
export type WeightedStatistic = (weights: Weights) => number | null;

/** Every observation once. */
export function ones(count: number): Weights {
  return new Float64Array(count).fill(1);
}
