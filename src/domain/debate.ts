import { z } from "zod";
import { AbstentionReason, Missing } from "./rating.ts";

/** Where a citation points. */
export const CitedIn = z.enum(["source", "output"]);
export type CitedIn = z.infer<typeof CitedIn>;

/** A quoted span of the item. `start` and `end` are null where the quote does not stand there. */
export const Citation = z.strictObject({
  in: CitedIn,
  quote: z.string(),
  start: z.int().nonnegative().nullable(),
  end: z.int().nonnegative().nullable(),
});
export type Citation = z.infer<typeof Citation>;

/** One panelist's word on one dimension: a rating, or an abstention with its reason. */
export const DimensionAssessment = z.strictObject({
  dimension: z.string(),
  rating: z.number().nullable(),
  abstain: AbstentionReason.nullable(),
  rationale: z.string(),
  citations: z.array(Citation),
  confidence: z.number().min(0).max(1).nullable(),
  /** What the token probabilities say of the rating, where they were told: over the scale's values, renormalised. */
  tokens: z.strictObject({ expected: z.number(), confidence: z.number().min(0).max(1) }).optional(),
  /** A rating for which no quote was given that stands where it is said to stand. */
  unsupported: z.literal(true).optional(),
});
export type DimensionAssessment = z.infer<typeof DimensionAssessment>;

/** One panelist's reply on one item in one phase, or why there is none. `reply` is the raw reply's hash. */
export const Assessment = z.union([
  z.strictObject({
    status: z.literal("ok"),
    panelist: z.string(),
    reply: z.string(),
    dimensions: z.array(DimensionAssessment),
  }),
  z.strictObject({
    status: Missing.exclude(["abstained"]),
    panelist: z.string(),
    reply: z.string().optional(),
    message: z.string(),
  }),
]);
export type Assessment = z.infer<typeof Assessment>;

/** One utterance of the discussion, bound to a dimension of the rubric. */
export const Turn = z.strictObject({
  round: z.int().positive(),
  panelist: z.string(),
  dimension: z.string().nullable(),
  text: z.string(),
  citations: z.array(Citation),
  passed: z.boolean(),
  /** The rating that the speaker says it now holds, where it says so. */
  rating: z.number().optional(),
  /** Something was said, and no quote was given that stands where it is said to stand. */
  unsupported: z.literal(true).optional(),
  missing: Missing.exclude(["abstained"]).optional(),
  /** What was said first, where that contradicted the speaker's persona and it was asked once more. */
  first: z
    .strictObject({ text: z.string(), citations: z.array(Citation), contradicts: z.array(z.string()) })
    .optional(),
});
export type Turn = z.infer<typeof Turn>;

/**
 * What happened in one stakeholder group. `final` is empty under the protocol `independent`. Where panelists
 * were asked their last question several times, `samples` holds the further answers in the order drawn, and a
 * panelist's final rating is the mean over its `final` and its `samples`.
 */
export const GroupDebate = z.strictObject({
  stakeholder: z.string(),
  panelists: z.array(z.string()),
  /** Under `gated`: whether the group disagreed enough for a debate. */
  gate: z.enum(["open", "closed"]).optional(),
  initial: z.array(Assessment),
  turns: z.array(Turn),
  final: z.array(Assessment),
  samples: z.array(Assessment).optional(),
});
export type GroupDebate = z.infer<typeof GroupDebate>;

/** What happened in one cell: a line of `debates.jsonl`. */
export const Debate = z.strictObject({
  cell: z.string(),
  item: z.string(),
  arm: z.string(),
  personaSet: z.string().optional(),
  protocol: z.string(),
  model: z.string(),
  framing: z.string(),
  replicate: z.int().nonnegative(),
  groups: z.array(GroupDebate),
  synthesis: z.string().nullable(),
});
export type Debate = z.infer<typeof Debate>;
