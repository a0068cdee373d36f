import type { Assessment, Debate } from "../../domain/debate.ts";
import type { Rating } from "../../domain/rating.ts";

const MAX_REASON = 200;

function firstMessage(debates: readonly Debate[], status: string): string {
  const assessments = debates.flatMap((debate) =>
    debate.groups.flatMap((group): readonly Assessment[] => [...group.initial, ...group.final]),
  );
  const met = assessments.find((assessment) => assessment.status === status);
  return met === undefined || met.status === "ok"
    ? ""
    : met.message.replaceAll(/\s+/g, " ").slice(0, MAX_REASON);
}

/** How many of a run's ratings are missing by accident and why, or null where none is. */
export function missingText(ratings: readonly Rating[], debates: readonly Debate[]): string | null {
  const kinds = (["malformed", "refused", "failed"] as const).flatMap((kind) => {
    const count = ratings.filter((row) => row.missing === kind).length;
    return count === 0 ? [] : [`${count} ${kind} (first: ${firstMessage(debates, kind)})`];
  });
  return kinds.length === 0 ? null : `of ${ratings.length} ratings ${kinds.join(", ")}`;
}
