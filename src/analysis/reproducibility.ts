import type { Estimate } from "../domain/estimate.ts";
import type { ClusterStability, Repetition, ReturnEstimates } from "../domain/reproducibility.ts";
import { adjustedRandIndex } from "../stats/adjusted-rand-index.ts";
import { meanInterval } from "../stats/mean-interval.ts";

const LEVEL = 0.95;

type Bounds = { readonly least: number; readonly most: number };
const SHARE: Bounds = { least: 0, most: 1 };
const CORRELATION: Bounds = { least: -1, most: 1 };

/**
 * The mean over repetitions that are independent given what they are held against, with its t interval kept
 * within the bounds of the values. Repetitions that are all alike give none: they bound nothing.
 */
function meanOver(values: readonly number[], what: string, { least, most }: Bounds): Estimate {
  const { mean, low, high } = meanInterval(values, LEVEL);
  const n = values.length;
  if (mean === null) return { value: null, reason: `no ${what}`, n };
  const method = `mean over ${n} ${what}, the first taken as given`;
  const isAlike = values.every((value) => value === values[0]);
  if (low === null || high === null) return { value: mean, method: `${method}; one has no interval`, n };
  if (isAlike) return { value: mean, method: `${method}; no interval: all are alike`, n };
  return {
    value: mean,
    low: Math.max(least, low),
    high: Math.min(most, high),
    level: LEVEL,
    method: `${method}; t interval`,
    n,
  };
}

/**
 * How much of a set comes back over repetitions of one kind. The first set is taken as given, so that the
 * repetitions are independent of each other; nothing is said of sets that start from another first one.
 */
export function returnEstimates(repetitions: readonly Repetition[]): ReturnEstimates {
  const what = "sets made again";
  const documents = repetitions.flatMap((one) => one.return.documents ?? []);
  return {
    similarity: meanOver(
      repetitions.map((one) => one.return.similarity),
      what,
      CORRELATION,
    ),
    matched: meanOver(
      repetitions.map((one) => one.return.matched),
      what,
      SHARE,
    ),
    groups: meanOver(
      repetitions.map((one) => one.return.groups),
      what,
      SHARE,
    ),
    ...(documents.length === 0 ? {} : { documents: meanOver(documents, what, SHARE) }),
  };
}

/** Labels of the same passages: the first clustering's, and those of clusterings from other seeds and samples. */
export type Labellings = {
  readonly first: readonly number[];
  readonly seeds: readonly (readonly number[])[];
  readonly samples: readonly (readonly number[])[];
};

/** How well clustering again agrees with the first clustering: mean adjusted Rand indices. */
export function clusterAgreement({
  first,
  seeds,
  samples,
}: Labellings): Pick<ClusterStability, "seeds" | "samples"> {
  const agreement = (again: Labellings["seeds"], what: string): Estimate =>
    meanOver(
      again.flatMap((labels) => adjustedRandIndex(first, labels) ?? []),
      `adjusted Rand indices of clusterings from ${what}`,
      CORRELATION,
    );
  return { seeds: agreement(seeds, "other seeds"), samples: agreement(samples, "bootstrap samples") };
}
