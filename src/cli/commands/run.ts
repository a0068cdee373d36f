import { join } from "node:path";
import { z } from "zod";
import { RUN_FILES } from "../../adapters/files/run-folder.ts";
import { InputError } from "../../domain/errors.ts";
import { checkFramings } from "../../prompts/check-framings.ts";
import { summaryTable } from "../../report/summary-table.ts";
import { resolveRubric } from "../../study/resolve-rubric.ts";
import { currencyOf } from "../at-budget.ts";
import { type Context, EXIT, type ExitCode } from "../context.ts";
import { execute } from "../execute.ts";
import { matchText } from "../match-text.ts";
import { moneyText } from "../money-text.ts";
import { DEFAULT_CONCURRENCY, ledgerFrom, money, parseOptions, pathFrom, wholeNumber } from "../options.ts";
import { prepareSets } from "../prepare-panels.ts";
import { progress, withProgress } from "../progress.ts";
import { queueUrl } from "../queue-url.ts";
import { readPrices } from "../read-prices.ts";
import { runName } from "../run-name.ts";
import { shownPath } from "../shown-path.ts";
import { pricesOf, studyInputs } from "../study-inputs.ts";
import { queueRunName, throughQueue } from "../through-queue.ts";
import { usageError } from "../usage-error.ts";
import { type DoorSettings, withModels } from "../with-models.ts";
import { withinTimeLimit } from "../within-time-limit.ts";

const Options = z.object({
  output: z.string().optional(),
  json: z.boolean().default(false),
  concurrency: wholeNumber(1).default(DEFAULT_CONCURRENCY),
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

async function runFile(
  context: Context,
  args: readonly string[],
  options: z.infer<typeof Options>,
): Promise<ExitCode> {
  const inputs = await studyInputs(context, args[0] ?? "", options);
  const { study, specs, name, items, itemsFile } = inputs;
  const runFolder = pathFrom(context, options.output ?? join("runs", name));
  const queue = options.queue === undefined ? null : queueUrl(context, options.queue);
  if (queue !== null && options.ledger !== undefined)
    throw usageError("--ledger: with --queue the replies are kept in the queue's database");
  const runsAs = queue === null ? await runName(runFolder) : queueRunName(name, study);
  const settings: DoorSettings = {
    ledger: queue ?? ledgerFrom(context, options.ledger, inputs.folder),
    specs,
    concurrency: options.concurrency,
    run: runsAs,
    keysAreElsewhere: queue !== null,
    limits: {
      money: options.budget ?? study.budget?.money,
      tokens: study.budget?.tokens,
      calls: study.budget?.calls,
    },
    prices: await readPrices(pricesOf(context, inputs, options.prices)),
  };

  return withModels(context, settings, async (doors) => {
    const { notify, end } = progress(context, options.quiet);
    const sets = await prepareSets({
      study,
      studyFolder: inputs.folder,
      runFolder,
      maker: specs[0],
      doors,
      notify,
      remark: context.remark,
      signal: context.signal,
    });
    end();
    const rubric = resolveRubric(
      inputs.rubric,
      items,
      sets.map(({ set }) => set),
    );
    if (rubric === null)
      throw new InputError(
        "no-rubric",
        `${inputs.file}: nothing says what to rate: name a rubric file as "rubric", or give items with human ratings, or an arm with grounded personas`,
      );
    checkFramings(study.framings, rubric.rubric);
    context.remark(`rubric: ${rubric.from} (${rubric.rubric.dimensions.map(({ id }) => id).join(", ")})`);
    for (const { arm, set, match } of sets)
      if (match !== undefined)
        context.remark(`arm ${arm}, set ${set.id}, against the set it is like: ${matchText(match)}`);
    if (queue !== null) {
      const given = {
        url: queue,
        title: name,
        study,
        specs,
        items,
        rubric: rubric.rubric,
        sets,
        run: runsAs,
      };
      const { heartbeat: heartbeatSeconds } = options;
      const limits = settings.limits ?? {};
      await withProgress(context, options.quiet, (notify) =>
        throughQueue(context, doors, { ...given, limits, heartbeatSeconds, notify }),
      );
    }
    const outcome = await execute(context, doors, {
      title: name,
      study,
      specs,
      runFolder,
      itemsFile,
      items,
      rubric,
      sets,
      concurrency: options.concurrency,
      isQuiet: options.quiet,
      keepsStudy: true,
      run: runsAs,
    });
    const { calls, money: paid } = outcome.manifest;
    context.print(options.json ? JSON.stringify(outcome.result, null, 2) : summaryTable(outcome.result));
    context.remark(`${calls.used} replies used, ${calls.replayed} of them from the ledger`);
    const currency = currencyOf(doors.models);
    if (paid !== null && currency !== null)
      context.remark(`paid: ${moneyText(paid)} ${currency} for ${calls.made} calls over all starts`);
    const shown = shownPath(context, runFolder);
    context.remark(`report: ${join(runFolder, RUN_FILES.report)}`);
    context.remark(`next: open the report in a browser; assize report ${shown} writes it anew`);
    return EXIT.done;
  });
}
