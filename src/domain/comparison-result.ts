import { z } from "zod";
import { Estimate } from "./estimate.ts";
import { Condition } from "./verdict.ts";

/** The mean of one system's items. */
export const SystemMean = z.strictObject({
  condition: Condition,
  dimension: z.string(),
  system: z.string(),
  mean: Estimate,
});
export type SystemMean = z.infer<typeof SystemMean>;

/** Two systems under the same panel, item by item. */
export const SystemComparison = z.strictObject({
  a: z.string(),
  b: z.string(),
  condition: Condition,
  dimension: z.string(),
  difference: Estimate,
  holmP: z.number().nullable(),
});
export type SystemComparison = z.infer<typeof SystemComparison>;

/** Two conditions held against each other in one measure. */
export const Comparison = z.strictObject({
  a: Condition,
  b: Condition,
  dimension: z.string(),
  measure: z.string(),
  difference: Estimate,
  holmP: z.number().nullable(),
  note: z.string().optional(),
});
export type Comparison = z.infer<typeof Comparison>;
