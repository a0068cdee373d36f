import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { join, relative } from "node:path";
import { growingFile } from "../adapters/files/growing-file.ts";
import { debatesIn, RUN_FILES, readManifest } from "../adapters/files/run-folder.ts";
import { writeJson, writeJsonl } from "../adapters/files/write-files.ts";
import { withEfficiency } from "../analysis/debate/efficiency.ts";
import { withTokenForecasts } from "../analysis/token-forecasts.ts";
import { InputError, ProviderError } from "../domain/errors.ts";
import { humanRows } from "../domain/human-rows.ts";
import { groupOf, type Item, outcomesOf } from "../domain/item.ts";
import type { Rating } from "../domain/rating.ts";
import type { StudyResult } from "../domain/result.ts";
import type { Manifest, ModelSpec, Study } from "../domain/study.ts";
import type { Verdict } from "../domain/verdict.ts";
import { FRAMINGS_VERSION } from "../prompts/framings.ts";
import { briefOf } from "../study/brief-of.ts";
import { panelsOf } from "../study/panels-of.ts";
import { cellsOf } from "../study/plan-cells.ts";
import type { ResolvedRubric } from "../study/resolve-rubric.ts";
import { runStudy } from "../study/run-study.ts";
import { spending } from "../study/spend.ts";
import { studyChanges } from "../study/study-changes.ts";
import { analyzeInThreads } from "../threads/analyze-in-threads.ts";
import { atBudget, isAtBudget } from "./at-budget.ts";
import type { Context } from "./context.ts";
import { answerCosts, moneyPaid, pricesOfDoors, withCost } from "./cost-of-run.ts";
import { gatherOutcomes } from "./gather-outcomes.ts";
import { driftOf, judgeRun } from "./judge-run.ts";
import { missingText } from "./missing-text.ts";
import { packageVersion } from "./package-root.ts";
import type { SeatedSet } from "./prepare-panels.ts";
import { probeSets } from "./probe-sets.ts";
import { progress } from "./progress.ts";
import type { Doors } from "./with-models.ts";
import { writeReport } from "./write-report.ts";

export type RunPlan = {
  readonly title: string;
  readonly study: Study;
  readonly specs: readonly ModelSpec[];
  readonly runFolder: string;
  readonly itemsFile: string;
  readonly items: readonly Item[];
  readonly rubric: ResolvedRubric;
  readonly sets: readonly SeatedSet[];
  readonly concurrency: number;
  readonly isQuiet: boolean;
  /** The name under which the ledger adds up what it pays. */
  readonly run?: string | undefined;
  /** Whether the folder belongs to one study, which may only grow; else it is written over. */
  readonly keepsStudy: boolean;
};

export type RunOutcome = {
  readonly result: StudyResult;
  readonly verdicts: readonly Verdict[];
  readonly ratings: readonly Rating[];
  readonly manifest: Manifest;
};

/** Cells under way for each call at once: some wait out a rate limit, and their places are taken meanwhile. */
const CELLS_PER_CALL = 2;

export function digestOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 16);
}

