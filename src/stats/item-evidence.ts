/** The runs of one way of asking. */
export type Runs = readonly number[];

/** What one rater answered on one item, by how it was asked. */
export type ItemAnswers = {
  /** Every way of asking whose answers are on the scale and in its direction. */
  readonly forms: readonly Runs[];
  /** Wordings that may be compared: lists of those asked in the same frame and option order. */
  readonly wordings: readonly (readonly Runs[])[];
  /** For each pair of frames the forms asked in one and in the other. Answers are re-coded. */
  readonly frames: readonly (readonly [readonly Runs[], readonly Runs[]])[];
  /** The same of option orders. */
  readonly orders: readonly (readonly [readonly Runs[], readonly Runs[]])[];
  /** Agreement with the item as it is usually asked. */
  readonly affirmed: Runs;
  /** Agreement with the item's negation, as given. */
  readonly negated: Runs;
};

/** Half the squared differences summed over pairs, and how many pairs. */
export type SquaredPairs = { readonly total: number; readonly pairs: number };

/** What an item's answers sum to; all that the validity statistics need of it. */
export type ItemEvidence = {
  /** Pairs of runs in one form. */
  readonly run: SquaredPairs;
  /** Pairs of runs in one wording, where there are wordings to compare. */
  readonly sameWording: SquaredPairs;
  /** Pairs of runs in different wordings. */
  readonly words: SquaredPairs;
  /** For each pair of frames the mean answer in one less that in the other. */
  readonly frames: readonly (number | null)[];
  readonly orders: readonly (number | null)[];
  readonly mean: number | null;
  readonly negatedMean: number | null;
};

/** @example itemEvidence({ ...none, wordings: [[[3, 3], [4, 4]]] }).words // { total: 2, pairs: 4 } */
export function itemEvidence(answers: ItemAnswers): ItemEvidence {
  const { forms, wordings, frames, orders, affirmed, negated } = answers;
  const sameWording = wordings.flat().map(squaredPairs).reduce(add, NO_PAIRS);
  const anyWording = wordings.map((group) => squaredPairs(group.flat())).reduce(add, NO_PAIRS);
  return {
    run: forms.map(squaredPairs).reduce(add, NO_PAIRS),
    sameWording,
    words: {
      total: Math.max(0, anyWording.total - sameWording.total),
      pairs: anyWording.pairs - sameWording.pairs,
    },
    frames: frames.map(difference),
    orders: orders.map(difference),
    mean: meanOf(affirmed),
    negatedMean: meanOf(negated),
  };
}

const NO_PAIRS: SquaredPairs = { total: 0, pairs: 0 };

function squaredPairs(values: Runs): SquaredPairs {
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

/** Each form counts alike, however many of its runs arrived. */
function difference([one, other]: readonly [readonly Runs[], readonly Runs[]]): number | null {
  const [first, second] = [one, other].map((forms) => meanOf(forms.flatMap((runs) => meanOf(runs) ?? [])));
  return first == null || second == null ? null : first - second;
}

function meanOf(values: Runs): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
