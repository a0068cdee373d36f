import { knowledge, probes } from "../../analysis/knowledge.ts";
import type { Knowledge, Probe } from "../../domain/knowledge.ts";
import type { Notify } from "../../domain/ports.ts";
import type { StudyResult } from "../../domain/result.ts";
import type { ModelSpec, Study } from "../../domain/study.ts";
import { probeKnowledge } from "../../personas/probe-knowledge.ts";
import { placeboFor } from "../sets/placebo-for.ts";
import type { SeatedSet } from "../sets/prepare-sets.ts";
import type { Doors } from "../with-models.ts";

type Probing = {
  readonly study: Study;
  readonly specs: readonly ModelSpec[];
  readonly sets: readonly SeatedSet[];
  readonly notify: Notify;
  readonly signal: AbortSignal;
};

/**
 * Where a study asks for it: closed-book questions to the sets of its grounded arms, by every model, against the set of
 * its first placebo arm or one that comes along. Nothing where no set quotes a document.
 */
export async function probeSets(
  doors: Pick<Doors, "complete">,
  { study, specs, sets, notify, signal }: Probing,
): Promise<Pick<StudyResult, "knowledge" | "probes">> {
  if (study.knowledge === undefined) return {};
  const setsOf = (kind: Study["arms"][number]["kind"]) =>
    sets.filter(({ arm }) => study.arms.some((one) => one.id === arm && one.kind === kind));
  const [given] = setsOf("placebo");
  const found: { knowledge: Knowledge[]; probes: Probe[] } = { knowledge: [], probes: [] };
  for (const { set } of new Map(setsOf("grounded").map((seated) => [seated.set.id, seated])).values()) {
    const placebo = await placeboFor(set, given?.set ?? null);
    for (const { id } of specs) {
      const options = { ...study.knowledge, seed: study.seed, signal };
      const answers = await probeKnowledge({ complete: doors.complete(id), notify }, set, placebo, options);
      const named = { personaSet: set.id, model: id };
      found.knowledge.push(...knowledge(answers, named));
      found.probes.push(...probes(answers, named));
    }
  }
  return found.knowledge.length === 0 ? {} : found;
}
