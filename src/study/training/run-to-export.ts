import type { Debate } from "../../domain/debate.ts";
import type { DriftJudgement } from "../../domain/drift.ts";
import type { Item } from "../../domain/item.ts";
import type { Message } from "../../domain/prompt.ts";
import type { Rubric } from "../../domain/rubric.ts";
import type { TrainingPair } from "../../domain/training-pair.ts";
import type { Panel } from "../plan-cells.ts";

/** What a finished run holds of what its panelists were asked and said. */
export type RunToExport = {
  readonly purpose: string;
  readonly rubric: Rubric;
  readonly items: readonly Item[];
  readonly panels: readonly Panel[];
  readonly debates: readonly Debate[];
  readonly drift: readonly DriftJudgement[];
};

/** A pair of replies to a prompt, as values. */
export function pairOf(
  messages: readonly Message[],
  chosen: unknown,
  rejected: unknown,
  about: Pick<TrainingPair, "kind" | "item" | "rater">,
): TrainingPair {
  const said = (reply: unknown) => [{ role: "assistant" as const, content: JSON.stringify(reply) }];
  return {
    prompt: messages.map(({ role, content }) => ({ role, content })),
    chosen: said(chosen),
    rejected: said(rejected),
    ...about,
  };
}
