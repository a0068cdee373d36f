import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { readRatings } from "../../adapters/files/read-ratings.ts";
import { RUN_FILES } from "../../adapters/files/run-folder.ts";
import { ratingsCsv } from "../../report/ratings-csv.ts";
import { type Context, EXIT, type ExitCode } from "../context.ts";
import { parseOptions, pathFrom } from "../options.ts";
import { printOrWrite } from "../terminal/print-or-write.ts";

const Options = z.object({ output: z.string().optional() });

/** Rating rows as long CSV for R, pandas and spreadsheets: of a run folder, or of files that analyze reads. */
export async function run(context: Context, args: readonly string[], raw: unknown): Promise<ExitCode> {
  const { output } = parseOptions(Options, raw);
  const paths = args.map((arg) => {
    const path = pathFrom(context, arg);
    return existsSync(path) && statSync(path).isDirectory() ? join(path, RUN_FILES.ratings) : path;
  });
  const rows = await readRatings(paths, { positionalRaters: false, variantAs: "framing" });
  await printOrWrite(context, output, ratingsCsv(rows));
  return EXIT.done;
}
