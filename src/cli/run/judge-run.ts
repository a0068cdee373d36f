import { driftResult } from "../../analysis/drift/drift-result.ts";
import type { Debate } from "../../domain/debate.ts";
import type { Dialogue } from "../../domain/dialogue.ts";
import type { Drift, DriftJudgement } from "../../domain/drift.ts";
import { InputError } from "../../domain/errors.ts";
import type { PersonaSet } from "../../domain/persona.ts";
import type { Complete, Notify } from "../../domain/ports.ts";
import type { StudyResult } from "../../domain/result.ts";
import type { Study } from "../../domain/study.ts";
import { dialoguesOf } from "../../study/drift/dialogues-of.ts";
import { judgeDrift } from "../../study/drift/judge-drift.ts";
import type { Doors } from "../with-models.ts";

type DriftJudging = {
  readonly dialogues: readonly Dialogue[];
  /**
   * A model by its name; the dialogue's own answers for its speakers and, where nobody else is named, judges.
   */
  readonly complete: (model: string) => Complete;
  readonly judge?: string | undefined;
  readonly simulator?: string | undefined;
  readonly reruns: number;
  readonly seed: number;
  readonly window: number;
  readonly notify: Notify;
  readonly signal: AbortSignal;
};

/** Judgements of dialogues, and how far their speakers keep to their personas. */
export type JudgedDrift = {
  readonly judgements: readonly DriftJudgement[];
  readonly drift: readonly Drift[];
};

/** Judges dialogues by models under their names. */
export async function judgeDialogues(judging: DriftJudging): Promise<JudgedDrift> {
  const { dialogues, complete, judge, simulator, reruns, seed, window, notify, signal } = judging;
  const ownModel = ({ condition }: Dialogue): string => condition.model ?? "";
  const judgements = await judgeDrift(
    {
      judge: (dialogue) => complete(judge ?? ownModel(dialogue)),
      simulator: (dialogue) => complete(simulator ?? ownModel(dialogue)),
      notify,
      signal,
    },
    dialogues,
    { seed, reruns, window },
  );
  return { judgements, drift: driftResult(judgements) };
}

type RunToJudge = Pick<DriftJudging, "window" | "notify" | "signal"> & {
  readonly study: Study;
  readonly debates: readonly Debate[];
  readonly sets: ReadonlyMap<string, readonly PersonaSet[]>;
};

/** Judges a study's discussions where it asks for it; null where it does not. */
export async function judgeRun(doors: Pick<Doors, "complete">, run: RunToJudge): Promise<JudgedDrift | null> {
  const { study, debates, sets, ...rest } = run;
  const { drift = false, seed } = study;
  if (drift === false) return null;
  const setting = drift === true ? { reruns: 1 } : drift;
  const names = study.models?.map(({ id }) => id) ?? [study.model];
  if (setting.judge !== undefined && !names.includes(setting.judge))
    throw new InputError(
      "unknown-model",
      `drift.judge: "${setting.judge}" is no model of this study; use one of ${names.join(", ")}`,
    );
  return judgeDialogues({ dialogues: dialoguesOf(debates, sets), ...doors, ...setting, seed, ...rest });
}

/** The part of a result that drift is: absent where nobody talked, or nobody asked. */
export function driftOf(judged: JudgedDrift | null): Pick<StudyResult, "drift"> {
  return judged === null || judged.drift.length === 0 ? {} : { drift: [...judged.drift] };
}
