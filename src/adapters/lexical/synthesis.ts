import type { SynthesisTask } from "../../domain/prompt.ts";
import type { SynthesisReply } from "../../prompts/synthesis.ts";

type Outcome = SynthesisTask["outcomes"][number];

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? "") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

function outcomeText({ dimension, before, after }: Outcome): string {
  if (after === null) return `gave no rating of ${dimension}`;
  const moved = before !== null && before.toFixed(2) !== after.toFixed(2);
  return `rated ${dimension} at ${after.toFixed(2)}${moved ? ` (${before.toFixed(2)} before the discussion)` : ""}`;
}

/** The final assessments' entries; a reply that failed has none. */
function entriesOf({ standings }: SynthesisTask) {
  return standings.flatMap(({ assessment }) => (assessment.status === "ok" ? assessment.dimensions : []));
}

function disagreementText(task: SynthesisTask): string {
  const entries = entriesOf(task);
  const gaps = task.rubric.dimensions.map(({ id, scale }) => {
    const ratings = entries.flatMap(({ dimension, rating }) =>
      dimension === id && rating !== null ? [rating] : [],
    );
    const [low, high] = ratings.length < 2 ? [0, 0] : [Math.min(...ratings), Math.max(...ratings)];
    return { id, low, high, share: (high - low) / (scale.max - scale.min) };
  });
  const widest = gaps.reduce((best, gap) => (gap.share > best.share ? gap : best));
  return widest.share === 0
    ? "No two ratings of one dimension differ."
    : `Its ratings lie farthest apart on ${widest.id}, from ${widest.low} to ${widest.high}.`;
}

function abstentionText(task: SynthesisTask): string {
  const entries = entriesOf(task);
  const abstained = entries.filter((entry) => entry.rating === null).length;
  return abstained === 0 ? "" : ` Abstentions: ${abstained} of ${entries.length} judgements.`;
}

function evidenceText(task: SynthesisTask): string {
  const counts = new Map<string, number>();
  for (const { citations } of entriesOf(task))
    for (const { quote, start } of citations)
      if (start !== null) counts.set(quote, (counts.get(quote) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  const turns = task.transcript.length;
  const talk =
    turns === 0 ? "Nobody took the floor" : `${turns} ${turns === 1 ? "turn was" : "turns were"} taken`;
  return most === undefined
    ? ` ${talk}, and no passage was cited.`
    : ` ${talk}; the passage cited most (${most[1]}×) is “${most[0].replaceAll(/\s+/g, " ")}”`;
}

/** One paragraph from the outcomes and what was said: the ratings, where they differ, what was cited. */
export function synthesize(task: SynthesisTask): SynthesisReply {
  const outcomes = listed(task.outcomes.map(outcomeText)) || "met";
  return {
    text: `The panel ${outcomes}. ${disagreementText(task)}${abstentionText(task)}${evidenceText(task)}`,
  };
}
