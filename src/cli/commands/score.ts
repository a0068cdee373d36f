import { basename, join } from "node:path";
import { z } from "zod";
import { whileHolding } from "../../adapters/files/hold-folder.ts";
import { readItems } from "../../adapters/files/read-items.ts";
import { readYaml } from "../../adapters/files/read-yaml.ts";
import { RUN_FILES } from "../../adapters/files/run-folder.ts";
import { writeText } from "../../adapters/files/write-files.ts";
import { gateMeans } from "../../analysis/gate-means.ts";
import { InputError } from "../../domain/errors.ts";
import type { Item } from "../../domain/item.ts";
import { LIMITS } from "../../domain/limits.ts";
import type { PersonaSet } from "../../domain/persona.ts";
import { Rubric } from "../../domain/rubric.ts";
import { groupsOfItems } from "../../domain/source-groups.ts";
import { Protocol, type Study } from "../../domain/study.ts";
import { kindsOf } from "../../report/arm-order.ts";
import { junitXml } from "../../report/junit-xml.ts";
import { markdownSummary } from "../../report/markdown-summary.ts";
import { meansTable, verdictTable } from "../../report/verdict-table.ts";
import { type ResolvedRubric, resolveRubric } from "../../study/resolve-rubric.ts";
import { type Context, EXIT, type ExitCode } from "../context.ts";
import {
  DEFAULT_CONCURRENCY,
  ledgerFrom,
  ModelOptions,
  modelSpec,
  parseOptions,
  pathFrom,
  wholeNumber,
} from "../options.ts";
import { execute } from "../run/execute.ts";
import { type Demand, meanGates, parseDemand, tellGates } from "../run/mean-gates.ts";
import { readSet } from "../sets/read-set.ts";
import { rubricText } from "../study/rubric-text.ts";
import { usageError } from "../usage-error.ts";
import { withModels } from "../with-models.ts";

const Options = ModelOptions.extend({
  personas: z.string(),
  rubric: z.string().optional(),
  protocol: Protocol.default("debate"),
  panel: wholeNumber(1, LIMITS.panel).default(6),
  replicates: wholeNumber(1, LIMITS.replicates).default(3),
  limit: wholeNumber(1).optional(),
  seed: wholeNumber(0).default(1),
  output: z.string().optional(),
  min: z.array(z.string()).default([]),
  junit: z.string().optional(),
  markdown: z.string().optional(),
  json: z.boolean().default(false),
});
type Options = z.infer<typeof Options>;

const ARM = "panel";

/** The study of a single arm that the options make. */
function studyOf(options: Options, itemsFile: string, name: string, set: PersonaSet): Study {
  const kind = set.origin === "placebo" ? "placebo" : "grounded";
  return {
    version: 1,
    items: { file: itemsFile, ...(options.limit === undefined ? {} : { limit: options.limit }) },
    task: set.task ?? `Rate the items of ${name}.`,
    arms: [{ id: ARM, kind, sets: [options.personas] }],
    protocols: [options.protocol],
    panel: options.panel,
    framings: ["plain"],
    replicates: options.replicates,
    models: [modelSpec(options)],
    embedder: "lsa",
    seed: options.seed,
  };
}

async function rubricFor(
  context: Context,
  { rubric: file }: Options,
  items: readonly Item[],
  set: PersonaSet,
): Promise<ResolvedRubric> {
  const given = file === undefined ? null : { rubric: await readYaml(pathFrom(context, file), Rubric), file };
  const resolved = resolveRubric(given, items, [set]);
  if (resolved === null)
    throw new InputError(
      "no-rubric",
      "nothing says what to rate: give --rubric FILE, or items with human ratings",
    );
  return resolved;
}

/** A gate on a dimension that nobody rates is a slip of the pen, told before anything is asked. */
function checkGates(gates: readonly Demand[], { dimensions }: Rubric): void {
  const ids = dimensions.map(({ id }) => id);
  for (const { dimension } of gates)
    if (!ids.includes(dimension))
      throw usageError(`--min: "${dimension}" is no dimension of the rubric (${ids.join(", ")})`);
}

/** An evaluator's run: one persona set, three replicates, verdicts out. */
export async function run(context: Context, args: readonly string[], raw: unknown): Promise<ExitCode> {
  const options = parseOptions(Options, raw);
  const gates = options.min.map(parseDemand);
  const itemsFile = pathFrom(context, args[0] ?? "");
  const items = await readItems(itemsFile, options.limit);
  const setFile = pathFrom(context, options.personas);
  const set = await readSet(setFile);
  const rubric = await rubricFor(context, options, items, set);
  const { dimensions } = rubric.rubric;
  checkGates(gates, rubric.rubric);

  const name = basename(itemsFile).replace(/\.jsonl$/, "");
  const runFolder = pathFrom(context, options.output ?? join("runs", `score-${name}`));
  const specs = [modelSpec(options)];
  context.remark(rubricText(rubric));
  const ledger = ledgerFrom(context, options.ledger, ".");
  const concurrency = options.concurrency ?? DEFAULT_CONCURRENCY;
  return whileHolding(runFolder, () =>
    withModels(context, { ledger, specs, concurrency }, async (doors) => {
      const { verdicts, result, manifest } = await execute(context, doors, {
        title: name,
        study: studyOf(options, args[0] ?? "", name, set),
        specs,
        runFolder,
        itemsFile,
        items,
        rubric,
        sets: [{ arm: ARM, set, file: setFile }],
        concurrency,
        isQuiet: options.quiet,
        keepsStudy: false,
      });
      const groupOf = groupsOfItems(items);
      const scales = new Map(dimensions.map(({ id, scale }) => [id, [scale.min, scale.max] as const]));
      const means = gateMeans(verdicts, groupOf, (dimension) => scales.get(dimension) ?? null);
      if (options.json) for (const verdict of verdicts) context.print(JSON.stringify(verdict));
      else {
        context.print(verdictTable(verdicts));
        context.print("");
        context.print(meansTable(means));
      }
      context.remark(`verdicts: ${join(runFolder, RUN_FILES.verdicts)}`);
      context.remark(`report: ${join(runFolder, RUN_FILES.report)}`);
      const held = meanGates(verdicts, groupOf, gates);
      if (options.junit !== undefined)
        await writeText(pathFrom(context, options.junit), junitXml(held, name));
      if (options.markdown !== undefined)
        await writeText(pathFrom(context, options.markdown), markdownSummary(result, kindsOf(manifest)));
      return tellGates(context, held) ? EXIT.done : EXIT.gate;
    }),
  );
}
