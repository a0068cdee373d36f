import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import { readJson } from "../../adapters/files/read-json.ts";
import { readText } from "../../adapters/files/read-text.ts";
import { writeJson } from "../../adapters/files/write-files.ts";
import { PersonaSet } from "../../domain/persona.ts";
import { inventPersonas } from "../../personas/invent-personas.ts";
import { type Context, EXIT, type ExitCode } from "../context.ts";
import { ModelOptions, modelSpec, parseOptions, pathFrom, wholeNumber } from "../options.ts";
import { progress } from "../progress.ts";
import { setOverview } from "../set-overview.ts";
import { withModels } from "../with-models.ts";

const Options = ModelOptions.extend({
  output: z.string(),
  like: z.string().optional(),
  personas: wholeNumber(1).optional(),
  groups: wholeNumber(1).optional(),
  seed: wholeNumber(0).default(1),
});

/** A task's text alone → an invented persona set. The task is a text, or the name of a file that holds it. */
export async function run(context: Context, args: readonly string[], raw: unknown): Promise<ExitCode> {
  const options = parseOptions(Options, raw);
  const given = args[0] ?? "";
  const taskFile = pathFrom(context, given);
  const task = (existsSync(taskFile) ? await readText(taskFile) : given).trim();
  const file = pathFrom(context, options.output);
  const like =
    options.like === undefined ? undefined : await readJson(pathFrom(context, options.like), PersonaSet);
  const spec = modelSpec(options);
  const ledger = pathFrom(context, options.ledger ?? join(".assize", "ledger.sqlite"));
  const { notify, end } = progress(context, options.quiet);
  const { set, match } = await withModels(
    context,
    { ledger, specs: [spec], concurrency: options.concurrency },
    ({ complete }) =>
      inventPersonas(
        { complete: complete(spec.id), notify },
        {
          id: basename(file).replace(/\.json$/, ""),
          task,
          seed: options.seed,
          model: spec.model,
          signal: context.signal,
          ...(like === undefined ? {} : { like }),
          ...(options.personas === undefined ? {} : { personas: options.personas }),
          ...(options.groups === undefined ? {} : { groups: options.groups }),
        },
      ),
  );
  end();
  await writeJson(file, set);
  context.print(setOverview(set));
  if (like !== undefined)
    context.print(
      `  against ${like.id}: ${Object.entries(match)
        .map(([what, value]) => `${what} ${value}`)
        .join(", ")}`,
    );
  context.remark(`wrote ${options.output}`);
  return EXIT.done;
}
