import { z } from "zod";
import { Estimate } from "./estimate.ts";
import { Count } from "./quantities.ts";
import { Condition } from "./verdict.ts";

/**
 * How a line stands to its speaker's persona. What cannot be told is a state of its own, never consistency.
 */
export const LineState = z.enum(["consistent", "contradicts", "not-evaluable"]);
export type LineState = z.infer<typeof LineState>;

/**
 * Why a line is not evaluable: nothing was said; what was said is no language; it shows nothing of the
 * persona; or no judgement of it arrived.
 */
export const NotEvaluable = z.enum(["silent", "degenerate", "nothing-shown", "no-judgement"]);
export type NotEvaluable = z.infer<typeof NotEvaluable>;

const Place = {
  dialogue: z.string(),
  condition: Condition,
  speaker: z.string(),
  /** The judgement's own replicate. */
  rerun: z.int().nonnegative(),
};

/** One judgement of one line: a line of `drift.jsonl`. */
export const LineJudgement = z.strictObject({
  kind: z.literal("line"),
  ...Place,
  /** Its place in the dialogue, from 0, and among its speaker's own lines, from 1. */
  turn: z.int().nonnegative(),
  line: z.int().positive(),
  /** What was said in the end, or what was said first where the speaker was asked again. */
  of: z.enum(["said", "first"]),
  state: LineState,
  reason: NotEvaluable.optional(),
  /** The persona's facts that the line shows, and those that it contradicts. */
  shown: z.array(z.string()),
  contradicted: z.array(z.string()),
  /**
   * Of the speaker's earlier lines, how many speak to the same matter, and how many it contradicts; null
   * where none was asked about.
   */
  comparable: z.int().nonnegative().nullable(),
  conflicts: z.int().nonnegative().nullable(),
});
export type LineJudgement = z.infer<typeof LineJudgement>;

/**
 * What became of a speaker in one dialogue, with its answers to questions on itself: a line of `drift.jsonl`.
 */
export const SpeakerJudgement = z.strictObject({
  kind: z.literal("speaker"),
  ...Place,
  /** How many facts its persona holds. */
  facts: z.int().nonnegative(),
  /**
   * Options by number; `without` was answered from the dialogue alone, and is null where that does not tell.
   */
  questions: z.array(
    z.strictObject({
      id: z.string(),
      key: z.int().nonnegative(),
      with: z.int().nonnegative().nullable(),
      without: z.int().nonnegative().nullable(),
    }),
  ),
});
export type SpeakerJudgement = z.infer<typeof SpeakerJudgement>;

export const DriftJudgement = z.discriminatedUnion("kind", [LineJudgement, SpeakerJudgement]);
export type DriftJudgement = z.infer<typeof DriftJudgement>;

/** Shares between 0 and 1; what could not be evaluated is left out of them and counted. */
const Consistency = {
  /** Share of evaluable lines that do not contradict the persona. */
  promptToLine: Estimate,
  /** Share of comparable pairs of a speaker's lines that do not contradict one another. */
  lineToLine: Estimate,
  /** Share of questions on itself that the dialogue alone answers as dialogue and persona do. */
  questions: Estimate,
  /** Share of the persona's facts that its lines have shown by the dialogue's end. */
  informativeness: Estimate,
};

/** How far speakers keep to their personas, by condition. */
export const Drift = z.strictObject({
  condition: Condition,
  n: z.strictObject({
    personas: Count,
    dialogues: Count,
    lines: Count,
    evaluable: Count,
    notEvaluable: z.record(z.string(), Count),
    /** Questions asked, and those that the dialogue alone did not answer. */
    questions: Count,
    unanswered: Count,
  }),
  ...Consistency,
  /** Change of prompt-to-line consistency from one of a persona's own lines to its next. */
  slope: Estimate,
  /**
   * Raw variance of prompt-to-line consistency between personas, dialogues of a persona, lines of a dialogue,
   * and judgements of a line.
   */
  components: z.strictObject({
    persona: z.number().nullable(),
    dialogue: z.number().nullable(),
    turn: z.number().nullable(),
    /** Absent without reruns: a line's variance then holds it. */
    rerun: z.number().nullable().optional(),
  }),
  /**
   * Where turns that contradicted their persona were asked again: how it would stand with what was said
   * first.
   */
  guard: z.strictObject({ askedAgain: Count, without: Estimate, difference: Estimate }).optional(),
  panelists: z.array(z.strictObject({ rater: z.string(), lines: Count, evaluable: Count, ...Consistency })),
});
export type Drift = z.infer<typeof Drift>;
