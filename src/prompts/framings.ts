import { InputError } from "../domain/errors.ts";
import { type Rubric, type RubricDimension, type Scale, scaleValues } from "../domain/rubric.ts";

/** Version of the texts below: raised with any change to one of them, and recorded with every run. */
export const FRAMINGS_VERSION = 1;

/** A way of asking for the same ratings: the question, and how the scale is shown and read. */
export type Framing = {
  readonly question: string;
  /**
   * Whether the highest rating stands for the rubric's lowest: the scale's anchors are turned round with it.
   */
  readonly isReversed: boolean;
  /** Whether answers are turned back to the rubric's direction when they are read. */
  readonly isRecoded: boolean;
  /** Whether the scale's options are listed from the highest down. */
  readonly isDescending: boolean;
};

const asked = (question: string, how: Partial<Omit<Framing, "question">> = {}): Framing => ({
  question,
  isReversed: false,
  isRecoded: false,
  isDescending: false,
  ...how,
});

const PLAIN = "Rate the output against the source on every dimension listed above.";

/**
 * Every framing by its name (see `domain/framing.ts` for the kinds). Each names the same output, source and
 * dimensions, and none names a number: the options stand in the list of dimensions and in the reply's schema.
 */
export const FRAMINGS: Readonly<Record<string, Framing>> = {
  plain: asked(PLAIN),
  request: asked(
    "Please give your rating of the output, held against the source, for every dimension listed above.",
  ),
  question: asked("How do you rate the output, given the source, on every dimension listed above?"),
  "frame:gain": asked(
    "Rate on every dimension listed above how much the output, held against the source, gets right. The highest " +
      "rating says that nothing is left to be wished for, the lowest that nothing is right.",
  ),
  "frame:loss": asked(
    "Rate on every dimension listed above how much the output, held against the source, gets wrong. The highest " +
      "rating says that nothing is right, the lowest that nothing is left to be wished for.",
    { isReversed: true, isRecoded: true },
  ),
  "order:descending": asked(PLAIN, { isDescending: true }),
  "no-opinion": asked(
    `${PLAIN} If you have no opinion on one of them, say so: set its rating to null and abstain to "cannot-tell". ` +
      "To have none is as good an answer as a rating.",
  ),
  negated: asked(
    "Rate on every dimension listed above how far it is true of the output, held against the source, that it does " +
      "not do well. The highest rating says that this is wholly true, the lowest that it is not true at all.",
    { isReversed: true },
  ),
};

/** The named framing. Throws an `InputError` for a name that is none. */
export function framingNamed(name: string): Framing {
  const framing = Object.hasOwn(FRAMINGS, name) ? FRAMINGS[name] : undefined;
  if (framing === undefined)
    throw new InputError(
      "unknown-framing",
      `framings: there is no framing "${name}"; use some of ${Object.keys(FRAMINGS).join(", ")}, or "battery" for all`,
    );
  return framing;
}

/** The question in the named framing. */
export function framingText(name: string): string {
  return framingNamed(name).question;
}

/**
 * A rating on the scale turned round: the highest for the lowest. Labels without an order stay as they are.
 *
 * @example turnedRound({ min: 1, max: 5, step: 1, level: "ordinal" }, 4) // 2
 */
export function turnedRound(scale: Scale, rating: number): number {
  if (scale.level === "nominal") return rating;
  const highest = scaleValues(scale)?.at(-1) ?? scale.max;
  return Number((scale.min + highest - rating).toPrecision(12));
}

function turnedDimension(dimension: RubricDimension): RubricDimension {
  const { scale } = dimension;
  if (scale.anchors === undefined || scale.level === "nominal") return dimension;
  const anchors = Object.entries(scale.anchors).map(([value, meaning]) => [
    String(turnedRound(scale, Number(value))),
    meaning,
  ]);
  return { ...dimension, scale: { ...scale, anchors: Object.fromEntries(anchors) } };
}

/** The rubric as a framing shows it: anchors move with a scale that is turned round. */
export function framedRubric(rubric: Rubric, { isReversed }: Framing): Rubric {
  return isReversed ? { dimensions: rubric.dimensions.map(turnedDimension) } : rubric;
}
