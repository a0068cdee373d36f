import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { readRatings } from "../../adapters/files/read-ratings.ts";
import { debatesIn, RUN_FILES } from "../../adapters/files/run-folder.ts";
import { writeJson, writeJsonl } from "../../adapters/files/write-files.ts";
import { gatherFacts } from "../../analysis/debate/debate-facts.ts";
import { componentsTable } from "../../report/components-table.ts";
import { summaryTable } from "../../report/summary-table.ts";
import { analyzeInThreads } from "../../threads/analyze-in-threads.ts";
import { type Context, EXIT, type ExitCode } from "../context.ts";
import { parseOptions, pathFrom, wholeNumber } from "../options.ts";
import { writeReport } from "../run/write-report.ts";
import { withProgress } from "../terminal/progress.ts";

const Options = z.object({
  output: z.string().optional(),
  json: z.boolean().default(false),
  seed: wholeNumber(0).default(1),
  threads: wholeNumber(1).optional(),
  quiet: z.boolean().default(false),
  positionalRaters: z.boolean().default(false),
  variantAs: z.enum(["framing", "rater"]).default("framing"),
});

/** Rating rows of any origin → result.json and report.html. A run's rows bring the debates that stand beside them. */
export async function run(context: Context, args: readonly string[], raw: unknown): Promise<ExitCode> {
  const options = parseOptions(Options, raw);
  const paths = args.map((path) => pathFrom(context, path));
  const rows = await readRatings(paths, options);
  const heard = gatherFacts();
  for (const path of paths.filter((each) => basename(each) === RUN_FILES.ratings))
    for await (const debate of debatesIn(dirname(path))) heard.add(debate);
  const { seed, threads } = options;
  const result = await withProgress(context, options.quiet, (notify) =>
    analyzeInThreads(rows, {
      seed,
      debates: heard.facts(),
      notify,
      signal: context.signal,
      ...(threads === undefined ? {} : { threads }),
    }),
  );
  if (options.output !== undefined) {
    const folder = pathFrom(context, options.output);
    await writeJsonl(join(folder, RUN_FILES.ratings), rows);
    await writeJson(join(folder, RUN_FILES.result), result);
    await writeReport(folder, {
      title: args.join(", "),
      result,
      sets: [],
      items: [],
      ratings: rows,
      verdicts: [],
      debates: [],
    });
    context.remark(
      `wrote ${join(options.output, RUN_FILES.result)} and ${join(options.output, RUN_FILES.report)}`,
    );
  }
  if (options.json) context.print(JSON.stringify(result, null, 2));
  else {
    context.print(summaryTable(result));
    context.print("");
    context.print(componentsTable(result));
    if (options.output === undefined)
      context.remark("add -o DIR for result.json and the page, --json for the result here");
  }
  return EXIT.done;
}
