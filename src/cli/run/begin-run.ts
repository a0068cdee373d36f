import { join } from "node:path";
import { RUN_FILES, readManifest } from "../../adapters/files/run-folder.ts";
import { writeJson } from "../../adapters/files/write-files.ts";
import type { PersonaSet } from "../../domain/persona.ts";
import type { Manifest } from "../../domain/study.ts";
import { designOf } from "../../study/design-of.ts";
import { type Cells, cellsOf } from "../../study/plan-cells.ts";
import type { Context } from "../context.ts";
import { setsByArm } from "../sets/sets-by-arm.ts";
import { checkSameStudy } from "./check-same-study.ts";
import { draftManifest } from "./draft-manifest.ts";
import { nameIsKept } from "./run-name.ts";
import type { RunPlan } from "./run-plan.ts";

/** A run whose folder is open and whose cells are laid out. */
export type BegunRun = {
  readonly plan: RunPlan;
  readonly cells: Cells;
  readonly setsOfArm: ReadonlyMap<string, readonly PersonaSet[]>;
  /** Cells, and later judgements, under way at once. */
  readonly window: number;
  readonly started: Manifest;
  /** The manifest of an earlier run in the folder, with which this one goes on. */
  readonly before: Manifest | null;
};

/** Cells under way for each call at once: some wait out a rate limit, and their places are taken meanwhile. */
const CELLS_PER_CALL = 2;

/** Lays out a run's cells, and opens its folder where it holds no run of another study. */
export async function beginRun(context: Context, plan: RunPlan): Promise<BegunRun> {
  const { runFolder, sets, concurrency, keepsStudy } = plan;
  const cells = cellsOf(designOf(plan));
  const draft = draftManifest(plan, cells.length, context);
  const before = keepsStudy ? await readManifest(runFolder) : null;
  if (before) checkSameStudy(runFolder, before, draft);
  const started: Manifest = { ...draft, startedAt: before?.startedAt ?? draft.startedAt };
  await writeJson(join(runFolder, RUN_FILES.manifest), { ...started, calls: before?.calls ?? started.calls });
  if (started.run !== undefined) await nameIsKept(runFolder);
  const window = CELLS_PER_CALL * concurrency + CELLS_PER_CALL;
  return { plan, cells, setsOfArm: setsByArm(sets), window, started, before };
}
