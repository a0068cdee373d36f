import { z } from "zod";
import { Comparison, SystemComparison, SystemMean } from "./comparison-result.ts";
import { ConditionResult } from "./condition-result.ts";
import { Forecast } from "./confidence-result.ts";
import { Accuracy, Aggregation, DebateEffect, Efficiency, Support } from "./debate-result.ts";
import { Drift } from "./drift.ts";
import { Estimate } from "./estimate.ts";
import { Knowledge, Probe } from "./knowledge.ts";
import {
  Agreement,
  AlternativeAnnotator,
  CorrelationLevel,
  CorrelationMeasure,
  Distribution,
} from "./people-result.ts";
import { Count } from "./quantities.ts";
import { SignalVerdict } from "./reliability-result.ts";
import { Condition } from "./verdict.ts";

/** Whether a persona set made again reaches the same verdicts: over the pairs of an arm's sets. */
export const SetReproducibility = z.strictObject({
  condition: Condition,
  dimension: z.string(),
  sets: Count,
  correlation: Estimate,
  meanAbsoluteDifference: Estimate,
});
export type SetReproducibility = z.infer<typeof SetReproducibility>;

/** The same panels on each kind of item, where a study judges more than one: conditions side by side. */
export const Transfer = z.strictObject({
  kind: z.string(),
  condition: Condition,
  dimension: z.string(),
  items: Count,
  lambda: Estimate,
  verdict: SignalVerdict,
  stability: z.strictObject({ alphaRun: Estimate, alphaPanel: Estimate }),
  agreement: z
    .array(
      z.strictObject({
        level: CorrelationLevel,
        measure: CorrelationMeasure,
        estimate: Estimate,
      }),
    )
    .optional(),
});
export type Transfer = z.infer<typeof Transfer>;

/** The panel's probabilities held against what came true. */
export const OutcomeForecast = z.strictObject({
  condition: Condition,
  dimension: z.string(),
  items: Count,
  /** Items whose outcome is known and that the panel gave no probability. */
  notForecast: Count,
  scores: Forecast,
  /** The same of what the probabilities of the ratings' tokens expect, where a provider told them. */
  tokens: z.strictObject({ items: Count, scores: Forecast }).optional(),
});
export type OutcomeForecast = z.infer<typeof OutcomeForecast>;

/** `result.json`. A part that was not computed is absent, never empty. */
export const StudyResult = z.strictObject({
  version: z.literal(1),
  conditions: z.array(ConditionResult),
  systems: z.array(SystemMean).optional(),
  systemComparisons: z.array(SystemComparison).optional(),
  comparisons: z.array(Comparison).optional(),
  agreement: z.array(Agreement).optional(),
  alternativeAnnotator: z.array(AlternativeAnnotator).optional(),
  distribution: z.array(Distribution).optional(),
  /** What each protocol with a second phase did to the ratings. */
  debate: z.array(DebateEffect).optional(),
  /** What ratings without a verified quote weigh in the verdicts. */
  support: z.array(Support).optional(),
  /** The plain mean beside weights learned from people. */
  aggregation: z.array(Aggregation).optional(),
  /** How near each panel comes to people, and what that took. */
  accuracy: z.array(Accuracy).optional(),
  efficiency: z.array(Efficiency).optional(),
  drift: z.array(Drift).optional(),
  /** The closed-book questions one by one. */
  probes: z.array(Probe).optional(),
  sets: z.array(SetReproducibility).optional(),
  /** What persona sets know of their documents. */
  knowledge: z.array(Knowledge).optional(),
  transfer: z.array(Transfer).optional(),
  forecast: z.array(OutcomeForecast).optional(),
});
export type StudyResult = z.infer<typeof StudyResult>;
