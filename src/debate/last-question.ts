import type { GroupDebate } from "../domain/debate.ts";
import type { Prompt } from "../domain/prompt.ts";
import { type AssessmentReply, assessPrompt, finalPrompt } from "../prompts/assess.ts";
import { transcriptOf } from "./discuss-group.ts";
import type { DebateInput } from "./run-debate.ts";
import { standingsOf } from "./standings.ts";

/** Whether a group's panelists were asked again after they had read or heard one another. */
export function isAskedAgain({ protocol }: Pick<DebateInput, "protocol">, group: GroupDebate): boolean {
  const isTogether = protocol === "read-only" || protocol === "debate" || protocol === "gated";
  return isTogether && group.panelists.length > 1 && group.gate !== "closed";
}

/** The question that a panelist rates by: alone, or after all that its group's record holds. */
export function lastQuestion(
  input: DebateInput,
  group: GroupDebate,
  panelist: string,
  step: "initial" | "final",
): Prompt<AssessmentReply> {
  const { purpose, item, rubric, framing, seats } = input;
  const seat = seats.find(({ id }) => id === panelist);
  if (!seat) throw new Error(`no seat of ${panelist}`);
  if (step === "initial") return assessPrompt({ kind: "assess", purpose, item, rubric, seat, framing });
  const own = group.initial.find((assessment) => assessment.panelist === panelist);
  if (!own) throw new Error(`no initial assessment of ${panelist}`);
  return finalPrompt({
    kind: "final",
    purpose,
    item,
    rubric,
    seat,
    framing,
    own,
    standings: standingsOf(seats, group.initial),
    transcript: transcriptOf(seats, group.turns),
  });
}
