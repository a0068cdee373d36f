import { z } from "zod";
import { Estimate } from "./estimate.ts";
import { Count } from "./quantities.ts";
import { Condition } from "./verdict.ts";

const BeforeAndAfter = z.strictObject({ before: Estimate, after: Estimate, change: Estimate });
/** The same change with the 90 % interval by which equivalence to 0 is judged: two one-sided tests at 5 %. */
const Equivalence = Estimate;

/**
 * How far listeners went over to another's rating: 0 not at all, 1 all the way. `retest` is what the same
 * panelists, asked alone in another run, seem to have gone by chance: only what exceeds it is conformity.
 */
const Pull = z.strictObject({ pull: Estimate, retest: Estimate });

/** What a protocol with a second phase did to a panel's ratings; `unit` says what its numbers are counted in. */
export const DebateEffect = z.strictObject({
  condition: Condition,
  dimension: z.string(),
  verdict: z.enum(["helped", "harmed", "conformity-only", "undetermined"]),
  /** Points of the scale, or steps where dimensions on unlike scales are pooled; and what a step is, in these. */
  unit: z.enum(["points", "steps"]),
  step: z.number().positive(),
  /** From alone to the end, with and without sign; and of that in the discussion and in the last word. */
  shift: z.strictObject({
    mean: Estimate,
    absolute: Estimate,
    discussion: Estimate,
    lastWord: Estimate,
    /** Mean product of two panelists' moves on an item: 0 where each moves by itself, above 0 where they moved together. */
    together: Estimate,
  }),
  conformity: z.strictObject({
    firstSpeaker: Pull,
    majority: Pull,
    variance: BeforeAndAfter,
    /** How far panelists ended from keeping their first rating or joining the group's; 0 where a vote would do. */
    joining: Estimate,
  }),
  /** Share of ratings against a group's majority that are against it still. */
  minoritySurvival: Estimate,
  /** Ratings that ended on another step, as shares of all. */
  flips: z.strictObject({ rate: Estimate, withNewEvidence: Estimate, withoutNewEvidence: Estimate }),
  /** Change in absolute error to people, below 0 is nearer; and the shares of items that moved. */
  towardHumans: z.strictObject({
    before: Estimate,
    independent: Estimate,
    equivalence: Equivalence,
    selfConsistency: Estimate,
    /** How far the panel went along the way that leads away from people. */
    away: Estimate,
    movedAway: Estimate,
    movedToward: Estimate,
  }),
  /** How far apart the panel's values of an item lie from run to run. */
  reproducibility: BeforeAndAfter.extend({ equivalence: Equivalence }),
  note: z.string().optional(),
});
export type DebateEffect = z.infer<typeof DebateEffect>;

/** What ratings without a quote that stands in the item weigh in a condition's verdicts. */
export const Support = z.strictObject({
  condition: Condition,
  dimension: z.string(),
  /** Share of ratings that came without one. */
  unsupported: Estimate,
  /** How far an item's value moves when they are left out, without sign. */
  weight: Estimate,
  /** Items of which no rating is left then. */
  lost: Count,
  /** Turns that were spoken, and those that quoted nothing that stands in the item. */
  turns: z.strictObject({ spoken: Count, unsupported: Count }).optional(),
});
export type Support = z.infer<typeof Support>;

/** The panel's plain mean beside a mean weighted as people's ratings of other source groups teach. */
export const Aggregation = z.strictObject({
  condition: Condition,
  dimension: z.string(),
  /** Absolute error to people on items that the weights had not seen. */
  mean: Estimate,
  learned: Estimate,
  /** Learned less mean: below 0 the learned weights are nearer to people. */
  difference: Estimate,
  verdict: z.enum(["learned weights helped", "learned weights harmed", "learned weights did not help"]),
  folds: Count,
  /** Of all items together: what each panelist weighs; they add up to 1. */
  weights: z.array(z.strictObject({ rater: z.string(), weight: z.number() })),
});
export type Aggregation = z.infer<typeof Aggregation>;

/** How near a panel's values come to people's: the mean absolute error, and 1 less its share of the scale. */
export const Accuracy = z.strictObject({
  condition: Condition,
  dimension: z.string(),
  error: Estimate,
  accuracy: Estimate,
});
export type Accuracy = z.infer<typeof Accuracy>;

/** What a condition's tokens bought: its measures, and the same per thousand tokens of a verdict. */
export const Efficiency = z.strictObject({
  condition: Condition,
  dimension: z.string(),
  /** Prompt and completion tokens of a verdict on one item and dimension, and of one item. */
  tokensPerVerdict: Estimate,
  tokensPerItem: z.number().nonnegative(),
  estimated: z.literal(true).optional(),
  error: Estimate.optional(),
  accuracy: Estimate.optional(),
  correlation: Estimate.optional(),
  reliability: Estimate.optional(),
  perThousandTokens: z.strictObject({
    accuracy: Estimate.optional(),
    correlation: Estimate.optional(),
    reliability: Estimate.optional(),
  }),
});
export type Efficiency = z.infer<typeof Efficiency>;
