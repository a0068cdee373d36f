import { basename } from "node:path";
import { debatesIn, readRun } from "../../adapters/files/run-folder.ts";
import { type Context, EXIT, type ExitCode } from "../context.ts";
import { pathFrom } from "../options.ts";
import { writeReport } from "../run/write-report.ts";

/** Writes a run's page anew from the other files of its folder. */
export async function run(context: Context, args: readonly string[]): Promise<ExitCode> {
  const folder = pathFrom(context, args[0] ?? "");
  const { manifest, ...held } = await readRun(folder);
  const path = await writeReport(folder, {
    title: basename(folder),
    ...held,
    debates: debatesIn(folder),
    ...(manifest === null ? {} : { manifest }),
  });
  context.print(path);
  context.remark("next: open it in a browser, or all runs side by side: assize view");
  return EXIT.done;
}
