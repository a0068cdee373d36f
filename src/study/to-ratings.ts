import type { Assessment, GroupDebate } from "../domain/debate.ts";
import { groupOf } from "../domain/item.ts";
import type { RatedPhase, Rating } from "../domain/rating.ts";
import type { Rubric, RubricDimension } from "../domain/rubric.ts";
import type { Cell } from "./plan-cells.ts";
import { poolSamples, type Word } from "./pool-samples.ts";
import { NO_STAKEHOLDER } from "./seat-panel.ts";

type Outcome = Pick<Rating, "value" | "missing" | "reason" | "confidence">;

function outcomeOf(word: Word): Outcome {
  const confidence = word.confidence === null ? {} : { confidence: word.confidence };
  if (word.rating === null)
    return {
      value: null,
      missing: "abstained",
      ...(word.abstain === null ? {} : { reason: word.abstain }),
      ...confidence,
    };
  return { value: word.rating, ...confidence };
}

function rowOf(
  cell: Cell,
  stakeholder: string,
  phase: RatedPhase,
  answers: readonly [Assessment, ...Assessment[]],
  dimension: RubricDimension,
): Rating {
  const { panel, item } = cell;
  const [first, ...further] = answers;
  const word = poolSamples(answers, dimension.id, dimension.scale);
  // An answer that leaves a dimension out is no answer to it.
  const missing = first.status === "ok" ? "malformed" : first.status;
  const outcome: Outcome = word === null ? { value: null, missing } : outcomeOf(word);
  return {
    item: item.id,
    dimension: dimension.id,
    arm: panel.arm,
    rater: first.panelist,
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
    // A mean of several replies is the reply of none.
    ...(further.length > 0 || first.reply === undefined ? {} : { reply: first.reply }),
  };
}

/**
 * A cell's debate as rating rows: every panelist × dimension, alone and, where the protocol has a second phase, at
 * the end of it. A final rating is the mean over a panelist's final answer and its further samples.
 */
export function toRatings(cell: Cell, groups: readonly GroupDebate[], rubric: Rubric): readonly Rating[] {
  return groups.flatMap((group) =>
    (["initial", "final"] as const).flatMap((phase) =>
      group[phase].flatMap((assessment) => {
        const further = phase === "initial" ? [] : (group.samples ?? []);
        const own = further.filter(({ panelist }) => panelist === assessment.panelist);
        return rubric.dimensions.map((dimension) =>
          rowOf(cell, group.stakeholder, phase, [assessment, ...own], dimension),
        );
      }),
    ),
  );
}
