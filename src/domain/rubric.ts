import { z } from "zod";
import { RatingNumber } from "./rating-number.ts";

/** Level of measurement; `probability` is a forecast between 0 and 1. */
export const Level = z.enum(["ordinal", "interval", "nominal", "probability"]);
export type Level = z.infer<typeof Level>;

/** The name under which results pool all dimensions. */
export const POOLED = "*";
export const NOT_POOLED = `"${POOLED}" is the name of all dimensions together; call the dimension something else`;

/** What a dimension is known by. */
export const DimensionId = z
  .string()
  .min(1)
  .refine((id) => id !== POOLED, { message: NOT_POOLED });

/** Whether a number of steps is a whole one, but for what floating point adds. */
const isWhole = (steps: number): boolean =>
  Math.round(steps) > 0 && Math.abs(steps - Math.round(steps)) < 1e-9 * Math.max(1, steps);

/** Bounds of a rating. Without `step` every number within the bounds is a legal rating. */
export const Scale = z
  .strictObject({
    min: RatingNumber,
    max: RatingNumber,
    step: z.number().positive().optional(),
    level: Level.default("ordinal"),
    anchors: z.record(z.string(), z.string()).optional(),
  })
  .refine((scale) => scale.min < scale.max, { message: "min must be below max" })
  .refine(({ min, max, step }) => step === undefined || isWhole((max - min) / step), {
    path: ["step"],
    message:
      "does not divide the range from min to max; give one that does, or none where every number may be given",
  });
export type Scale = z.infer<typeof Scale>;

/** One thing judged, with its scale. */
export const RubricDimension = z.strictObject({
  id: DimensionId,
  definition: z.string(),
  scale: Scale,
});
export type RubricDimension = z.infer<typeof RubricDimension>;

/** The dimensions that every panelist rates. */
export const Rubric = z
  .strictObject({ dimensions: z.array(RubricDimension).min(1) })
  .refine((rubric) => new Set(rubric.dimensions.map((d) => d.id)).size === rubric.dimensions.length, {
    message: "dimension ids must be unique",
  });
export type Rubric = z.infer<typeof Rubric>;

const MAX_LISTED = 21;

/**
 * The legal ratings of a scale in ascending order, or null where they are too many to list
 * (no step, or more than 21 of them).
 *
 * @example scaleValues({ min: 1, max: 5, step: 1, level: "ordinal" }) // [1, 2, 3, 4, 5]
 */
export function scaleValues(scale: Scale): readonly number[] | null {
  const known = listed.get(scale);
  if (known !== undefined) return known;
  const values = listValues(scale);
  listed.set(scale, values);
  return values;
}

/** A scale serves thousands of requests and replies: its values are listed once. */
const listed = new WeakMap<Scale, readonly number[] | null>();

function listValues(scale: Scale): readonly number[] | null {
  if (scale.step === undefined) return null;
  const count = Math.floor((scale.max - scale.min) / scale.step + 1e-9) + 1;
  if (count > MAX_LISTED) return null;
  const { min, step } = scale;
  return Array.from({ length: count }, (_, index) => Number((min + index * step).toPrecision(12)));
}

/**
 * Whether a number is a legal rating: within the bounds and, where the scale's values are few enough to
 * be listed to whoever rates, one of them.
 */
export function isOnScale(scale: Scale, value: number): boolean {
  if (!Number.isFinite(value) || value < scale.min || value > scale.max) return false;
  if (scale.step === undefined || scaleValues(scale) === null) return true;
  const steps = (value - scale.min) / scale.step;
  return Math.abs(steps - Math.round(steps)) < 1e-6;
}
