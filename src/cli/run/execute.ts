import { join } from "node:path";
import { debatesIn, RUN_FILES } from "../../adapters/files/run-folder.ts";
import { writeJson, writeJsonl } from "../../adapters/files/write-files.ts";
import { ProviderError } from "../../domain/errors.ts";
import type { StudyResult } from "../../domain/result.ts";
import type { Manifest } from "../../domain/study.ts";
import type { Verdict } from "../../domain/verdict.ts";
import type { Context } from "../context.ts";
import type { Doors } from "../with-models.ts";
import { type AnalyzedRun, analyzeRun } from "./analyze-run.ts";
import { beginRun } from "./begin-run.ts";
import { type CalledRun, callPanels } from "./call-panels.ts";
import { manifestSoFar } from "./manifest-so-far.ts";
import { missingText } from "./missing-text.ts";
import type { RunPlan } from "./run-plan.ts";
import { writeReport } from "./write-report.ts";

export type RunOutcome = {
  readonly result: StudyResult;
  readonly verdicts: readonly Verdict[];
  readonly manifest: Manifest;
};

/** Puts the files of a run into their places. */
async function writeRun(
  { title, runFolder, sets, items }: RunPlan,
  { ratings, gathered, files }: CalledRun,
  { result, judgedDrift }: AnalyzedRun,
  manifest: Manifest,
): Promise<void> {
  const { verdicts } = gathered;
  await files.ratings.complete();
  await writeJsonl(join(runFolder, RUN_FILES.verdicts), verdicts);
  await files.debates.complete();
  if (judgedDrift !== null) await writeJsonl(join(runFolder, RUN_FILES.drift), judgedDrift.judgements);
  await writeJson(join(runFolder, RUN_FILES.result), result);
  await writeJson(join(runFolder, RUN_FILES.manifest), manifest);
  await writeReport(runFolder, {
    title,
    result,
    manifest,
    sets: sets.map(({ set }) => set),
    items,
    ratings,
    verdicts,
    debates: debatesIn(runFolder),
  });
}

/** Tells what is missing by accident; a run in which nothing arrived has failed. */
function tellMissing(context: Context, { ratings, gathered }: CalledRun): void {
  const judged = ratings.filter((row) => row.protocol !== undefined);
  const accidents = missingText(judged, gathered.accidents);
  if (accidents !== null) context.remark(accidents);
  if (judged.every((row) => row.missing !== undefined && row.missing !== "abstained"))
    throw new ProviderError(
      "nothing-arrived",
      `no rating arrived: ${accidents}; mend the cause and run again`,
    );
}

/**
 * Runs a prepared study to its end and writes the six files of its folder. Ratings, verdicts, debates
 * and result depend on the study and the stored replies alone; everything else is in the manifest.
 */
export async function execute(context: Context, doors: Doors, plan: RunPlan): Promise<RunOutcome> {
  const run = await beginRun(context, plan);
  const called = await callPanels(context, doors, run);
  const analyzed = await analyzeRun(context, doors, run, called);
  const finishedAt = new Date().toISOString();
  const manifest = { ...(await manifestSoFar(doors, run, run.cells.length)), finishedAt };
  await writeRun(plan, called, analyzed, manifest);
  tellMissing(context, called);
  return { result: analyzed.result, verdicts: called.gathered.verdicts, manifest };
}
