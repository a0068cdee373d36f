import { z } from "zod";
import { CitedIn } from "../domain/debate.ts";
import type { AssessTask, FinalTask, Message, Prompt } from "../domain/prompt.ts";
import { AbstentionReason } from "../domain/rating.ts";
import { isOnScale, type Rubric, type Scale, scaleValues } from "../domain/rubric.ts";
import { itemBlock, rubricBlock, seatAmong, seatBlock, transcriptBlock } from "./describe.ts";
import { DATA_NOTICE, inline, taskTag } from "./fence.ts";
import { type Framing, framedRubric, framingNamed, framingText, turnedRound } from "./framings.ts";

/** One dimension of a panelist's reply, before its citations are looked up. */
export type AssessmentEntry = {
  readonly dimension: string;
  readonly rating: number | null;
  readonly abstain: AbstentionReason | null;
  readonly rationale: string;
  readonly citations: readonly { readonly in: CitedIn; readonly quote: string }[];
  readonly confidence: number | null;
};
export type AssessmentReply = { readonly assessments: readonly AssessmentEntry[] };

/** A rating on a scale, or null: one of the scale's values where they can be listed. */
export function ratingSchema(scale: Scale, isDescending = false): z.ZodType<number | null> {
  const ascending = scaleValues(scale);
  const values = isDescending ? (ascending?.toReversed() ?? null) : ascending;
  const rating = values === null ? z.number().min(scale.min).max(scale.max) : z.literal([...values]);
  return rating.nullable();
}

function entrySchema(dimensions: readonly string[], scale: Scale, isDescending: boolean) {
  return z.strictObject({
    dimension: z.enum([...dimensions]),
    rating: ratingSchema(scale, isDescending).describe("your rating, or null when you abstain"),
    abstain: AbstentionReason.nullable().describe("why you abstain, or null when you rate"),
    rationale: z.string().describe("one to three sentences"),
    citations: z.array(z.strictObject({ in: CitedIn, quote: z.string().describe("copied word for word") })),
    confidence: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .describe("probability that you would rate the same again"),
  });
}

/** Dimensions that share a scale share a schema, so the usual rubric asks for one plain list. */
function entriesSchema(rubric: Rubric, isDescending: boolean): z.ZodType<AssessmentEntry> {
  const byScale = new Map<string, { scale: Scale; ids: string[] }>();
  for (const { id, scale } of rubric.dimensions) {
    const key = JSON.stringify([scale.min, scale.max, scale.step ?? null]);
    const group = byScale.get(key);
    if (group) group.ids.push(id);
    else byScale.set(key, { scale, ids: [id] });
  }
  const schemas = [...byScale.values()].map(({ scale, ids }) => entrySchema(ids, scale, isDescending));
  const [only] = schemas;
  return schemas.length === 1 && only ? only : z.union(schemas);
}

/** A rubric serves thousands of requests: its schemas are made once, one for each way of asking. */
const replies = new WeakMap<Rubric, Map<Framing, z.ZodType<AssessmentReply>>>();

/**
 * The reply to an assessment: every dimension of the rubric exactly once, each rated on its scale
 * or abstained from with a reason. What it parses to is in the rubric's direction, whatever the framing asks.
 */
export function assessmentReply(rubric: Rubric, framing = framingNamed("plain")): z.ZodType<AssessmentReply> {
  const known = replies.get(rubric) ?? new Map<Framing, z.ZodType<AssessmentReply>>();
  replies.set(rubric, known);
  const made = known.get(framing) ?? buildReply(rubric, framing);
  known.set(framing, made);
  return made;
}

function buildReply(rubric: Rubric, framing: Framing): z.ZodType<AssessmentReply> {
  const reply = checkedReply(rubric, framing.isDescending);
  if (!framing.isRecoded) return reply;
  const scales = new Map(rubric.dimensions.map(({ id, scale }) => [id, scale]));
  return reply.overwrite(({ assessments }) => ({
    assessments: assessments.map((entry) => {
      const scale = scales.get(entry.dimension);
      return scale === undefined || entry.rating === null
        ? entry
        : { ...entry, rating: turnedRound(scale, entry.rating) };
    }),
  }));
}

function checkedReply(rubric: Rubric, isDescending: boolean) {
  return z
    .strictObject({ assessments: z.array(entriesSchema(rubric, isDescending)) })
    .superRefine(({ assessments }, context) => {
      for (const { id, scale } of rubric.dimensions) {
        const given = assessments.filter((entry) => entry.dimension === id);
        const [entry] = given;
        if (given.length !== 1 || !entry) {
          context.addIssue({
            code: "custom",
            message: `"${id}" must be assessed exactly once, found ${given.length}`,
          });
        } else if ((entry.rating === null) === (entry.abstain === null)) {
          context.addIssue({
            code: "custom",
            message: `"${id}" needs either a rating or a reason to abstain`,
          });
        } else if (entry.rating !== null && !isOnScale(scale, entry.rating)) {
          context.addIssue({ code: "custom", message: `"${id}": ${entry.rating} is off the scale` });
        }
      }
    });
}

const SYSTEM = [
  "You are one member of a panel that rates texts. Judge only what the texts show.",
  DATA_NOTICE,
  "For each dimension give a rating on its scale, a short rationale, quotes copied word for word from the source or the output that bear it out, " +
    "and your confidence between 0 and 1 that you would give the same rating again.",
  'You may abstain: set rating to null and abstain to "no-evidence" (the texts do not show it), "outside-remit" (not for you to judge) or "cannot-tell".',
].join("\n");

type AboutItem = { readonly item: AssessTask["item"]; readonly rubric: Rubric; readonly purpose?: string };

/**
 * The opening that all requests about one item share, word for word, so that providers' prefix caches work.
 * Only a framing that shows the scales otherwise opens otherwise.
 */
export function openingMessages(
  task: AboutItem,
  rest: string,
  dimensions = rubricBlock(task.rubric),
): readonly Message[] {
  const purpose = task.purpose === undefined ? "" : `What the panel is for: ${inline(task.purpose)}\n\n`;
  return [
    { role: "system", content: SYSTEM },
    { role: "user", content: `${itemBlock(task.item)}\n\n${purpose}${dimensions}\n\n${rest}` },
  ];
}

/** Asks one panelist, alone, to rate one item on every dimension of the rubric. */
export function assessPrompt(task: AssessTask): Prompt<AssessmentReply> {
  const framing = framingNamed(task.framing);
  const rest = `${seatBlock(task.seat)}${taskTag("assess")}\n${framing.question}\n</task>`;
  return {
    name: "assess",
    task,
    schema: assessmentReply(task.rubric, framing),
    messages: openingMessages(
      task,
      rest,
      rubricBlock(framedRubric(task.rubric, framing), framing.isDescending),
    ),
  };
}

/** Asks a panelist for its last word, alone again, after the discussion. */
export function finalPrompt(task: FinalTask): Prompt<AssessmentReply> {
  const heard = transcriptBlock(task.standings, task.transcript);
  const ask =
    `${framingText(task.framing)} You have heard the others. Keep your rating unless what was said or cited changes ` +
    "what the texts show you; agreement is no reason to move.";
  const rest = `${seatAmong(task.seat, task.standings)}${heard}\n\n${taskTag("final")}\n${ask}\n</task>`;
  return { name: "final", task, schema: assessmentReply(task.rubric), messages: openingMessages(task, rest) };
}
