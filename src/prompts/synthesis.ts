import { z } from "zod";
import type { Prompt, SynthesisTask } from "../domain/prompt.ts";
import { openingMessages } from "./assess.ts";
import { transcriptBlock } from "./describe.ts";
import { taskTag } from "./fence.ts";

export const SynthesisReply = z.strictObject({
  text: z.string().min(1).describe("one paragraph: what the panel found, where it disagreed and why"),
});
export type SynthesisReply = z.infer<typeof SynthesisReply>;

const shown = (value: number | null): string => (value === null ? "no rating" : value.toFixed(2));

/** Asks for the written outcome across all stakeholder groups. It changes no number. */
export function synthesisPrompt(task: SynthesisTask): Prompt<SynthesisReply> {
  const outcomes = task.outcomes.map(
    ({ dimension, before, after }) => `- ${dimension}: ${shown(before)} before, ${shown(after)} after`,
  );
  const ask =
    `The panel's mean ratings:\n${outcomes.join("\n")}\n` +
    "Write one paragraph for a reader who did not hear the panel: what it found, on what evidence, and what stayed open. " +
    "Do not rate anything yourself.";
  const rest = `${transcriptBlock(task.standings, task.transcript)}\n\n${taskTag("synthesis")}\n${ask}\n</task>`;
  return { name: "synthesis", task, schema: SynthesisReply, messages: openingMessages(task, rest) };
}
