import { z } from "zod";
import { Estimate } from "./estimate.ts";
import type { ProbeForm } from "./prompt.ts";
import { Count, Share } from "./quantities.ts";

/**
 * What a question is asked with: nobody in particular, the persona, a persona of another domain as long as it, or the
 * persona with its evidence to look at.
 */
export const KNOWLEDGE_CONTEXTS = ["none", "persona", "placebo", "evidence"] as const;
export type KnowledgeContext = (typeof KNOWLEDGE_CONTEXTS)[number];

const byContext = <Schema extends z.ZodType>(schema: Schema) =>
  z.strictObject({ none: schema, persona: schema, placebo: schema, evidence: schema });

/** A sentence of a persona's evidence with one fact taken out of it. */
export const KnowledgeQuestion = z.strictObject({
  id: z.string(),
  persona: z.string(),
  document: z.string(),
  page: z.int().positive().nullable(),
  /** With a gap where the answer stood. */
  sentence: z.string(),
  answer: z.string(),
  distractors: z.array(z.string()).min(1),
  /** Whether the persona's own text holds the sentence: then it need only be read. */
  toldByPersona: z.boolean(),
});
export type KnowledgeQuestion = z.infer<typeof KnowledgeQuestion>;

/** One answer to a question. */
export type KnowledgeAnswer = {
  readonly question: KnowledgeQuestion;
  readonly context: KnowledgeContext;
  readonly form: ProbeForm;
  readonly order: number;
  readonly run: number;
  /** The text of the option chosen; null where no usable reply came. */
  readonly chosen: string | null;
};

/**
 * knowledge: the persona's gain over the placebo's lies above 0; style-only: its interval includes 0; less: it lies
 * below; undetermined: too little was answered for an interval.
 */
export const KnowledgeVerdict = z.enum(["knowledge", "style-only", "less", "undetermined"]);
export type KnowledgeVerdict = z.infer<typeof KnowledgeVerdict>;

/** What one persona knows of its documents (`persona: "*"` pools the set's). Scores are shares of right answers. */
export const Knowledge = z.strictObject({
  personaSet: z.string(),
  model: z.string(),
  persona: z.string(),
  questions: Count,
  /** Questions whose sentence stands in the persona's own text. */
  toldByPersona: Count,
  /** Sentences that the questions are made from: what intervals rest on. */
  sentences: Count,
  /** Answers that a question got in each context: forms × orders × runs. */
  asked: Count,
  missing: Count,
  /** What guessing scores. */
  chance: Share,
  scores: byContext(Estimate),
  /** Share of the questions answered rightly every time: only those are known. */
  known: byContext(Share.nullable()),
  /** Share of pairs of answers to one question that choose the same, over forms and over orders of its options. */
  agreement: z.strictObject({ forms: Share.nullable(), orders: Share.nullable() }),
  /** evidence - persona: what the documents add to the persona. */
  groundingGain: Estimate,
  /** persona - none. */
  personaGain: Estimate,
  /** placebo - none. */
  placeboGain: Estimate,
  /** personaGain - placeboGain. */
  overPlacebo: Estimate,
  /** The same over the questions whose sentence the persona's own text does not hold: what it knows beyond its words. */
  beyondItsText: Estimate,
  verdict: KnowledgeVerdict,
  sentence: z.string(),
});
export type Knowledge = z.infer<typeof Knowledge>;

/** How one question was answered: the share of right answers by context, null where none came. */
export const Probe = z.strictObject({
  personaSet: z.string(),
  model: z.string(),
  ...KnowledgeQuestion.shape,
  right: byContext(Share.nullable()),
  /** Known without the passage; if not, what rests on it is ungrounded unless the passage is in context. */
  isKnown: z.boolean(),
});
export type Probe = z.infer<typeof Probe>;
