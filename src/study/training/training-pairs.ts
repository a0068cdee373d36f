import type { TrainingPair } from "../../domain/training-pair.ts";
import { abstentionPairs, type WrongAndSure } from "./abstention-pairs.ts";
import { consistencyPairs } from "./consistency-pairs.ts";
import type { RunToExport } from "./run-to-export.ts";

/**
 * A run's judged turns and ratings as preferences to train on: to keep to the persona, and to abstain where
 * the panel was wrong and sure. Of held-out items there is nothing, and of turns that could not be evaluated
 * neither.
 */
export function trainingPairs(
  run: RunToExport,
  heldOut: ReadonlySet<string>,
  rule: WrongAndSure,
): readonly TrainingPair[] {
  const kept: RunToExport = {
    ...run,
    items: run.items.filter(({ id }) => !heldOut.has(id)),
    debates: run.debates.filter(({ item }) => !heldOut.has(item)),
  };
  return [...consistencyPairs(kept), ...abstentionPairs(kept, rule)];
}

/** A pair without a column of its own for the prompt, as trainers of reward models have long wanted it. */
export function withoutPrompt({ prompt, chosen, rejected, ...about }: TrainingPair) {
  return { chosen: [...prompt, ...chosen], rejected: [...prompt, ...rejected], ...about };
}
