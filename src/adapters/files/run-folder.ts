import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { Debate } from "../../domain/debate.ts";
import { DriftJudgement } from "../../domain/drift.ts";
import { InputError } from "../../domain/errors.ts";
import type { Item } from "../../domain/item.ts";
import { PersonaSet } from "../../domain/persona.ts";
import { Rating } from "../../domain/rating.ts";
import { StudyResult } from "../../domain/result.ts";
import { Manifest } from "../../domain/study.ts";
import { Verdict } from "../../domain/verdict.ts";
import { parseValue } from "./parse-value.ts";
import { readItems } from "./read-items.ts";
import { readJson } from "./read-json.ts";
import { readJsonl } from "./read-jsonl.ts";

/** The files of a run folder: six in any case, and `drift` where it was judged. */
export const RUN_FILES = {
  manifest: "manifest.json",
  ratings: "ratings.jsonl",
  verdicts: "verdicts.jsonl",
  debates: "debates.jsonl",
  drift: "drift.jsonl",
  result: "result.json",
  report: "report.html",
} as const;

/** What a run folder holds. A folder that `analyze` wrote has a result and nothing else for certain. */
export type RunFolder = {
  readonly result: StudyResult;
  readonly manifest: Manifest | null;
  readonly sets: readonly PersonaSet[];
  readonly items: readonly Item[];
  readonly ratings: readonly Rating[];
  readonly verdicts: readonly Verdict[];
  readonly debates: readonly Debate[];
  readonly drift: readonly DriftJudgement[];
};

type SchemaOf<T> = Parameters<typeof parseValue<T>>[0];

async function* rowsOf<T>(path: string, schema: SchemaOf<T>): AsyncGenerator<T> {
  if (!existsSync(path)) return;
  for await (const { value, place } of readJsonl(path)) yield parseValue(schema, value, place);
}

async function readRows<T>(path: string, schema: SchemaOf<T>): Promise<T[]> {
  const rows: T[] = [];
  for await (const row of rowsOf(path, schema)) rows.push(row);
  return rows;
}

/** The debates of a run one by one: all at once those of a long run fill a machine. */
export function debatesIn(folder: string): AsyncIterable<Debate> {
  return rowsOf(join(folder, RUN_FILES.debates), Debate);
}

/** The manifest of a run folder, or null where there is none yet. */
export async function readManifest(folder: string): Promise<Manifest | null> {
  const path = join(folder, RUN_FILES.manifest);
  return existsSync(path) ? await readJson(path, Manifest) : null;
}

/** The items and persona sets of a run, as far as they are still where its manifest says. */
export async function readInputs(
  folder: string,
  manifest: Manifest | null,
): Promise<Pick<RunFolder, "items" | "sets">> {
  if (manifest === null) return { items: [], sets: [] };
  const itemsFile = resolve(folder, manifest.itemsFile);
  const items = existsSync(itemsFile) ? await readItems(itemsFile) : [];
  const setFiles = [...new Set(manifest.sets.map((set) => resolve(folder, set.file)))].filter(existsSync);
  return {
    items: items.filter((item) => item.id in manifest.items),
    sets: await Promise.all(setFiles.map((file) => readJson(file, PersonaSet))),
  };
}

/** Reads a run folder but for its debates, which `debatesIn` reads. */
export async function readRun(folder: string): Promise<Omit<RunFolder, "debates">> {
  if (!existsSync(join(folder, RUN_FILES.result)))
    throw new InputError(
      "no-run",
      `${folder}: holds no ${RUN_FILES.result}; give the folder of a run, or make one with assize run or assize analyze`,
    );
  const manifest = await readManifest(folder);
  return {
    result: await readJson(join(folder, RUN_FILES.result), StudyResult),
    manifest,
    ...(await readInputs(folder, manifest)),
    ratings: await readRows(join(folder, RUN_FILES.ratings), Rating),
    verdicts: await readRows(join(folder, RUN_FILES.verdicts), Verdict),
    drift: await readRows(join(folder, RUN_FILES.drift), DriftJudgement),
  };
}

/** Reads a run folder. Items and persona sets are read from where the manifest says, as far as they are still there. */
export async function readRunFolder(folder: string): Promise<RunFolder> {
  return {
    ...(await readRun(folder)),
    debates: await readRows(join(folder, RUN_FILES.debates), Debate),
  };
}
