import { z } from "zod";
import { CitedIn } from "../domain/debate.ts";
import type { DiscussTask, Prompt } from "../domain/prompt.ts";
import { openingMessages } from "./assess.ts";
import { seatBlock, transcriptBlock } from "./describe.ts";
import { taskTag } from "./fence.ts";

export const DiscussReply = z.strictObject({
  pass: z.boolean().describe("true when you have nothing new to add on this dimension"),
  text: z.string().describe("what you say to the others; empty when you pass"),
  citations: z.array(z.strictObject({ in: CitedIn, quote: z.string().describe("copied word for word") })),
});
export type DiscussReply = z.infer<typeof DiscussReply>;

/** Asks one panelist for one turn on the dimension that the moderator put up, or to pass. */
export function discussPrompt(task: DiscussTask): Prompt<DiscussReply> {
  const { id, definition } = task.focus;
  const ask =
    `The moderator puts up the dimension "${id}" (${definition || id}), where the panel disagrees most. ` +
    "Speak to it in at most three sentences and quote the words of the source or the output that bear you out. " +
    "Keep to this dimension. If you have nothing new, pass.";
  const heard = transcriptBlock(task.standings, task.transcript);
  const rest = `${seatBlock(task.seat)}${heard}\n\n${taskTag("discuss")}\n${ask}\n</task>`;
  return { name: "discuss", task, schema: DiscussReply, messages: openingMessages(task, rest) };
}
