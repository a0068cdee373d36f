import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import { InputError } from "../../domain/errors.ts";
import type { PersonaSet } from "../../domain/persona.ts";
import type { Arm } from "../../domain/study.ts";
import { checkFramings } from "../../prompts/check-framings.ts";
import { resolveRubric } from "../../study/resolve-rubric.ts";
import { type Context, EXIT, type ExitCode } from "../context.ts";
import { paidNames } from "../money/paid-names.ts";
import { parseOptions } from "../options.ts";
import { readSet } from "../sets/read-set.ts";
import { type StudyInputs, studyInputs } from "../study/study-inputs.ts";
import { shownPath } from "../terminal/shown-path.ts";

const Options = z.object({ json: z.boolean().default(false), allowOutside: z.boolean().default(false) });

type Sets = { readonly read: readonly PersonaSet[]; readonly toMake: number };

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

/** The sets that an arm names, read; and how many are still to be made. */
async function setsOf(arm: Arm, folder: string): Promise<Sets> {
  if (!("sets" in arm)) return { read: [], toMake: 0 };
  if ("corpus" in arm && arm.corpus !== undefined && !isFolder(resolve(folder, arm.corpus)))
    throw new InputError(
      "no-corpus",
      `arms.${arm.id}.corpus: ${resolve(folder, arm.corpus)} is no folder; name the folder of documents`,
    );
  if (typeof arm.sets === "number") return { read: [], toMake: arm.sets };
  const paths = [arm.sets].flat().map((path) => resolve(folder, path));
  const files = paths.filter((path) => !isFolder(path));
  return {
    read: await Promise.all(files.map(readSet)),
    toMake: paths.length - files.length,
  };
}

async function summaryOf({ study, items, rubric, folder, specs }: StudyInputs) {
  const sets: Sets[] = [];
  for (const arm of study.arms) sets.push(await setsOf(arm, folder));
  const read = sets.flatMap((each) => each.read);
  const resolved = resolveRubric(rubric, items, read);
  const toMake = sets.reduce((sum, each) => sum + each.toMake, 0);
  if (resolved === null && toMake === 0)
    throw new InputError(
      "no-rubric",
      'nothing says what to rate: name a rubric file as "rubric", or give items with human ratings, or an arm with grounded personas',
    );
  if (resolved !== null) checkFramings(study.framings, resolved.rubric);
  const paid = paidNames(study, specs);
  return {
    valid: true,
    items: items.length,
    rubric: resolved && { from: resolved.from, dimensions: resolved.rubric.dimensions.map(({ id }) => id) },
    arms: study.arms.map(({ id }) => id),
    protocols: study.protocols,
    replicates: study.replicates,
    personaSets: { read: read.length, toMake },
    asks: specs.map(({ model }) => model),
    free: paid.length === 0,
  };
}

/** Whether a study would run: the study, its items, rubric and persona sets, without asking any model. */
export async function run(context: Context, args: readonly string[], raw: unknown): Promise<ExitCode> {
  const options = parseOptions(Options, raw);
  const loaded = await studyInputs(context, args[0] ?? "", options);
  const summary = await summaryOf(loaded);
  const shown = shownPath(context, loaded.file);
  if (options.json) context.print(JSON.stringify(summary, null, 2));
  else {
    const { rubric, personaSets } = summary;
    context.print(`${shown} is valid`);
    context.print(`items: ${summary.items}`);
    context.print(
      rubric === null
        ? "rubric: the dimensions of the first persona set, once it is made"
        : `rubric: ${rubric.from} (${rubric.dimensions.join(", ")})`,
    );
    context.print(`arms: ${summary.arms.join(", ")}; protocols: ${summary.protocols.join(", ")}`);
    context.print(`persona sets: ${personaSets.read} read, ${personaSets.toMake} to make at the first run`);
    context.print(`asks: ${summary.asks.join(", ")}${summary.free ? " (free)" : ""}`);
  }
  context.remark(`next: assize plan ${shown}`);
  return EXIT.done;
}