function gitCommit(folder: string): string | null {
  try {
    return execFileSync("git", ["rev-parse", "HEAD"], {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return null;
  }
}

function draftManifest(plan: RunPlan, planned: number, context: Context): Manifest {
  const { study, rubric, sets, specs, runFolder } = plan;
  return {
    version: 1,
    assize: packageVersion(),
    study,
    studyDigest: digestOf(study),
    itemsFile: relative(runFolder, plan.itemsFile),
    items: Object.fromEntries(plan.items.map((item) => [item.id, digestOf(item)])),
    rubric: {
      from: rubric.from,
      digest: digestOf(rubric.rubric),
      dimensions: rubric.rubric.dimensions.map(({ id }) => id),
      full: rubric.rubric,
    },
    sets: sets.map(({ arm, set, file, match }) => ({
      arm,
      id: set.id,
      file: relative(runFolder, file),
      origin: set.origin,
      digest: digestOf(set),
      ...(match === undefined ? {} : { match: { ...match } }),
      dropped: { ...set.dropped },
    })),
    models: [...specs],
    seeds: { study: study.seed },
    ...(plan.run === undefined ? {} : { run: plan.run }),
    framingsVersion: FRAMINGS_VERSION,
    commit: gitCommit(context.cwd),
    startedAt: new Date().toISOString(),
    finishedAt: null,
    node: process.version,
    cells: { planned, done: 0 },
    calls: {
      used: 0,
      made: 0,
      replayed: 0,
      repeated: 0,
      failed: 0,
      promptTokens: null,
      completionTokens: null,
    },
    money: null,
    notes: [],
  };
}

/** Refuses to go on in a folder that holds another study, and names what differs. */
function checkSameStudy(folder: string, before: Manifest, after: Manifest): void {
  const inputs = (manifest: Manifest) => ({
    study: manifest.study,
    rubric: manifest.rubric.digest,
    items: manifest.items,
    sets: Object.fromEntries(manifest.sets.map(({ arm, id, digest }) => [`${arm}/${id}`, digest])),
  });
  const changes = studyChanges(inputs(before), inputs(after));
  if (changes.length > 0)
    throw new InputError(
      "changed-study",
      `${folder}: holds a run of another study: ${changes.join("; ")}. Choose another folder with -o, or undo the change; a run may only gain items, replicates, arms and sets`,
    );
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
}

/** Totals over this run and, where it went on with an earlier one, what that had made. */
async function callTotals(doors: Doors, before: Manifest | null): Promise<Manifest["calls"]> {
  const tallies = doors.models.map(({ opened }) => opened.tally());
  const paid = await Promise.all(doors.models.map(({ spending }) => spending()));
  const sum = (read: (tally: (typeof tallies)[number]) => number): number =>
    tallies.reduce((total, tally) => total + read(tally), 0);
  const tokens = (read: (tally: (typeof tallies)[number]) => number | null): number | null =>
    tallies.reduce<number | null>((total, tally) => {
      const value = read(tally);
      return total === null || value === null ? null : total + value;
    }, 0);
  // Where the ledger adds up what the run pays, processes that were killed are counted, too.
  const known = paid.flatMap((spending) => spending ?? []);
  const counted =
    known.length === paid.length
      ? {
          made: known.reduce((total, { calls }) => total + calls, 0),
          repeated: known.reduce((total, { lost }) => total + lost, 0),
        }
      : {
          made: sum((tally) => tally.made) + (before?.calls.made ?? 0),
          repeated: sum((tally) => tally.repeated) + (before?.calls.repeated ?? 0),
        };
  const embedded = doors.embedded();
  const earlier = before?.calls.embeddings ?? { calls: 0, texts: 0 };
  const embeddings = { calls: embedded.calls + earlier.calls, texts: embedded.texts + earlier.texts };
  const prompts = doors.models.map(({ opened }) => opened.prompts());
  const characters = prompts.reduce((total, share) => total + share.characters, 0);
  const repeated = prompts.reduce((total, share) => total + share.repeated, 0);
  return {
    ...counted,
    ...(embeddings.calls > 0 ? { embeddings } : {}),
    ...(characters > 0 ? { prefixShare: Math.round((1000 * repeated) / characters) / 1000 } : {}),
    used: sum((tally) => tally.used),
    replayed: sum((tally) => tally.replayed),
    failed: sum((tally) => tally.failed) + (before?.calls.failed ?? 0),
    promptTokens: tokens((tally) => tally.promptTokens),
    completionTokens: tokens((tally) => tally.completionTokens),
  };
}

/**
 * Runs a prepared study to its end and writes the six files of its folder. Ratings, verdicts, debates
 * and result depend on the study and the stored replies alone; everything else is in the manifest.
 */
export async function execute(context: Context, doors: Doors, plan: RunPlan): Promise<RunOutcome> {
  const { study, items, rubric, runFolder } = plan;
  const cells = cellsOf({
    items,
    panels: panelsOf(study, plan.sets),
    protocols: study.protocols,
    models: plan.specs.map((spec) => spec.id),
    framings: study.framings,
    replicates: study.replicates,
    seed: study.seed,
  });
  const draft = draftManifest(plan, cells.length, context);
  const before = plan.keepsStudy ? await readManifest(runFolder) : null;
  if (before) checkSameStudy(runFolder, before, draft);
  const manifestFile = join(runFolder, RUN_FILES.manifest);
  const started: Manifest = { ...draft, startedAt: before?.startedAt ?? draft.startedAt };
  await writeJson(manifestFile, { ...started, calls: before?.calls ?? started.calls });

  const { notify, end } = progress(context, plan.isQuiet, () => moneyPaid(doors));
  const ratings: Rating[] = [...humanRows(items)];
  // Onlookers see the rows as they come; the whole files take their places at the end.
  const ratingsFile = await growingFile(join(runFolder, RUN_FILES.ratings));
  const debatesFile = await growingFile(join(runFolder, RUN_FILES.debates));
  await ratingsFile.add(ratings);
  const cost = spending();
  const setsOfArm = Map.groupBy(plan.sets, ({ arm }) => arm);
  const sets = new Map([...setsOfArm].map(([arm, seated]) => [arm, seated.map(({ set }) => set)]));
  const gathering = gatherOutcomes({
    ratings: ratingsFile,
    debates: debatesFile,
    setsOfArm: sets,
    keepsDebates: (study.drift ?? false) !== false || plan.specs.some((spec) => spec.logprobs),
  });
  const brief = briefOf(study, rubric.rubric);
  const window = CELLS_PER_CALL * plan.concurrency + CELLS_PER_CALL;
  const ports = { complete: doors.complete, notify, signal: context.signal };
  try {
    for await (const outcome of runStudy(ports, cells, brief, window)) {
      ratings.push(...outcome.ratings);
      await gathering.add(outcome);
      cost.add(outcome);
    }
  } catch (error) {
    await Promise.allSettled([ratingsFile.leave(), debatesFile.leave()]);
    const progressed = { planned: cells.length, done: gathering.cells() };
    await doors.close();
    await writeJson(manifestFile, {
      ...started,
      cells: progressed,
      calls: await callTotals(doors, before),
      money: await moneyPaid(doors),
    });
    const { budget, models } = doors;
    throw budget && isAtBudget(error) ? atBudget(budget.spent().settled, models, progressed) : error;
  } finally {
    end();
  }

  const judged = ratings.filter((row) => row.protocol !== undefined);
  const { verdicts, facts, debates, accidents: met } = gathering.gathered();
  const nullArms = study.arms.filter((arm) => arm.kind === "none").map((arm) => arm.id);
  const levels = Object.fromEntries(rubric.rubric.dimensions.map(({ id, scale }) => [id, scale.level]));
  const asking = progress(context, plan.isQuiet);
  const probed = await probeSets(doors, { ...plan, notify: asking.notify, signal: context.signal }).finally(
    asking.end,
  );
  const drifting = progress(context, plan.isQuiet);
  const judgedDrift = await judgeRun(doors, {
    study,
    debates,
    sets,
    window,
    notify: drifting.notify,
    signal: context.signal,
  }).finally(drifting.end);
  const analysing = progress(context, plan.isQuiet);
  const spent = cost.totals();
  const prices = pricesOfDoors(doors);
  const analysis = await analyzeInThreads(ratings, {
    seed: study.seed,
    nullArms,
    levels,
    kinds: Object.fromEntries(items.map(({ id, kind }) => [id, kind])),
    outcomes: Object.fromEntries(items.map((item) => [item.id, outcomesOf(item)])),
    debates: facts,
    tokens: spent.map(({ condition, byItem }) => ({ condition, tokens: meanOf(Object.values(byItem)) })),
    callCosts: answerCosts(spent, prices),
    notify: analysing.notify,
    signal: context.signal,
  }).finally(analysing.end);
  const groups = new Map(items.map((item) => [item.id, groupOf(item)]));
  const costed = withEfficiency(
    withCost(analysis, spent, prices, rubric.rubric.dimensions.length),
    spent,
    (item) => groups.get(item) ?? item,
    rubric.rubric.dimensions.length,
  );
  const forecast = withTokenForecasts(costed, debates, {
    rubric: rubric.rubric,
    groupOf: (item) => groups.get(item) ?? item,
    seed: study.seed,
  });
  const result = { ...forecast, ...probed, ...driftOf(judgedDrift) };
  const manifest: Manifest = {
    ...started,
    finishedAt: new Date().toISOString(),
    cells: { planned: cells.length, done: cells.length },
    calls: await callTotals(doors, before),
    money: await moneyPaid(doors),
  };
  await ratingsFile.complete();
  await writeJsonl(join(runFolder, RUN_FILES.verdicts), verdicts);
  await debatesFile.complete();
  if (judgedDrift !== null) await writeJsonl(join(runFolder, RUN_FILES.drift), judgedDrift.judgements);
  await writeJson(join(runFolder, RUN_FILES.result), result);
  await writeJson(manifestFile, manifest);
  await writeReport(runFolder, {
    title: plan.title,
    result,
    manifest,
    sets: plan.sets.map(({ set }) => set),
    items,
    ratings,
    verdicts,
    debates: debatesIn(runFolder),
  });
  const accidents = missingText(judged, met);
  if (accidents !== null) context.remark(accidents);
  if (judged.every((row) => row.missing !== undefined && row.missing !== "abstained"))
    throw new ProviderError(
      "nothing-arrived",
      `no rating arrived: ${accidents}; mend the cause and run again`,
    );
  return { result, verdicts, ratings, manifest };
}
