import { z } from "zod";
import { Estimate } from "./estimate.ts";
import { Count } from "./quantities.ts";
import { Condition } from "./verdict.ts";

/** Of what a correlation is taken. */
export const CorrelationLevel = z.enum(["sample", "summary", "system"]);

export const CorrelationMeasure = z.enum(["pearson", "spearman", "kendall"]);

/** How a panel's values go with people's. */
export const Agreement = z.strictObject({
  condition: Condition,
  dimension: z.string(),
  level: CorrelationLevel,
  measure: CorrelationMeasure,
  estimate: Estimate,
  groupsLeftOut: Count,
  ceiling: Estimate.optional(),
  flag: z.string().optional(),
});
export type Agreement = z.infer<typeof Agreement>;

/** Whether a panel may stand in for one of the people. */
export const AlternativeAnnotator = z.strictObject({
  condition: Condition,
  dimension: z.string(),
  epsilon: z.number(),
  winningRate: z.number().nullable(),
  advantageProbability: z.number().nullable(),
  passed: z.boolean().nullable(),
  reason: z.string().optional(),
});
export type AlternativeAnnotator = z.infer<typeof AlternativeAnnotator>;

/** How near the spread of a panel's votes comes to the spread of people's. */
export const Distribution = z.strictObject({
  condition: Condition,
  dimension: z.string(),
  jensenShannon: Estimate,
  entropyCorrelation: Estimate,
  shuffledBaseline: Estimate,
  marginalBaseline: Estimate.optional(),
  shuffledEntropyBaseline: Estimate.optional(),
  gain: Estimate.optional(),
  /** Share of shuffles of persona labels that come at least as near to people's votes. */
  shuffledP: z.number().nullable().optional(),
  beatsBaselines: z.boolean().optional(),
});
export type Distribution = z.infer<typeof Distribution>;
