import { join } from "node:path";
import { type GrowingFile, growingFile } from "../../adapters/files/growing-file.ts";
import { RUN_FILES } from "../../adapters/files/run-folder.ts";
import { writeJson } from "../../adapters/files/write-files.ts";
import { humanRows } from "../../domain/human-rows.ts";
import type { Rating } from "../../domain/rating.ts";
import { briefOf } from "../../study/brief-of.ts";
import { runStudy } from "../../study/run-study.ts";
import { type Spent, spending } from "../../study/spend.ts";
import type { Context } from "../context.ts";
import { moneyPaid } from "../money/cost-of-run.ts";
import { withProgress } from "../terminal/progress.ts";
import type { Doors } from "../with-models.ts";
import { atBudget, isAtBudget } from "./at-budget.ts";
import type { BegunRun } from "./begin-run.ts";
import { type Gathered, gatherOutcomes } from "./gather-outcomes.ts";
import { manifestSoFar } from "./manifest-so-far.ts";

/** What came of a run's cells, and the two files that hold it already, but for their places. */
export type CalledRun = {
  /** People's ratings first, then the panels'. */
  readonly ratings: readonly Rating[];
  readonly gathered: Gathered;
  readonly spent: readonly Spent[];
  readonly files: { readonly ratings: GrowingFile; readonly debates: GrowingFile };
};

/**
 * Has the debate of every cell. Where that ends early, the manifest tells how far it came, and the rows and debates so
 * far are left beside their places.
 */
export async function callPanels(context: Context, doors: Doors, run: BegunRun): Promise<CalledRun> {
  const { plan, cells, setsOfArm, window } = run;
  const { study, specs, items, rubric, runFolder } = plan;
  const ratings: Rating[] = [...humanRows(items)];
  // Onlookers see the rows as they come; the whole files take their places at the end.
  const files = {
    ratings: await growingFile(join(runFolder, RUN_FILES.ratings)),
    debates: await growingFile(join(runFolder, RUN_FILES.debates)),
  };
  await files.ratings.add(ratings);
  const cost = spending();
  const gathering = gatherOutcomes({
    ...files,
    setsOfArm,
    keepsDebates: (study.drift ?? false) !== false || specs.some((spec) => spec.logprobs),
  });
  const brief = briefOf(study, rubric.rubric);
  try {
    await withProgress(
      context,
      plan.isQuiet,
      async (notify) => {
        const ports = { complete: doors.complete, notify, signal: context.signal };
        for await (const outcome of runStudy(ports, cells, brief, window)) {
          ratings.push(...outcome.ratings);
          await gathering.add(outcome);
          cost.add(outcome);
        }
      },
      () => moneyPaid(doors),
    );
  } catch (error) {
    await Promise.allSettled([files.ratings.leave(), files.debates.leave()]);
    await doors.close();
    const manifest = await manifestSoFar(doors, run, gathering.cells());
    await writeJson(join(runFolder, RUN_FILES.manifest), manifest);
    const { budget, models } = doors;
    throw budget && isAtBudget(error) ? atBudget(budget.spent().settled, models, manifest.cells) : error;
  }
  return { ratings, gathered: gathering.gathered(), spent: cost.totals(), files };
}
