import { join } from "node:path";
import { z } from "zod";
import { whileHolding } from "../../adapters/files/hold-folder.ts";
import { RUN_FILES } from "../../adapters/files/run-folder.ts";
import { InputError } from "../../domain/errors.ts";
import { LIMITS } from "../../domain/limits.ts";
import { checkFramings } from "../../prompts/check-framings.ts";
import { summaryTable } from "../../report/summary-table.ts";
import { type ResolvedRubric, resolveRubric } from "../../study/resolve-rubric.ts";
import { type Context, EXIT, type ExitCode } from "../context.ts";
import { moneyText } from "../money/money-text.ts";
import { readPrices } from "../money/read-prices.ts";
import { DEFAULT_CONCURRENCY, ledgerFrom, money, parseOptions, pathFrom, wholeNumber } from "../options.ts";
import { queueUrl } from "../queue/queue-url.ts";
import { queueRunName, throughQueue } from "../queue/through-queue.ts";
import { currencyOf } from "../run/at-budget.ts";
import { execute, type RunOutcome } from "../run/execute.ts";
import { runName } from "../run/run-name.ts";
import type { RunPlan } from "../run/run-plan.ts";
import { withinTimeLimit } from "../run/within-time-limit.ts";
import { matchText } from "../sets/match-text.ts";
import { prepareSets, type SeatedSet } from "../sets/prepare-sets.ts";
import { rubricText } from "../study/rubric-text.ts";
import { pricesOf, type StudyInputs, studyInputs } from "../study/study-inputs.ts";
import { progress, withProgress } from "../terminal/progress.ts";
import { shownPath } from "../terminal/shown-path.ts";
import { usageError } from "../usage-error.ts";
import { type DoorSettings, type Doors, withModels } from "../with-models.ts";

const Options = z.object({
  output: z.string().optional(),
  json: z.boolean().default(false),
  concurrency: wholeNumber(1, LIMITS.concurrency).default(DEFAULT_CONCURRENCY),
  ledger: z.string().optional(),
  budget: money().optional(),
  prices: z.string().optional(),
  timeLimit: z.string().optional(),
  queue: z.string().optional(),
  heartbeat: wholeNumber(10).optional(),
  allowOutside: z.boolean().default(false),
  quiet: z.boolean().default(false),
});

/** The experiment of a study file. Running it again resumes it. */
export async function run(context: Context, args: readonly string[], raw: unknown): Promise<ExitCode> {
  const options = parseOptions(Options, raw);
  return withinTimeLimit(context, options.timeLimit, (limited) => runFile(limited, args, options));
}

/** The rubric by which the sets are to judge, once it is told and every framing can be made of it. */
function rubricFor(context: Context, inputs: StudyInputs, sets: readonly SeatedSet[]): ResolvedRubric {
  const { study, items, file } = inputs;
  const seated = sets.map(({ set }) => set);
  const resolved = resolveRubric(inputs.rubric, items, seated);
  if (resolved === null)
    throw new InputError(
      "no-rubric",
      `${file}: nothing says what to rate: name a rubric file as "rubric", or give items with human ratings, or an arm with grounded personas`,
    );
  checkFramings(study.framings, resolved.rubric);
  context.remark(rubricText(resolved));
  return resolved;
}

function tellOutcome(
  context: Context,
  { runFolder }: RunPlan,
  { models }: Doors,
  { manifest }: RunOutcome,
): void {
  const { calls, money: paid } = manifest;
  context.remark(`${calls.used} replies used, ${calls.replayed} of them from the ledger`);
  const currency = currencyOf(models);
  if (paid !== null && currency !== null)
    context.remark(`paid: ${moneyText(paid)} ${currency} for ${calls.made} calls over all starts`);
  context.remark(`report: ${join(runFolder, RUN_FILES.report)}`);
  context.remark(
    `next: open the report in a browser; assize report ${shownPath(context, runFolder)} writes it anew`,
  );
}

async function runFile(
  context: Context,
  args: readonly string[],
  options: z.infer<typeof Options>,
): Promise<ExitCode> {
  const inputs = await studyInputs(context, args[0] ?? "", options);
  const runFolder = pathFrom(context, options.output ?? join("runs", inputs.name));
  return whileHolding(runFolder, () => runInto(context, runFolder, inputs, options));
}

async function runInto(
  context: Context,
  runFolder: string,
  inputs: StudyInputs,
  options: z.infer<typeof Options>,
): Promise<ExitCode> {
  const { study, specs, name, items, itemsFile } = inputs;
  const { concurrency, quiet: isQuiet, heartbeat: heartbeatSeconds } = options;
  const queue = options.queue === undefined ? null : queueUrl(context, options.queue);
  if (queue !== null && options.ledger !== undefined)
    throw usageError("--ledger: with --queue the replies are kept in the queue's database");
  const runsAs = queue === null ? await runName(runFolder) : queueRunName(name, study);
  const limits = {
    money: options.budget ?? study.budget?.money,
    tokens: study.budget?.tokens,
    calls: study.budget?.calls,
  };
  const settings: DoorSettings = {
    ledger: queue ?? ledgerFrom(context, options.ledger, inputs.folder),
    specs,
    concurrency,
    run: runsAs,
    keysAreElsewhere: queue !== null,
    limits,
    prices: await readPrices(pricesOf(context, inputs, options.prices)),
  };

  return withModels(context, settings, async (doors) => {
    const { notify, end } = progress(context, isQuiet);
    const { remark, signal } = context;
    const place = { study, studyFolder: inputs.folder, runFolder, maker: specs[0] };
    const sets = await prepareSets({ ...place, doors, notify, remark, signal });
    end();
    const rubric = rubricFor(context, inputs, sets);
    for (const { arm, set, match } of sets)
      if (match !== undefined)
        context.remark(`arm ${arm}, set ${set.id}, against the set it is like: ${matchText(match)}`);
    const prepared = { title: name, study, specs, items, sets, run: runsAs };
    if (queue !== null) {
      const given = { ...prepared, url: queue, rubric: rubric.rubric, limits, heartbeatSeconds };
      await withProgress(context, isQuiet, (notify) => throughQueue(context, doors, { ...given, notify }));
    }
    const plan = { ...prepared, runFolder, itemsFile, rubric, concurrency, isQuiet, keepsStudy: true };
    const outcome = await execute(context, doors, plan);
    context.print(options.json ? JSON.stringify(outcome.result, null, 2) : summaryTable(outcome.result));
    tellOutcome(context, plan, doors, outcome);
    return EXIT.done;
  });
}
