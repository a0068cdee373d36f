import type { Interval } from "./percentile-interval.ts";

export type ValidityLabel =
  | "genuine"
  | "constructed"
  | "non-attitude"
  | "artifact"
  | "unusable"
  | "undetermined";

/** An estimate with the interval that decides on a difference, and the narrower one that decides on equivalence. */
export type Tested = {
  readonly value: number;
  /** 95 %, together over all that is compared at once. */
  readonly interval: Interval;
  /** 90 %: inside ±δ means that both one-sided 5 % tests reject a difference of δ (TOST). */
  readonly equivalence: Interval;
};

/** What decides on a label; null or empty where it was not asked or cannot be told. */
export type ValidityEvidence = {
  readonly items: number;
  /** Share of replies that were malformed, refused or failed. */
  readonly accidents: number;
  /** The largest share of items that got one and the same answer. */
  readonly sameAnswer: number | null;
  readonly runStability: Tested | null;
  readonly wordingShift: Tested | null;
  /** One contrast for each pair of frames; the same of option orders. */
  readonly frames: readonly Tested[];
  readonly orders: readonly Tested[];
  /** Share of answers that chose no opinion where it was offered. */
  readonly noOpinion: number | null;
  readonly acquiescence: Tested | null;
};

/** δ, the smallest shift that matters (half a scale step), and the scale's middle. */
export type ValidityScale = { readonly delta: number; readonly midpoint: number | null };

export type LabelRule = {
  /** Below this many items a label is not given; item labels, which are tentative, take 1. */
  readonly fewestItems: number;
};

const MOST_ACCIDENTS = 0.1;
const STRAIGHT_LINE = 0.9;
const UNSTABLE = 0.5;
const STABLE = 0.7;
const MOST_NO_OPINION = 0.5;

/**
 * What kind of answer a rater gives, by the first rule that holds: unusable, artifact, non-attitude,
 * constructed, genuine, else undetermined (after Ghafouri et al., arXiv 2604.03238; Converse 1964;
 * Krosnick 1991). Only the first three and `constructed` follow from a difference shown, and `genuine` only
 * from equivalence shown in wordings, frames and orders; absence of evidence is undetermined. Says with
 * the label what would change it.
 *
 * @example validityLabel(evidence, { delta: 0.5, midpoint: 3 }, { fewestItems: 20 }).label
 */
export function validityLabel(
  evidence: ValidityEvidence,
  scale: ValidityScale,
  rule: LabelRule,
): { readonly label: ValidityLabel; readonly wouldChange: string } {
  if (evidence.accidents > MOST_ACCIDENTS)
    return {
      label: "unusable",
      wouldChange: `at most ${percent(MOST_ACCIDENTS)} of replies malformed, refused or failed; now ${percent(evidence.accidents)}`,
    };
  if (evidence.items < rule.fewestItems)
    return {
      label: "undetermined",
      wouldChange: `at least ${rule.fewestItems} items; now ${evidence.items}`,
    };
  return (
    artifact(evidence, scale) ??
    nonAttitude(evidence) ??
    constructed(evidence, scale) ??
    genuineOrNot(evidence, scale)
  );
}

type Labelled = { readonly label: ValidityLabel; readonly wouldChange: string };

function artifact(evidence: ValidityEvidence, { delta, midpoint }: ValidityScale): Labelled | null {
  // A value beyond δ with an interval that reaches within would be a coin's toss where the shift is δ.
  const order = evidence.orders.find(({ interval }) => liesBeyond(interval, delta));
  if (order !== undefined)
    return {
      label: "artifact",
      wouldChange: `the same answers in every option order: they shift by ${shown(order.value)}, and ${shown(delta)} matters`,
    };
  const { acquiescence, sameAnswer } = evidence;
  if (acquiescence !== null && midpoint !== null && acquiescence.interval.low > midpoint + delta)
    return {
      label: "artifact",
      wouldChange: `disagreement with the negation of what is agreed to: mean agreement with both is ${shown(acquiescence.value)}, the middle ${shown(midpoint)}`,
    };
  if (sameAnswer !== null && sameAnswer > STRAIGHT_LINE)
    return {
      label: "artifact",
      wouldChange: `items on which other answers are due, answered otherwise: ${percent(sameAnswer)} got one and the same answer`,
    };
  return null;
}

function nonAttitude({ runStability, noOpinion }: ValidityEvidence): Labelled | null {
  if (runStability !== null && runStability.interval.high < UNSTABLE)
    return {
      label: "non-attitude",
      wouldChange: `answers that repeat when asked again: run stability is at most ${shown(runStability.interval.high)} of 1, half is needed`,
    };
  if (noOpinion !== null && noOpinion >= MOST_NO_OPINION)
    return {
      label: "non-attitude",
      wouldChange: `an opinion in most cases where none is needed: ${percent(noOpinion)} chose to have none`,
    };
  return null;
}

function constructed(evidence: ValidityEvidence, { delta }: ValidityScale): Labelled | null {
  const { runStability, wordingShift, frames } = evidence;
  if (runStability === null || runStability.interval.low <= UNSTABLE) return null;
  const frame = frames.find(({ interval }) => liesBeyond(interval, delta));
  if (frame !== undefined)
    return {
      label: "constructed",
      wouldChange: `the same answers in every frame: they shift by ${shown(frame.value)}, and ${shown(delta)} matters`,
    };
  if (wordingShift !== null && wordingShift.interval.low > shiftVariance(delta))
    return {
      label: "constructed",
      wouldChange: `the same answers in every wording: wording adds a variance of ${shown(wordingShift.value)}, and ${shown(shiftVariance(delta))} matters`,
    };
  return null;
}

function genuineOrNot(evidence: ValidityEvidence, { delta }: ValidityScale): Labelled {
  const { runStability, wordingShift, frames, orders } = evidence;
  const open = [
    stability(runStability),
    equivalence("wordings", wordingShift === null ? [] : [wordingShift], shiftVariance(delta)),
    equivalence("frames", frames, delta),
    equivalence("option orders", orders, delta),
  ].filter((each) => each !== null);
  return open.length === 0
    ? {
        label: "genuine",
        wouldChange: `a shift of more than ${shown(delta)} in another wording, frame or option order`,
      }
    : { label: "undetermined", wouldChange: open.join("; ") };
}

function stability(tested: Tested | null): string | null {
  if (tested === null) return "two runs in one wording, and answers that vary over items";
  return tested.interval.low > STABLE
    ? null
    : `more runs or items: run stability lies between ${shown(tested.interval.low)} and ${shown(tested.interval.high)}, and must clear ${STABLE}`;
}

function equivalence(of: string, tested: readonly Tested[], bound: number): string | null {
  if (tested.length === 0) return `two ${of}`;
  const open = tested.find(({ equivalence: { low, high } }) => low <= -bound || high >= bound);
  return open === undefined
    ? null
    : `more runs or items: the shift between ${of} lies between ${shown(open.equivalence.low)} and ${shown(open.equivalence.high)}, and must stay within ${shown(bound)}`;
}

/** The variance that a shift of δ between two wordings makes: half its square. */
function shiftVariance(delta: number): number {
  return delta ** 2 / 2;
}

function liesBeyond({ low, high }: Interval, bound: number): boolean {
  return low > bound || high < -bound;
}

function shown(value: number): string {
  return String(Number(value.toFixed(2)));
}

function percent(share: number): string {
  return `${Number((100 * share).toFixed(1))} %`;
}
