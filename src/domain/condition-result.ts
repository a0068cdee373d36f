import { z } from "zod";
import { Confidence, Selective } from "./confidence-result.ts";
import { Count } from "./quantities.ts";
import { Generalizability, Signal, Stability } from "./reliability-result.ts";
import { Validity, Wording } from "./validity-result.ts";
import { Condition } from "./verdict.ts";

/**
 * Raw variance components: negative values are kept. With several persona sets in an arm, `rater` and
 * `itemRater` are within a set and what sets differ by is their own; λ takes any two raters of the arm.
 * In the phase `final`, `session` is what one debate shares and `run` is the rest; λ's noise is both.
 */
export const Components = z.strictObject({
  item: z.number().nullable(),
  rater: z.number().nullable(),
  itemRater: z.number().nullable(),
  framing: z.number().optional(),
  itemFraming: z.number().optional(),
  raterFraming: z.number().optional(),
  itemRaterFraming: z.number().optional(),
  personaSet: z.number().optional(),
  itemPersonaSet: z.number().optional(),
  personaSetFraming: z.number().optional(),
  itemPersonaSetFraming: z.number().optional(),
  session: z.number().optional(),
  run: z.number().nullable(),
});
export type Components = z.infer<typeof Components>;

/** What a condition's replies took. */
export const Cost = z.strictObject({
  calls: Count,
  promptTokens: z.number().nullable(),
  completionTokens: z.number().nullable(),
  money: z.number().nullable(),
  perVerdict: z.number().nullable(),
  /** Some provider counted no tokens: they are a quarter of the characters sent and received. */
  estimated: z.literal(true).optional(),
});
export type Cost = z.infer<typeof Cost>;

/** Everything that rows say of one condition and dimension (`*` pools all dimensions). */
export const ConditionResult = z.strictObject({
  condition: Condition,
  dimension: z.string(),
  n: z.strictObject({
    items: Count,
    raters: Count,
    framings: Count,
    replicates: Count,
    ratings: Count,
    missing: z.record(z.string(), Count),
  }),
  components: Components.optional(),
  signal: Signal.optional(),
  generalizability: Generalizability.optional(),
  stability: Stability.optional(),
  wording: Wording.optional(),
  validity: Validity.optional(),
  confidence: Confidence.optional(),
  selective: Selective.optional(),
  cost: Cost.optional(),
});
export type ConditionResult = z.infer<typeof ConditionResult>;
