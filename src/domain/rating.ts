import { z } from "zod";
import { RatingNumber } from "./rating-number.ts";
import { DimensionId } from "./rubric.ts";

/** Why a rating is absent. Only `abstained` is an answer; the others are accidents. */
export const Missing = z.enum(["abstained", "malformed", "refused", "failed"]);
export type Missing = z.infer<typeof Missing>;

export const AbstentionReason = z.enum(["no-evidence", "outside-remit", "cannot-tell"]);
export type AbstentionReason = z.infer<typeof AbstentionReason>;

export const RatedPhase = z.enum(["initial", "final"]);
export type RatedPhase = z.infer<typeof RatedPhase>;

/** One number on one dimension by one rater, or the reason for its absence: a line of `ratings.jsonl`. */
export const Rating = z
  .strictObject({
    item: z.string().min(1),
    dimension: DimensionId,
    arm: z.string().min(1),
    rater: z.string().min(1),
    value: RatingNumber.nullable(),
    missing: Missing.optional(),
    reason: AbstentionReason.optional(),
    personaSet: z.string().optional(),
    stakeholder: z.string().optional(),
    protocol: z.string().optional(),
    model: z.string().optional(),
    framing: z.string().default("plain"),
    replicate: z.int().nonnegative().default(0),
    phase: RatedPhase.default("initial"),
    confidence: z.number().min(0).max(1).optional(),
    group: z.string().optional(),
    system: z.string().optional(),
    scale: z.tuple([RatingNumber, RatingNumber]).optional(),
    reply: z
      .string()
      .regex(/^[0-9a-f]{16}$/)
      .optional(),
  })
  .refine((row) => (row.value === null) === (row.missing !== undefined), {
    message: "`missing` stands exactly where `value` is null",
    path: ["missing"],
  })
  .refine(
    (row) =>
      row.value === null ||
      row.scale === undefined ||
      (row.value >= row.scale[0] && row.value <= row.scale[1]),
    { message: "`value` lies off its `scale`", path: ["value"] },
  );
export type Rating = z.infer<typeof Rating>;

/** The arm that is kept for people: its raters are annotators. */
export const HUMAN_ARM = "human";

/** What makes a rating row unique, as one string. */
export function ratingKey(row: Rating): string {
  return JSON.stringify([
    row.item,
    row.dimension,
    row.arm,
    row.rater,
    row.personaSet ?? null,
    row.protocol ?? null,
    row.model ?? null,
    row.framing,
    row.replicate,
    row.phase,
  ]);
}
