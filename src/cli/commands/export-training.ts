import { z } from "zod";
import { readYaml } from "../../adapters/files/read-yaml.ts";
import { type RunFolder, readRunFolder } from "../../adapters/files/run-folder.ts";
import { writeJson, writeJsonl } from "../../adapters/files/write-files.ts";
import { InputError } from "../../domain/errors.ts";
import { groupOf, type Item } from "../../domain/item.ts";
import { Rubric } from "../../domain/rubric.ts";
import type { Manifest } from "../../domain/study.ts";
import { panelsOf } from "../../study/panels-of.ts";
import { resolveRubric } from "../../study/resolve-rubric.ts";
import { heldOutItems } from "../../study/training/held-out.ts";
import type { RunToExport } from "../../study/training/run-to-export.ts";
import { trainingPairs, withoutPrompt } from "../../study/training/training-pairs.ts";
import { type Context, EXIT, type ExitCode } from "../context.ts";
import { parseOptions, pathFrom, wholeNumber } from "../options.ts";
import { digestOf } from "../run/digest-of.ts";
import { manifestOf, setsOfRun } from "../sets/sets-of-run.ts";

const share = z.string().transform(Number).pipe(z.number().min(0).max(1));

const Options = z.object({
  output: z.string(),
  heldOut: share.default(0.2),
  seed: wholeNumber(0).default(1),
  off: share.default(0.25),
  sure: share.default(0.7),
  for: z.enum(["dpo", "reward"]).default("dpo"),
  rubric: z.string().optional(),
});
type Options = z.infer<typeof Options>;

/** The rubric that a run was judged by: as its manifest has it, else as told or as the items have it. */
async function rubricOf(
  context: Context,
  { rubric }: Options,
  run: RunFolder,
  manifest: Manifest,
): Promise<Rubric> {
  if (manifest.rubric.full !== undefined) return manifest.rubric.full;
  const given =
    rubric === undefined ? null : { rubric: await readYaml(pathFrom(context, rubric), Rubric), file: rubric };
  const found = resolveRubric(given, run.items, run.sets)?.rubric;
  if (found !== undefined && digestOf(found) === manifest.rubric.digest) return found;
  throw new InputError(
    "no-rubric",
    `the run was judged by another rubric (${manifest.rubric.from}); give that file with --rubric`,
  );
}

function checkJudged(path: string, { debates, drift }: RunFolder): void {
  const talked = debates.some(({ groups }) => groups.some(({ turns }) => turns.length > 0));
  if (talked && drift.length === 0)
    throw new InputError(
      "no-drift",
      `${path}: its turns were not judged; run "assize drift ${path}" first, or the study with "drift: true"`,
    );
}

/** A run's judged turns and ratings as preference data, with what is held out told beside it. */
export async function run(context: Context, args: readonly string[], raw: unknown): Promise<ExitCode> {
  const options = parseOptions(Options, raw);
  const path = pathFrom(context, args[0] ?? "");
  const folder = await readRunFolder(path);
  const manifest = manifestOf(path, folder);
  checkJudged(path, folder);
  const { items, sets, debates, drift } = folder;
  if (items.length === 0)
    throw new InputError(
      "no-items",
      `${path}: the items that were judged (${manifest.itemsFile}) are no longer there; prompts cannot be made again without them`,
    );
  const exported: RunToExport = {
    purpose: manifest.study.task,
    rubric: await rubricOf(context, options, folder, manifest),
    items,
    panels: panelsOf(manifest.study, setsOfRun(manifest, sets)),
    debates,
    drift,
  };
  const { heldOut: part, seed, off, sure } = options;
  const heldOut = heldOutItems(items, part, seed);
  const pairs = trainingPairs(exported, heldOut, { off, sure });
  const output = pathFrom(context, options.output);
  await writeJsonl(output, options.for === "dpo" ? pairs : pairs.map(withoutPrompt));
  await writeJson(`${output}.split.json`, { seed, share: part, heldOut: [...heldOut].toSorted() });
  const counted = Map.groupBy(pairs, ({ kind }) => kind);
  const counts = [...counted].map(([kind, own]) => `${own.length} ${kind}`);
  const groups = (of: readonly Item[]): number => new Set(of.map(groupOf)).size;
  context.print(
    `${pairs.length} pairs${counts.length > 0 ? ` (${counts.join(", ")})` : ""}; held out by seed ${seed}: ` +
      `${groups(items.filter(({ id }) => heldOut.has(id)))} of ${groups(items)} source groups, ` +
      `${heldOut.size} of ${items.length} items`,
  );
  return EXIT.done;
}
