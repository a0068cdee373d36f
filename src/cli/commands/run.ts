import { dirname, join, resolve } from "node:path";
import { z } from "zod";
import { readItems } from "../../adapters/files/read-items.ts";
import { readYaml } from "../../adapters/files/read-yaml.ts";
import { RUN_FILES } from "../../adapters/files/run-folder.ts";
import { InputError } from "../../domain/errors.ts";
import { Rubric } from "../../domain/rubric.ts";
import type { ModelSpec, Study } from "../../domain/study.ts";
import { checkFramings } from "../../prompts/check-framings.ts";
import { framingNamed } from "../../prompts/framings.ts";
import { summaryTable } from "../../report/summary-table.ts";
import { resolveRubric } from "../../study/resolve-rubric.ts";
import { type Context, EXIT, type ExitCode } from "../context.ts";
import { execute } from "../execute.ts";
import { matchText } from "../match-text.ts";
import { DEFAULT_CONCURRENCY, ledgerFrom, parseOptions, pathFrom, wholeNumber } from "../options.ts";
import { prepareSets } from "../prepare-panels.ts";
import { progress } from "../progress.ts";
import { readStudy, studyName } from "../read-study.ts";
import { withModels } from "../with-models.ts";

const Options = z.object({
  output: z.string().optional(),
  json: z.boolean().default(false),
  concurrency: wholeNumber(1).default(DEFAULT_CONCURRENCY),
  ledger: z.string().optional(),
  quiet: z.boolean().default(false),
});

/** The models of a study under their names; a single `model` is named by itself. */
function specsOf(study: Study): readonly [ModelSpec, ...ModelSpec[]] {
  const [first, ...rest] = study.models ?? [];
  if (first) return [first, ...rest];
  const model = study.model ?? "lexical";
  return [{ id: model, model }];
}

/** The experiment of a study file. Running it again resumes it. */
export async function run(context: Context, args: readonly string[], raw: unknown): Promise<ExitCode> {
  const options = parseOptions(Options, raw);
  const studyFile = pathFrom(context, args[0] ?? "");
  const study = await readStudy(context, studyFile);
  const studyFolder = dirname(studyFile);
  const name = studyName(studyFile);
  const runFolder = pathFrom(context, options.output ?? join("runs", name));
  for (const framing of study.framings) framingNamed(framing);
  if (study.budget !== undefined)
    context.remark(
      "budget: this version counts calls and tokens but does not stop at a budget; set limits at your provider",
    );

  const itemsFile = resolve(studyFolder, study.items.file);
  const items = await readItems(itemsFile, study.items.limit);
  const rubricFile = study.rubric === undefined ? null : resolve(studyFolder, study.rubric);
  const given =
    rubricFile === null ? null : { rubric: await readYaml(rubricFile, Rubric), file: study.rubric ?? "" };
  const specs = specsOf(study);
  const ledger = ledgerFrom(context, options.ledger, studyFolder);

  return withModels(context, { ledger, specs, concurrency: options.concurrency }, async (doors) => {
    const { notify, end } = progress(context, options.quiet);
    const sets = await prepareSets({
      study,
      studyFolder,
      runFolder,
      maker: specs[0],
      doors,
      notify,
      signal: context.signal,
    });
    end();
    const rubric = resolveRubric(
      given,
      items,
      sets.map(({ set }) => set),
    );
    if (rubric === null)
      throw new InputError(
        "no-rubric",
        `${studyFile}: nothing says what to rate: name a rubric file as "rubric", or give items with human ratings, or an arm with grounded personas`,
      );
    checkFramings(study.framings, rubric.rubric);
    context.remark(`rubric: ${rubric.from} (${rubric.rubric.dimensions.map(({ id }) => id).join(", ")})`);
    for (const { arm, set, match } of sets)
      if (match !== undefined)
        context.remark(`arm ${arm}, set ${set.id}, against the set it is like: ${matchText(match)}`);
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
    });
    const { calls } = outcome.manifest;
    context.print(options.json ? JSON.stringify(outcome.result, null, 2) : summaryTable(outcome.result));
    context.remark(`${calls.used} replies used, ${calls.replayed} of them from the ledger`);
    context.remark(`report: ${join(runFolder, RUN_FILES.report)}`);
    return EXIT.done;
  });
}
