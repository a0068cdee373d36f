import { existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Arm, DEFAULT_SETS } from "../../domain/study.ts";
import { bareRole } from "../../personas/bare-role.ts";
import { assumedSet } from "../../study/assumed-set.ts";
import { makingOfKnowledge, makingOfSets } from "../../study/making.ts";
import type { Making } from "../../study/price-study.ts";
import type { StudyInputs } from "../study/study-inputs.ts";
import type { SeatedSet } from "./prepare-sets.ts";
import { readSet } from "./read-set.ts";

/** The sets of a study as they will be, and the work of making those that are not there. */
export type ForeseenSets = {
  readonly sets: readonly SeatedSet[];
  readonly making: readonly Making[];
  /** Names of the sets whose size is only assumed. */
  readonly assumed: readonly string[];
};

type Known = {
  readonly sets: readonly SeatedSet[];
  readonly assumed: readonly string[];
  readonly making: readonly Making[];
};

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();

/** Sets that the run makes: the frozen ones of an earlier start, the others assumed. */
async function madeSets(
  { study }: StudyInputs,
  runFolder: string,
  arm: Extract<Arm, { kind: "grounded" | "invented" | "placebo" }>,
  places: readonly number[],
): Promise<Known> {
  const sets: SeatedSet[] = [];
  const assumed: string[] = [];
  for (const place of places) {
    const id = `${arm.id}-${place + 1}`;
    const file = join(runFolder, "sets", `${id}.json`);
    const isThere = existsSync(file);
    if (!isThere) assumed.push(id);
    const set = isThere ? await readSet(file) : assumedSet(id, arm.kind, study.panel);
    sets.push({ arm: arm.id, set, file });
  }
  const kind = arm.kind === "invented" ? "invented" : "grounded";
  const making = assumed.length === 0 ? [] : [makingOfSets(arm.id, kind, assumed.length, study.panel)];
  return { sets, assumed, making };
}

async function setsOfArm(inputs: StudyInputs, runFolder: string, arm: Arm): Promise<Known> {
  if (arm.kind === "none" || arm.kind === "bare-role") return { sets: [], assumed: [], making: [] };
  const { sets } = arm;
  const made = (places: readonly number[]): Promise<Known> => madeSets(inputs, runFolder, arm, places);
  if (typeof sets === "number") return made([...Array(sets).keys()]);
  const paths = (typeof sets === "string" ? [sets] : sets).map((path) => resolve(inputs.folder, path));
  const [only] = paths;
  if (paths.length === 1 && only !== undefined && isFolder(only))
    return made([...Array(DEFAULT_SETS).keys()]);
  const folders = await made([...paths.keys()].filter((place) => isFolder(paths[place] ?? "")));
  const files = paths.filter((path) => !isFolder(path));
  const read = await Promise.all(
    files.map(async (file) => ({ arm: arm.id, set: await readSet(file), file })),
  );
  return { ...folders, sets: [...read, ...folders.sets] };
}

/**
 * The persona sets of a study without making any: files are read, sets that the run would make are taken from its
 * folder where an earlier start froze them, and else assumed with their size.
 */
export async function foreseenSets(inputs: StudyInputs, runFolder: string): Promise<ForeseenSets> {
  const { study } = inputs;
  const known = new Map<string, Known>();
  for (const arm of study.arms) known.set(arm.id, await setsOfArm(inputs, runFolder, arm));
  for (const arm of study.arms) {
    if (arm.kind !== "bare-role") continue;
    const like = known.get(arm.like)?.sets ?? [];
    const sets = like.map(({ set, file }, index) => ({
      arm: arm.id,
      set: bareRole(set, `${arm.id}-${index + 1}`),
      file,
    }));
    known.set(arm.id, { sets, assumed: [], making: [] });
  }
  const all = [...known.values()];
  const grounded = study.arms.flatMap((arm) =>
    arm.kind === "grounded" ? (known.get(arm.id)?.sets ?? []) : [],
  );
  const making = all.flatMap((one) => one.making);
  if (study.knowledge !== undefined && grounded.length > 0)
    for (const { id } of inputs.specs)
      making.push(makingOfKnowledge(study.knowledge, id, grounded.length, study.panel));
  return { sets: all.flatMap(({ sets }) => sets), assumed: all.flatMap(({ assumed }) => assumed), making };
}
