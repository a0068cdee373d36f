import type { Assessment, Debate, DimensionAssessment } from "../../domain/debate.ts";
import { framingKind } from "../../domain/framing.ts";
import type { Item } from "../../domain/item.ts";
import { isOnScale, type RubricDimension } from "../../domain/rubric.ts";
import type { TrainingPair } from "../../domain/training-pair.ts";
import { type AssessmentEntry, assessPrompt } from "../../prompts/assess.ts";
import { speakerId } from "../drift/dialogues-of.ts";
import { seatsForItem } from "../passages-for-item.ts";
import { pairOf, type RunToExport } from "./run-to-export.ts";

/** When a panel was wrong, and when it was sure of it. */
export type WrongAndSure = {
  /** Share of the scale by which its mean missed people's, at least. */
  readonly off: number;
  /** Stated confidence, on average, or share of ratings within half a step of its mean, at least. */
  readonly sure: number;
};

type Ok = Extract<Assessment, { status: "ok" }>;

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** People's mean rating, where it was given on the rubric's scale. */
function peoplesMean(item: Item, { id, scale }: RubricDimension): number | null {
  const human = item.human?.[id];
  if (human === undefined || human.scale[0] !== scale.min || human.scale[1] !== scale.max) return null;
  const ratings = human.ratings.filter((rating) => rating !== null);
  return human.mean ?? (ratings.length > 0 ? mean(ratings) : null);
}

function entriesOf(debates: readonly Debate[], dimension: string): readonly DimensionAssessment[] {
  return debates
    .flatMap(({ groups }) => groups.flatMap(({ initial }) => initial))
    .flatMap((assessment) => (assessment.status === "ok" ? assessment.dimensions : []))
    .filter((entry) => entry.dimension === dimension);
}

/**
 * By how much a panel missed people's mean on a dimension, signed, where it was wrong and sure; null where it
 * was not, or where people did not rate. `debates` are all of one panel on one item.
 */
function wrongBy(
  debates: readonly Debate[],
  item: Item,
  dimension: RubricDimension,
  { off, sure }: WrongAndSure,
): number | null {
  const people = peoplesMean(item, dimension);
  const entries = entriesOf(debates, dimension.id);
  const ratings = entries.flatMap(({ rating }) => rating ?? []);
  if (people === null || ratings.length === 0) return null;
  const { scale } = dimension;
  const panel = mean(ratings);
  const missed = panel - people;
  if (Math.abs(missed) < off * (scale.max - scale.min)) return null;
  const halfStep = (scale.step ?? (scale.max - scale.min) / 4) / 2;
  const near = ratings.filter((rating) => Math.abs(rating - panel) <= halfStep).length / ratings.length;
  const stated = entries.flatMap(({ confidence }) => confidence ?? []);
  const isSure = near >= sure || (stated.length > 0 && mean(stated) >= sure);
  return isSure ? missed : null;
}

function entryOf(entry: DimensionAssessment): AssessmentEntry {
  const { dimension, rating, abstain, rationale, citations, confidence } = entry;
  return {
    dimension,
    rating,
    abstain,
    rationale,
    citations: citations.map(({ in: where, quote }) => ({ in: where, quote })),
    confidence,
  };
}

const CANNOT_TELL = "What the texts show does not settle this.";

function abstained(entry: AssessmentEntry): AssessmentEntry {
  return {
    dimension: entry.dimension,
    rating: null,
    abstain: "cannot-tell",
    rationale: CANNOT_TELL,
    citations: [],
    confidence: null,
  };
}

/** Dimensions of an assessment on which this panelist shares in the panel's error. */
function sharedErrors(
  { dimensions }: Ok,
  item: Item,
  errors: ReadonlyMap<RubricDimension, number>,
  { off }: WrongAndSure,
): ReadonlySet<string> {
  const shared = [...errors].filter(([dimension, missed]) => {
    const rating = dimensions.find((entry) => entry.dimension === dimension.id)?.rating;
    const people = peoplesMean(item, dimension);
    if (rating === null || rating === undefined || people === null || !isOnScale(dimension.scale, rating))
      return false;
    const own = rating - people;
    const { min, max } = dimension.scale;
    return Math.sign(own) === Math.sign(missed) && Math.abs(own) >= off * (max - min);
  });
  return new Set(shared.map(([{ id }]) => id));
}

/**
 * Pairs that prefer an abstention to a rating where the panel was wrong and sure: its mean far from people's,
 * its ratings close together or its stated confidence high. The chosen reply abstains on those dimensions
 * alone.
 */
export function abstentionPairs(run: RunToExport, rule: WrongAndSure): readonly TrainingPair[] {
  const { items, panels, rubric, purpose } = run;
  const asked = run.debates.filter(({ framing }) => framingKind(framing) === "wording");
  const byPanel = Map.groupBy(asked, ({ item, arm, personaSet, model }) =>
    JSON.stringify([item, arm, personaSet ?? null, model]),
  );
  const pairs = [...byPanel.values()].flatMap((debates) => {
    const [any] = debates;
    const item = items.find(({ id }) => id === any?.item);
    const panel = panels.find(
      ({ arm, personaSet }) => arm === any?.arm && personaSet === (any.personaSet ?? null),
    );
    if (item === undefined || panel === undefined) return [];
    const errors = new Map(
      rubric.dimensions.flatMap((dimension) => {
        if (dimension.scale.level === "nominal") return [];
        const missed = wrongBy(debates, item, dimension, rule);
        return missed === null ? [] : [[dimension, missed] as const];
      }),
    );
    if (errors.size === 0) return [];
    const seats = seatsForItem(panel.seats, item);
    return debates.flatMap(({ groups, framing, personaSet }) =>
      groups.flatMap(({ initial }) =>
        initial.flatMap((assessment): TrainingPair[] => {
          const seat = seats.find(({ id }) => id === assessment.panelist);
          if (assessment.status !== "ok" || seat === undefined) return [];
          const wrong = sharedErrors(assessment, item, errors, rule);
          if (wrong.size === 0) return [];
          const rejected = assessment.dimensions.map(entryOf);
          const chosen = rejected.map((entry) => (wrong.has(entry.dimension) ? abstained(entry) : entry));
          const { messages } = assessPrompt({ kind: "assess", purpose, item, rubric, seat, framing });
          const rater = speakerId(personaSet, seat.id);
          const about = { kind: "abstention", item: item.id, rater } as const;
          return [pairOf(messages, { assessments: chosen }, { assessments: rejected }, about)];
        }),
      ),
    );
  });
  // Protocols share first words: the same reply to the same prompt is one pair.
  return [...new Map(pairs.map((pair) => [JSON.stringify(pair), pair])).values()];
}
