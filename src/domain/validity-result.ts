import { z } from "zod";
import { Estimate } from "./estimate.ts";
import { Count } from "./quantities.ts";

export const ValidityLabel = z.enum([
  "genuine",
  "constructed",
  "non-attitude",
  "artifact",
  "unusable",
  "undetermined",
]);
export type ValidityLabel = z.infer<typeof ValidityLabel>;

/** How far the wording of the question moves the answers, beyond their own noise. */
export const Wording = z.strictObject({
  pss: Estimate,
  excess: Estimate,
  normalised: Estimate,
  withConfidence: Estimate,
});
export type Wording = z.infer<typeof Wording>;

/** How many raters earned each label, and what follows for the verdicts. */
export const Validity = z.strictObject({
  genuine: Count,
  constructed: Count,
  nonAttitude: Count,
  artifact: Count,
  unusable: Count,
  undetermined: Count,
  labels: z.array(
    z.strictObject({
      rater: z.string(),
      item: z.string().optional(),
      label: ValidityLabel,
      statistics: z.record(z.string(), Estimate),
      wouldChange: z.string(),
    }),
  ),
  /** Share of items whose verdict changes when raters labelled unusable, artifact or non-attitude are left out. */
  flipRate: Estimate,
  /** Converse's share of answers given at random, the rest being perfectly stable. */
  blackAndWhite: Estimate.optional(),
  /** Variance of rater × form of the question over that of raters; raters' means compare where it is small. */
  invariance: Estimate.optional(),
  without: z.strictObject({ mean: Estimate, lambda: Estimate }).optional(),
  with: z.strictObject({ mean: Estimate, lambda: Estimate }).optional(),
});
export type Validity = z.infer<typeof Validity>;
