import { z } from "zod";
import { CitedIn } from "./debate.ts";

/** A compared condition. A human condition has an arm alone. */
export const Condition = z.strictObject({
  arm: z.string(),
  protocol: z.string().optional(),
  model: z.string().optional(),
  phase: z.enum(["initial", "final"]).optional(),
});
export type Condition = z.infer<typeof Condition>;

/** The panel's outcome for an item and a dimension, or the panel's abstention: a line of `verdicts.jsonl`. */
export const Verdict = z.strictObject({
  item: z.string(),
  dimension: z.string(),
  condition: Condition,
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  level: z.number(),
  n: z.strictObject({
    panelists: z.int().nonnegative(),
    replicates: z.int().nonnegative(),
    abstained: z.int().nonnegative(),
    failed: z.int().nonnegative(),
  }),
  /** The panel's value before discussion; null where there was none or nobody rated. */
  before: z.number().nullable(),
  evidence: z.array(
    z.strictObject({
      persona: z.string(),
      document: z.string(),
      page: z.int().positive().nullable(),
      quote: z.string(),
    }),
  ),
  cited: z.array(z.strictObject({ in: CitedIn, start: z.int().nonnegative(), end: z.int().nonnegative() })),
  /** Ratings that came without a quote that stands in the item, and the value without them. */
  unsupported: z.strictObject({ ratings: z.int().positive(), without: z.number().nullable() }).optional(),
  abstained: z.string().optional(),
  method: z.string(),
});
export type Verdict = z.infer<typeof Verdict>;
