import type { AssessTask } from "../../domain/prompt.ts";
import { deriveSeed, rngFrom } from "../../domain/random.ts";
import type { RubricDimension } from "../../domain/rubric.ts";
import type { AssessmentEntry, AssessmentReply } from "../../prompts/assess.ts";
import { dimensionFamily } from "./dimension-family.ts";
import { type Family, isFavourable } from "./families.ts";
import { type Measurement, measure } from "./measure.ts";
import { lowEvidence, rationaleFor } from "./rationale.ts";
import { nearestSource, outputBySupport, type Quote, quoteOf, tellingQuotes } from "./support.ts";
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

/** The most telling quote and, where it is a sentence of the output, the source sentence to hold it against. */
function citationsFor(family: Family, measurement: Measurement): readonly Quote[] {
  const { view, ratings } = measurement;
  const favourable = isFavourable(family, ratings[family]);
  const [telling] = tellingQuotes(view, family, favourable);
  const quotes = telling === undefined ? [] : [telling];
  if (family === "relevance") return quotes;
  const [index] = outputBySupport(view, family, favourable);
  const nearest = index === undefined ? undefined : nearestSource(view, index);
  return nearest === undefined ? quotes : [...quotes, quoteOf("source", nearest)];
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
  const rating = toScale(ratings[family], scale, roundingLot(seed, id));
  if (rating === null)
    return {
      dimension: id,
      ...abstention("cannot-tell"),
      rationale: `The categories of "${id}" have no order to measure along.`,
    };
  return {
    dimension: id,
    rating,
    abstain: null,
    rationale: rationaleFor(family, measurement),
    citations: citationsFor(family, measurement),
    confidence: statedConfidence(trust),
  };
}

/** What a run's seed decides of one dimension's rounding. */
export function roundingLot(seed: number, dimension: string): number {
  return rngFrom(deriveSeed(seed, "rounding", dimension))();
}

/** Stated confidence follows the trust: .3 where the output shares no wording with its source, .9 where it does. */
function statedConfidence(trust: number): number {
  return Number((0.3 + 0.6 * trust).toFixed(2));
}

/** Rates one item on every dimension of the rubric as the panelist in the seat sees it. */
export function assess({ item, rubric, seat }: AssessTask, seed: number): AssessmentReply {
  const measurement = measure(item, seat, seed);
  return { assessments: rubric.dimensions.map((dimension) => assessDimension(dimension, measurement, seed)) };
}
