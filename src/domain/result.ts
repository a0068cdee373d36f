import { z } from "zod";
import { Accuracy, Aggregation, DebateEffect, Efficiency, Support } from "./debate-result.ts";
import { Drift } from "./drift.ts";
import { Estimate } from "./estimate.ts";
import { Knowledge, Probe } from "./knowledge.ts";
import { Condition } from "./verdict.ts";

const Count = z.int().nonnegative();
const CorrelationLevel = z.enum(["sample", "summary", "system"]);

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

export const SignalVerdict = z.enum(["signal", "noise", "undetermined"]);
export type SignalVerdict = z.infer<typeof SignalVerdict>;

export const ValidityLabel = z.enum([
  "genuine",
  "constructed",
  "non-attitude",
  "artifact",
  "unusable",
  "undetermined",
]);
export type ValidityLabel = z.infer<typeof ValidityLabel>;

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
  signal: z
    .strictObject({
      lambda: Estimate,
      verdict: SignalVerdict,
      permutationP: z.number().nullable(),
      sensitivity: z
        .strictObject({ metric: z.enum(["interval", "ordinal", "nominal"]), lambda: Estimate })
        .optional(),
      /** λ in every metric, the main one first: which of them decided was declared beforehand. */
      metrics: z
        .array(z.strictObject({ metric: z.enum(["interval", "ordinal", "nominal"]), lambda: Estimate }))
        .optional(),
      /** Where λ is not one of initial ratings, what it is of. */
      label: z.string().optional(),
      alarm: z.string().optional(),
    })
    .optional(),
  generalizability: z
    .strictObject({
      relative: Estimate,
      dependability: Estimate,
      persona: z.strictObject({ relative: Estimate, dependability: Estimate }).optional(),
      cell: Estimate.optional(),
      plan: z.array(
        z.strictObject({
          raters: Count,
          replicates: Count,
          framings: Count,
          relative: z.number(),
          dependability: z.number(),
          calls: Count,
          tokens: z.number().nullable(),
          money: z.number().nullable(),
        }),
      ),
      cheapest: z.int().nullable().optional(),
      /** The dependability that the cheapest design must reach. */
      target: z.number().optional(),
      detectable: z.number().nullable().optional(),
    })
    .optional(),
  stability: z
    .strictObject({
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
      icc: z.array(
        z.strictObject({
          model: z.enum(["oneway", "twoway-random", "twoway-mixed"]),
          type: z.enum(["agreement", "consistency"]),
          unit: z.enum(["single", "average"]),
          estimate: Estimate,
        }),
      ),
      rankStability: Estimate.optional(),
    })
    .optional(),
  wording: z
    .strictObject({ pss: Estimate, excess: Estimate, normalised: Estimate, withConfidence: Estimate })
    .optional(),
  validity: z
    .strictObject({
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
    })
    .optional(),
  confidence: z
    .strictObject({
      stated: Forecast.optional(),
      consistency: Forecast.optional(),
      /** The probability of the rating's own token, where the provider told it. */
      tokens: Forecast.optional(),
      /** The same confidences as forecasts that the rating lies within half a step of people's mean. */
      people: z.strictObject({ stated: Forecast.optional(), consistency: Forecast.optional() }).optional(),
      /** By rater: stated confidence less the share of next runs that gave the same answer. */
      gaps: z.array(z.strictObject({ rater: z.string(), gap: Estimate })).optional(),
    })
    .optional(),
  selective: z
    .strictObject({
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
    })
    .optional(),
  cost: z
    .strictObject({
      calls: Count,
      promptTokens: z.number().nullable(),
      completionTokens: z.number().nullable(),
      money: z.number().nullable(),
      perVerdict: z.number().nullable(),
      /** Some provider counted no tokens: they are a quarter of the characters sent and received. */
      estimated: z.literal(true).optional(),
    })
    .optional(),
});
export type ConditionResult = z.infer<typeof ConditionResult>;

/** `result.json`. A part that was not computed is absent, never empty. */
export const StudyResult = z.strictObject({
  version: z.literal(1),
  conditions: z.array(ConditionResult),
  systems: z
    .array(
      z.strictObject({ condition: Condition, dimension: z.string(), system: z.string(), mean: Estimate }),
    )
    .optional(),
  systemComparisons: z
    .array(
      z.strictObject({
        a: z.string(),
        b: z.string(),
        condition: Condition,
        dimension: z.string(),
        difference: Estimate,
        holmP: z.number().nullable(),
      }),
    )
    .optional(),
  comparisons: z
    .array(
      z.strictObject({
        a: Condition,
        b: Condition,
        dimension: z.string(),
        measure: z.string(),
        difference: Estimate,
        holmP: z.number().nullable(),
        note: z.string().optional(),
      }),
    )
    .optional(),
  agreement: z
    .array(
      z.strictObject({
        condition: Condition,
        dimension: z.string(),
        level: CorrelationLevel,
        measure: z.enum(["pearson", "spearman", "kendall"]),
        estimate: Estimate,
        groupsLeftOut: Count,
        ceiling: Estimate.optional(),
        flag: z.string().optional(),
      }),
    )
    .optional(),
  alternativeAnnotator: z
    .array(
      z.strictObject({
        condition: Condition,
        dimension: z.string(),
        epsilon: z.number(),
        winningRate: z.number().nullable(),
        advantageProbability: z.number().nullable(),
        passed: z.boolean().nullable(),
        reason: z.string().optional(),
      }),
    )
    .optional(),
  distribution: z
    .array(
      z.strictObject({
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
      }),
    )
    .optional(),
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
  /** Whether a persona set made again reaches the same verdicts: over the pairs of an arm's sets. */
  sets: z
    .array(
      z.strictObject({
        condition: Condition,
        dimension: z.string(),
        sets: Count,
        correlation: Estimate,
        meanAbsoluteDifference: Estimate,
      }),
    )
    .optional(),
  /** What persona sets know of their documents. */
  knowledge: z.array(Knowledge).optional(),
  /** The same panels on each kind of item, where a study judges more than one: conditions side by side. */
  transfer: z
    .array(
      z.strictObject({
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
              measure: z.enum(["pearson", "spearman", "kendall"]),
              estimate: Estimate,
            }),
          )
          .optional(),
      }),
    )
    .optional(),
  /** The panel's probabilities held against what came true. */
  forecast: z
    .array(
      z.strictObject({
        condition: Condition,
        dimension: z.string(),
        items: Count,
        /** Items whose outcome is known and that the panel gave no probability. */
        notForecast: Count,
        scores: Forecast,
      }),
    )
    .optional(),
});
export type StudyResult = z.infer<typeof StudyResult>;
