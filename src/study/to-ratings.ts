import type { Assessment, DimensionAssessment, GroupDebate } from "../domain/debate.ts";
import { groupOf } from "../domain/item.ts";
import type { RatedPhase, Rating } from "../domain/rating.ts";
import type { Rubric, RubricDimension } from "../domain/rubric.ts";
import type { Cell } from "./plan-cells.ts";
import { NO_STAKEHOLDER } from "./seat-panel.ts";

type Outcome = Pick<Rating, "value" | "missing" | "reason" | "confidence">;

function outcomeOf(entry: DimensionAssessment | undefined): Outcome {
  if (entry === undefined) return { value: null, missing: "malformed" };
  const confidence = entry.confidence === null ? {} : { confidence: entry.confidence };
  if (entry.rating === null)
    return {
      value: null,
      missing: "abstained",
      ...(entry.abstain === null ? {} : { reason: entry.abstain }),
      ...confidence,
    };
  return { value: entry.rating, ...confidence };
}

function rowOf(
  cell: Cell,
  stakeholder: string,
  phase: RatedPhase,
  assessment: Assessment,
  dimension: RubricDimension,
): Rating {
  const { panel, item } = cell;
  const outcome: Outcome =
    assessment.status === "ok"
      ? outcomeOf(assessment.dimensions.find((entry) => entry.dimension === dimension.id))
      : { value: null, missing: assessment.status };
  return {
    item: item.id,
    dimension: dimension.id,
    arm: panel.arm,
    rater: assessment.panelist,
    ...outcome,
    ...(panel.personaSet === null ? {} : { personaSet: panel.personaSet }),
    ...(stakeholder === NO_STAKEHOLDER ? {} : { stakeholder }),
    protocol: cell.protocol,
    model: cell.model,
    framing: cell.framing,
    replicate: cell.replicate,
    phase,
    group: groupOf(item),
    ...(item.system ? { system: item.system } : {}),
    scale: [dimension.scale.min, dimension.scale.max],
    ...(assessment.reply === undefined ? {} : { reply: assessment.reply }),
  };
}

/** A cell's debate as rating rows: every panelist × dimension, before and, where there was a discussion, after it. */
export function toRatings(cell: Cell, groups: readonly GroupDebate[], rubric: Rubric): readonly Rating[] {
  return groups.flatMap((group) =>
    (["initial", "final"] as const).flatMap((phase) =>
      group[phase].flatMap((assessment) =>
        rubric.dimensions.map((dimension) => rowOf(cell, group.stakeholder, phase, assessment, dimension)),
      ),
    ),
  );
}
