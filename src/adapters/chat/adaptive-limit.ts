import pLimit from "p-limit";

/** Lets so many calls run at once, fewer after a rate limit and more again as calls are answered. */
export type AdaptiveLimit = {
  readonly run: <T>(work: () => Promise<T>) => Promise<T>;
  readonly answered: () => void;
  readonly limited: () => void;
  /** A call was given up although it waited: fewer at once did not help, so the rest need not queue for the same end. */
  readonly givenUp: () => void;
  readonly concurrency: () => number;
};

/**
 * Additive increase, multiplicative decrease (Chiu and Jain, 1989): a rate limit halves the number of calls at once, and
 * each round of answered calls adds one, up to `most`. Calls that were sent before the halving say nothing about it, so as
 * many outcomes as were under way are let pass before the next.
 */
export function adaptiveLimit(most: number): AdaptiveLimit {
  const limit = pLimit(most);
  let stale = 0;
  let answers = 0;
  return {
    run: (work) => limit(work),
    answered: () => {
      stale = Math.max(0, stale - 1);
      answers++;
      if (answers < limit.concurrency || limit.concurrency >= most) return;
      answers = 0;
      limit.concurrency++;
    },
    limited: () => {
      stale--;
      if (stale >= 0) return;
      stale = limit.activeCount;
      answers = 0;
      limit.concurrency = Math.max(1, Math.floor(limit.concurrency / 2));
    },
    givenUp: () => {
      limit.concurrency = most;
    },
    concurrency: () => limit.concurrency,
  };
}
