import type { Arm, Study } from "../domain/study.ts";

/** A run's inputs as they are compared: the study and a digest of each item and persona set. */
export type StudyInputs = {
  readonly study: Study;
  readonly rubric: string;
  readonly items: Readonly<Record<string, string>>;
  readonly sets: Readonly<Record<string, string>>;
};

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function armWithoutSets(arm: Arm): unknown {
  return { ...arm, sets: undefined };
}

/** Of the budget what shapes the ratings; limits and prices may change from one start to the next. */
function equalTokens({ budget }: Study): unknown {
  return budget?.equalTokens === true ? { equalTokens: true } : undefined;
}

/**
 * What changed between a run and a study that goes by its folder, beyond what a run may gain: more
 * items, replicates, arms or sets, another limit to what it may spend, other questions on what sets know.
 * Each change is a line for people; none means that the run may go on.
 */
export function studyChanges(before: StudyInputs, after: StudyInputs): readonly string[] {
  const changes: string[] = [];
  const { arms: armsBefore, replicates: replicatesBefore } = before.study;
  const { arms: armsAfter, replicates: replicatesAfter } = after.study;
  const fixed = (study: Study): Readonly<Record<string, unknown>> => {
    const {
      arms: _arms,
      replicates: _replicates,
      items: _items,
      prices: _prices,
      knowledge: _asked,
      ...rest
    } = study;
    return { ...rest, budget: equalTokens(study) };
  };
  const namesBefore = fixed(before.study);
  const namesAfter = fixed(after.study);
  for (const name of new Set([...Object.keys(namesBefore), ...Object.keys(namesAfter)])) {
    if (!same(namesBefore[name], namesAfter[name]))
      changes.push(
        `${name} was ${JSON.stringify(namesBefore[name])} and is ${JSON.stringify(namesAfter[name])}`,
      );
  }
  if (replicatesAfter < replicatesBefore)
    changes.push(`replicates went down from ${replicatesBefore} to ${replicatesAfter}`);
  for (const arm of armsBefore) {
    const now = armsAfter.find((candidate) => candidate.id === arm.id);
    if (!now) changes.push(`arm "${arm.id}" is gone`);
    else if (!same(armWithoutSets(arm), armWithoutSets(now))) changes.push(`arm "${arm.id}" was changed`);
  }
  if (before.rubric !== after.rubric) changes.push("the rubric was changed");
  for (const [kind, was, is] of [
    ["item", before.items, after.items],
    ["persona set", before.sets, after.sets],
  ] as const) {
    for (const [id, digest] of Object.entries(was)) {
      if (!(id in is)) changes.push(`${kind} "${id}" is gone`);
      else if (is[id] !== digest) changes.push(`${kind} "${id}" was changed`);
    }
  }
  return changes;
}
