/** What one rater answered on one item, by how it was asked: a list of runs for each way of asking. */
export type ItemAnswers = {
  /** Meaning-preserving wordings. */
  readonly wordings: readonly (readonly number[])[];
  /** Frames, in the order of the study's; empty where one was not asked. Answers are re-coded. */
  readonly frames: readonly (readonly number[])[];
  readonly orders: readonly (readonly number[])[];
  /** Agreement with the item's negation, as given. */
  readonly negated: readonly number[];
};

/** Half the squared differences summed over pairs, and how many pairs. */
export type SquaredPairs = { readonly total: number; readonly pairs: number };

/** What an item's answers sum to; all that the validity statistics need of it. */
export type ItemEvidence = {
  /** Pairs of runs in one wording. */
  readonly run: SquaredPairs;
  /** Pairs of runs in different wordings. */
  readonly words: SquaredPairs;
  readonly mean: number | null;
  readonly frameMeans: readonly (number | null)[];
  readonly orderMeans: readonly (number | null)[];
  readonly negatedMean: number | null;
};

/** @example itemEvidence({ wordings: [[3, 3], [4, 4]], frames: [], orders: [], negated: [] }).words // { total: 2, pairs: 4 } */
export function itemEvidence({ wordings, frames, orders, negated }: ItemAnswers): ItemEvidence {
  const all = squaredPairs(wordings.flat());
  const run = wordings.map(squaredPairs).reduce(add, { total: 0, pairs: 0 });
  return {
    run,
    words: { total: Math.max(0, all.total - run.total), pairs: all.pairs - run.pairs },
    mean: meanOf(wordings.flat()),
    frameMeans: frames.map(meanOf),
    orderMeans: orders.map(meanOf),
    negatedMean: meanOf(negated),
  };
}

function squaredPairs(values: readonly number[]): SquaredPairs {
  // Counted from the first value, so that equal answers differ by exactly nothing.
  const origin = values[0] ?? 0;
  let [sum, square] = [0, 0];
  for (const value of values) {
    sum += value - origin;
    square += (value - origin) ** 2;
  }
  const n = values.length;
  return { total: Math.max(0, (n * square - sum * sum) / 2), pairs: (n * (n - 1)) / 2 };
}

function add(one: SquaredPairs, other: SquaredPairs): SquaredPairs {
  return { total: one.total + other.total, pairs: one.pairs + other.pairs };
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
