import { z } from "zod";
import { Estimate } from "./estimate.ts";
import { Count } from "./quantities.ts";

/** How well confidences foretold what came true. `bins` are those of `ece`. */
export const Forecast = z.strictObject({
  brier: Estimate,
  skill: Estimate,
  ece: Estimate,
  auroc: Estimate,
  debiasedEce: Estimate.optional(),
  /** Mean confidence less the share that came true. */
  overconfidence: Estimate.optional(),
  parts: z
    .strictObject({ reliability: z.number(), resolution: z.number(), uncertainty: z.number() })
    .optional(),
  bins: z.array(z.strictObject({ n: Count, forecast: z.number(), outcome: z.number() })).optional(),
});
export type Forecast = z.infer<typeof Forecast>;

/** How well confidences of several kinds foretell what they are about. */
export const Confidence = z.strictObject({
  stated: Forecast.optional(),
  consistency: Forecast.optional(),
  /** The probability of the rating's own token, where the provider told it. */
  tokens: Forecast.optional(),
  /** The same confidences as forecasts that the rating lies within half a step of people's mean. */
  people: z.strictObject({ stated: Forecast.optional(), consistency: Forecast.optional() }).optional(),
  /** By rater: stated confidence less the share of next runs that gave the same answer. */
  gaps: z.array(z.strictObject({ rater: z.string(), gap: Estimate })).optional(),
});
export type Confidence = z.infer<typeof Confidence>;

/** What abstaining where confidence is low does to the risk of the rest. */
export const Selective = z.strictObject({
  aurc: Estimate,
  augrc: Estimate,
  coverageAtRisk: Estimate,
  curve: z.array(z.tuple([z.number(), z.number()])),
  thresholdFrom: z.string(),
  /** The source groups of that half, where they are few enough to be listed; the threshold was tried on the others. */
  calibratedOn: z.array(z.string()).optional(),
  /** What the threshold does to the items on which it was not chosen; null where it accepts none. */
  atRisk: z
    .strictObject({
      target: z.number(),
      threshold: z.number().nullable(),
      accepted: Count,
      risk: z.number().nullable(),
      upper: z.number().nullable(),
    })
    .optional(),
});
export type Selective = z.infer<typeof Selective>;
