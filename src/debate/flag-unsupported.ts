import type { Assessment, Citation, GroupDebate } from "../domain/debate.ts";

/** Whether one of the quotes given stands where it is said to stand. */
export function isSupported(citations: readonly Citation[]): boolean {
  return citations.some(({ start }) => start !== null);
}

function flagged(assessment: Assessment): Assessment {
  if (assessment.status !== "ok") return assessment;
  const dimensions = assessment.dimensions.map((entry) =>
    entry.rating === null || isSupported(entry.citations) ? entry : { ...entry, unsupported: true as const },
  );
  return { ...assessment, dimensions };
}

/** A group's record with every rating flagged for which no quote was given that was found in the item. */
export function flagUnsupported(group: GroupDebate): GroupDebate {
  return {
    ...group,
    initial: group.initial.map(flagged),
    final: group.final.map(flagged),
    ...(group.samples === undefined ? {} : { samples: group.samples.map(flagged) }),
  };
}
