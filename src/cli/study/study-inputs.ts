import { dirname, resolve } from "node:path";
import { readItems } from "../../adapters/files/read-items.ts";
import { readYaml } from "../../adapters/files/read-yaml.ts";
import type { Item } from "../../domain/item.ts";
import { Rubric } from "../../domain/rubric.ts";
import type { ModelSpec, Study } from "../../domain/study.ts";
import { framingNamed } from "../../prompts/framings.ts";
import type { Context } from "../context.ts";
import { pathFrom } from "../options.ts";
import { checkStudyPaths } from "./check-study-paths.ts";
import { readStudy, studyName } from "./read-study.ts";

/** A study with the files that it names, persona sets aside. */
export type StudyInputs = {
  readonly file: string;
  /** Paths in the study are relative to this folder. */
  readonly folder: string;
  readonly name: string;
  readonly study: Study;
  readonly specs: readonly [ModelSpec, ...ModelSpec[]];
  readonly itemsFile: string;
  readonly items: readonly Item[];
  /** The rubric that the study names, and how it names it. */
  readonly rubric: { readonly rubric: Rubric; readonly file: string } | null;
};

/** The models of a study under their names; a single `model` is named by itself. */
function specsOf(study: Study): StudyInputs["specs"] {
  const [first, ...rest] = study.models ?? [];
  if (first) return [first, ...rest];
  const model = study.model ?? "lexical";
  return [{ id: model, model }];
}

/** Reads a study, its items and its rubric. Throws an `InputError` for what is wrong in one of them, or lies outside. */
export async function studyInputs(
  context: Context,
  path: string,
  { allowOutside }: { readonly allowOutside: boolean },
): Promise<StudyInputs> {
  const file = pathFrom(context, path);
  const study = await readStudy(context, file);
  if (!allowOutside) checkStudyPaths(context, study, file);
  for (const framing of study.framings) framingNamed(framing);
  const folder = dirname(file);
  const itemsFile = resolve(folder, study.items.file);
  return {
    file,
    folder,
    name: studyName(file),
    study,
    specs: specsOf(study),
    itemsFile,
    items: await readItems(itemsFile, study.items.limit),
    rubric:
      study.rubric === undefined
        ? null
        : { rubric: await readYaml(resolve(folder, study.rubric), Rubric), file: study.rubric },
  };
}

/** The price list that the flag names, else the study, else none. */
export function pricesOf(
  context: Context,
  { study, folder }: StudyInputs,
  flag: string | undefined,
): string | undefined {
  if (flag !== undefined) return pathFrom(context, flag);
  return study.prices === undefined ? undefined : resolve(folder, study.prices);
}
