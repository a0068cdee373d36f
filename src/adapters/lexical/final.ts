import type { Citation } from "../../domain/debate.ts";
import type { FinalTask } from "../../domain/prompt.ts";
import type { RubricDimension } from "../../domain/rubric.ts";
import type { AssessmentEntry, AssessmentReply } from "../../prompts/assess.ts";
import { assessDimension, roundingLot } from "./assess.ts";
import { dimensionFamily } from "./dimension-family.ts";
import type { Family } from "./families.ts";
import { type Measurement, measure } from "./measure.ts";
import { quotesIn } from "./quotes-in.ts";
import { outputSupport, type Quote } from "./support.ts";
import { fromScale, toScale } from "./to-scale.ts";
import type { View } from "./view.ts";

/** How far cited evidence moves a rating at most, and what a full departure of its support is worth, in points of 1-5. */
const FARTHEST_MOVE = 0.6;
const MOVE_PER_SUPPORT = 1.2;

/** What the others cited on a dimension, in their assessments or in the discussion, and this panelist did not. */
function citedByOthers(task: FinalTask, dimension: string, { pair }: View): readonly Quote[] {
  const own = task.own.panelist;
  const citationsOf = (assessment: FinalTask["own"]): readonly Citation[] =>
    assessment.status !== "ok"
      ? []
      : assessment.dimensions
          .filter((entry) => entry.dimension === dimension)
          .flatMap((entry) => entry.citations);
  const known = new Set(citationsOf(task.own).map(({ quote }) => quote));
  const standing = task.standings
    .filter((other) => other.panelist !== own)
    .flatMap((other) => citationsOf(other.assessment))
    .filter(({ start }) => start !== null);
  const said = task.transcript
    .filter((turn) => turn.panelist !== own && turn.dimension === dimension)
    .flatMap((turn) => quotesIn(turn.text, pair));
  const cited = new Map([...standing, ...said].map(({ in: where, quote }) => [quote, { in: where, quote }]));
  return [...cited.values()].filter(({ quote }) => !known.has(quote));
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);

/**
 * How much better (or, negative, worse) a cited sentence is borne out than the rest of its text: one of the output by
 * the source or, for relevance, one of the source by the output. Null where the quote is no such sentence.
 */
function weightOf(view: View, family: Family, { quote }: Quote): number | null {
  const isAboutSource = family === "relevance";
  const sentences = isAboutSource ? view.pair.source.sentences : view.pair.output;
  const support = isAboutSource ? [...view.covered] : outputSupport(view, family);
  const value = support[sentences.findIndex(({ text }) => text.includes(quote) || quote.includes(text))];
  return value === undefined ? null : value - mean(support);
}

type Hearing = { readonly task: FinalTask; readonly measurement: Measurement; readonly seed: number };

function lastWord(
  { task, measurement, seed }: Hearing,
  dimension: RubricDimension,
  initial: AssessmentEntry,
): AssessmentEntry {
  const family = dimensionFamily(dimension);
  if (initial.rating === null || family === null) return initial;
  const weighed = citedByOthers(task, dimension.id, measurement.view).flatMap((cited) => {
    const weight = weightOf(measurement.view, family, cited);
    return weight === null ? [] : [{ cited, weight }];
  });
  if (weighed.length === 0)
    return { ...initial, rationale: `Nothing was cited that it had not seen. ${initial.rationale}` };
  const balance = mean(weighed.map(({ weight }) => weight));
  const move = Math.min(FARTHEST_MOVE, Math.max(-FARTHEST_MOVE, MOVE_PER_SUPPORT * balance));
  const moved = Math.min(5, Math.max(1, fromScale(initial.rating, dimension.scale) + move));
  const rating = toScale(moved, dimension.scale, roundingLot(seed, dimension.id))?.value ?? initial.rating;
  const strongest = weighed.reduce((best, next) =>
    next.weight * balance > best.weight * balance ? next : best,
  );
  const direction = balance < 0 ? "worse" : "better";
  const held = rating === initial.rating ? ", which is not enough to move" : "";
  return {
    ...initial,
    rating,
    rationale: `What the others cited is ${direction} borne out than the rest of the text (${balance.toFixed(3)})${held}. ${initial.rationale}`,
    citations: [...initial.citations, strongest.cited],
  };
}

/** The panelist's own first entry for a dimension; undefined where its first reply failed. */
function ownEntry(own: FinalTask["own"], dimension: string): AssessmentEntry | undefined {
  if (own.status !== "ok") return undefined;
  const entry = own.dimensions.find((candidate) => candidate.dimension === dimension);
  return (
    entry && { ...entry, citations: entry.citations.map(({ in: where, quote }) => ({ in: where, quote })) }
  );
}

/**
 * Rates again after a discussion: each first rating moves toward the evidence that others cited, up where the cited
 * spans are better borne out than the rest and down where they are worse, by .6 points of a 1-5 scale at most.
 * How many hold which opinion does not matter. An abstention stands.
 */
export function assessFinally(task: FinalTask, seed: number): AssessmentReply {
  const measurement = measure(task.item, task.seat, seed);
  return {
    assessments: task.rubric.dimensions.map((dimension) => {
      const initial = ownEntry(task.own, dimension.id) ?? assessDimension(dimension, measurement, seed);
      return measurement === null ? initial : lastWord({ task, measurement, seed }, dimension, initial);
    }),
  };
}
