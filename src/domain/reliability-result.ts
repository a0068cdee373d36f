import { z } from "zod";
import { Estimate } from "./estimate.ts";
import { Count } from "./quantities.ts";

export const SignalVerdict = z.enum(["signal", "noise", "undetermined"]);
export type SignalVerdict = z.infer<typeof SignalVerdict>;

const LambdaOfMetric = z.strictObject({
  metric: z.enum(["interval", "ordinal", "nominal"]),
  lambda: Estimate,
});

/** Whether a condition's ratings carry more than the model's own noise. */
export const Signal = z.strictObject({
  lambda: Estimate,
  verdict: SignalVerdict,
  permutationP: z.number().nullable(),
  sensitivity: LambdaOfMetric.optional(),
  /** λ in every metric, the main one first: which of them decided was declared beforehand. */
  metrics: z.array(LambdaOfMetric).optional(),
  /** Where λ is not one of initial ratings, what it is of. */
  label: z.string().optional(),
  alarm: z.string().optional(),
});
export type Signal = z.infer<typeof Signal>;

/** What another design would reach, and what it would take. */
export const PlanRow = z.strictObject({
  raters: Count,
  replicates: Count,
  framings: Count,
  relative: z.number(),
  dependability: z.number(),
  calls: Count,
  tokens: z.number().nullable(),
  money: z.number().nullable(),
});
export type PlanRow = z.infer<typeof PlanRow>;

/** What a panel's mean generalizes to, and what other designs would reach. */
export const Generalizability = z.strictObject({
  relative: Estimate,
  dependability: Estimate,
  persona: z.strictObject({ relative: Estimate, dependability: Estimate }).optional(),
  cell: Estimate.optional(),
  plan: z.array(PlanRow),
  cheapest: z.int().nullable().optional(),
  /** The dependability that the cheapest design must reach. */
  target: z.number().optional(),
  detectable: z.number().nullable().optional(),
});
export type Generalizability = z.infer<typeof Generalizability>;

/** An intraclass correlation, which says little without its full name. */
export const NamedIcc = z.strictObject({
  model: z.enum(["oneway", "twoway-random", "twoway-mixed"]),
  type: z.enum(["agreement", "consistency"]),
  unit: z.enum(["single", "average"]),
  estimate: Estimate,
});
export type NamedIcc = z.infer<typeof NamedIcc>;

/** How alike ratings are from run to run and from panelist to panelist. */
export const Stability = z.strictObject({
  alphaRun: Estimate,
  alphaPanel: Estimate,
  alphas: z
    .array(
      z.strictObject({
        of: z.enum(["run", "panel"]),
        level: z.enum(["nominal", "ordinal", "interval"]),
        estimate: Estimate,
      }),
    )
    .optional(),
  icc: z.array(NamedIcc),
  rankStability: Estimate.optional(),
});
export type Stability = z.infer<typeof Stability>;
