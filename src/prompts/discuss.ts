import { z } from "zod";
import { CitedIn } from "../domain/debate.ts";
import type { DiscussTask, Prompt } from "../domain/prompt.ts";
import type { Scale } from "../domain/rubric.ts";
import { openingMessages, ratingSchema } from "./assess.ts";
import { seatAmong, transcriptBlock } from "./describe.ts";
import { inline, taskTag } from "./fence.ts";

export type DiscussReply = {
  readonly pass: boolean;
  readonly text: string;
  readonly citations: readonly { readonly in: CitedIn; readonly quote: string }[];
  /** The rating that the speaker now holds; null where it says nothing of the kind. */
  readonly rating: number | null;
};

/** Scales are few and turns many: each scale's schema is made once. */
const replies = new Map<string, z.ZodType<DiscussReply>>();

/** The reply to a turn on a dimension of this scale. A reply without `rating` says nothing of the rating. */
export function discussReply(scale: Scale): z.ZodType<DiscussReply> {
  const key = JSON.stringify([scale.min, scale.max, scale.step ?? null]);
  const known = replies.get(key);
  if (known) return known;
  const made = z.strictObject({
    pass: z.boolean().describe("true when you have nothing new to add on this dimension"),
    text: z.string().describe("what you say to the others; empty when you pass"),
    citations: z.array(z.strictObject({ in: CitedIn, quote: z.string().describe("copied word for word") })),
    rating: ratingSchema(scale)
      .default(null)
      .describe("the rating of this dimension that you now hold, where it has changed; else null"),
  });
  replies.set(key, made);
  return made;
}

/** The same once more, where what was said is not what this person would say. */
function againText({ again }: DiscussTask): string {
  if (again === undefined) return "";
  return (
    `\nYou were about to say: "${inline(again.said)}" That contradicts what is so of you: ` +
    `${again.contradicted.map(inline).join(" ")} Say what you mean as the person that you are, or pass.`
  );
}

/** Asks one panelist for one turn on the dimension that the moderator put up, or to pass. */
export function discussPrompt(task: DiscussTask): Prompt<DiscussReply> {
  const { id, definition, scale } = task.focus;
  const ask =
    `The moderator puts up the dimension "${id}" (${definition || id}), where the panel disagrees most. ` +
    "Speak to it in at most three sentences and quote the words of the source or the output that bear you out. " +
    "Where what was said has changed your rating of it, give the one that you now hold. " +
    "Keep to this dimension. If you have nothing new, pass.";
  const heard = transcriptBlock(task.standings, task.transcript);
  const rest = `${seatAmong(task.seat, task.standings)}${heard}\n\n${taskTag("discuss")}\n${ask}${againText(task)}\n</task>`;
  return { name: "discuss", task, schema: discussReply(scale), messages: openingMessages(task, rest) };
}
