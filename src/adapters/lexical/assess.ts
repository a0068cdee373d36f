import type { AssessTask } from "../../domain/prompt.ts";
import { deriveSeed, rngFrom } from "../../domain/random.ts";
import type { RubricDimension } from "../../domain/rubric.ts";
import type { AssessmentEntry, AssessmentReply } from "../../prompts/assess.ts";
import { framingNamed, turnedRound } from "../../prompts/framings.ts";
import { dimensionFamily } from "./dimension-family.ts";
import { type Family, isFavourable } from "./families.ts";
import { type Measurement, measure } from "./measure.ts";
import { lowEvidence, rationaleFor } from "./rationale.ts";
import { pointsFor, type Quote } from "./support.ts";
import { toScale } from "./to-scale.ts";

/** Below this trust the measurements of wording are no evidence. */
const LEAST_TRUST = 0.5;

type Abstention = Pick<AssessmentEntry, "rating" | "abstain" | "confidence" | "citations"> & {
  readonly rating: null;
};
const abstention = (abstain: NonNullable<AssessmentEntry["abstain"]>): Abstention => ({
  rating: null,
  abstain,
  confidence: null,
  citations: [],
});

/** What bears a rating out most: a telling sentence and, where it is one of the output, the source's closest to it. */
function citationsFor(family: Family, { view, ratings }: Measurement): readonly Quote[] {
  const [point = []] = pointsFor(view, family, isFavourable(family, ratings[family]));
  return point;
}

/** One dimension's entry: a rating on its scale with what bears it out, or an abstention with its reason. */
export function assessDimension(
  dimension: RubricDimension,
  measurement: Measurement | null,
  seed: number,
): AssessmentEntry {
  const { id, scale } = dimension;
  const family = dimensionFamily(dimension);
  if (measurement === null)
    return {
      dimension: id,
      ...abstention("no-evidence"),
      rationale: "The source or the output holds no words to measure.",
    };
  if (family === null)
    return {
      dimension: id,
      ...abstention("cannot-tell"),
      rationale: `Nothing that text statistics measure is close to "${id}".`,
    };
  const { trust, taken, view, ratings } = measurement;
  const isGated = family !== "relevance" && !(family === "consistency" && taken !== null);
  if (isGated && trust < LEAST_TRUST)
    return { dimension: id, ...abstention("no-evidence"), rationale: lowEvidence(view.pair.quoted) };
  const scaled = toScale(ratings[family], scale, roundingLot(seed, id));
  if (scaled === null)
    return {
      dimension: id,
      ...abstention("cannot-tell"),
      rationale: `The categories of "${id}" have no order to measure along.`,
    };
  return {
    dimension: id,
    rating: scaled.value,
    abstain: null,
    rationale: rationaleFor(id, family, measurement),
    citations: citationsFor(family, measurement),
    confidence: statedConfidence(trust, scaled.odds),
  };
}

/** What a run's seed decides of one dimension's rounding. */
export function roundingLot(seed: number, dimension: string): number {
  return rngFrom(deriveSeed(seed, "rounding", dimension))();
}

/** Chance of the same rating again: that of the same rounding, times .3 to .9 as the trust goes from 0 to 1. */
function statedConfidence(trust: number, odds: number): number {
  return Number(((0.3 + 0.6 * trust) * odds).toFixed(2));
}

/**
 * Rates one item on every dimension of the rubric as the panelist in the seat sees it. It reads no question, so
 * that every framing gets the same answer, given on the scale as the framing has it.
 */
export function assess({ item, rubric, seat, framing }: AssessTask, seed: number): AssessmentReply {
  const measurement = measure(item, seat, seed);
  const { isReversed } = framingNamed(framing);
  return {
    assessments: rubric.dimensions.map((dimension) => {
      const entry = assessDimension(dimension, measurement, seed);
      return entry.rating === null || !isReversed
        ? entry
        : { ...entry, rating: turnedRound(dimension.scale, entry.rating) };
    }),
  };
}
