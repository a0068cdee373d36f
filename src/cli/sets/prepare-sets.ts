import { existsSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { readCorpus } from "../../adapters/documents/read-corpus.ts";
import { writeJson } from "../../adapters/files/write-files.ts";
import type { Corpus } from "../../domain/corpus.ts";
import { InputError } from "../../domain/errors.ts";
import type { PersonaSet } from "../../domain/persona.ts";
import type { Notify } from "../../domain/ports.ts";
import { deriveSeed } from "../../domain/random.ts";
import { type Arm, DEFAULT_SETS, type Study } from "../../domain/study.ts";
import { bareRole } from "../../personas/bare-role.ts";
import { documentSubset } from "../../personas/document-subset.ts";
import { groundPersonas } from "../../personas/ground-personas.ts";
import { inventPersonas } from "../../personas/invent-personas.ts";
import { measureMatch } from "../../personas/measure-match.ts";
import type { Doors } from "../with-models.ts";
import { readSet } from "./read-set.ts";
import { writeCleanTexts } from "./write-clean-texts.ts";

/** A persona set that sits in an arm, with its file and, where it was matched to another, how well. */
export type SeatedSet = {
  readonly arm: string;
  readonly set: PersonaSet;
  readonly file: string;
  readonly match?: Readonly<Record<string, number>>;
};

type Place = {
  readonly study: Study;
  /** Paths in the study are relative to this folder. */
  readonly studyFolder: string;
  readonly runFolder: string;
  /** Name of the model that makes sets, in the study, and as the sets record it. */
  readonly maker: { readonly id: string; readonly model: string };
  readonly doors: Doors;
  readonly notify: Notify;
  /** Hears of documents that are left out. */
  readonly remark: (text: string) => void;
  readonly signal: AbortSignal;
};

function frozenFile(place: Place, arm: string, index: number): string {
  return join(place.runFolder, "sets", `${arm}-${index + 1}.json`);
}

/** A set that this run makes is made once: later runs read the frozen file. */
async function frozen(file: string, make: () => Promise<PersonaSet>): Promise<PersonaSet> {
  if (existsSync(file)) return readSet(file);
  const set = await make();
  await writeJson(file, set);
  return set;
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

async function groundedSet(
  place: Place,
  arm: string,
  index: number,
  corpus: () => Promise<Corpus>,
): Promise<SeatedSet> {
  const file = frozenFile(place, arm, index);
  const { study, maker, doors, notify, signal } = place;
  const set = await frozen(file, async () => {
    const seed = deriveSeed(study.seed, "ground", arm, index);
    const documents = documentSubset(await corpus(), index, seed);
    const made = await groundPersonas(
      {
        complete: doors.complete(maker.id),
        fitEmbed: doors.fitEmbed(study.embedder, seed, place.studyFolder),
        notify,
      },
      documents,
      {
        id: basename(file, ".json"),
        seed,
        model: maker.model,
        embedder: typeof study.embedder === "string" ? study.embedder : study.embedder.model,
        personas: study.panel,
        task: study.task,
        signal,
      },
    );
    await writeCleanTexts(file, documents);
    return made;
  });
  return { arm, set, file };
}

async function fileSet(place: Place, arm: string, path: string): Promise<SeatedSet> {
  const file = resolve(place.studyFolder, path);
  return { arm, set: await readSet(file), file };
}

function corpusAt(place: Place, path: string): () => Promise<Corpus> {
  const { notify, remark, signal } = place;
  const read: Promise<Corpus>[] = [];
  const readOnce = async (): Promise<Corpus> => {
    const corpus = await readCorpus(resolve(place.studyFolder, path), { notify, signal });
    for (const { file, reason } of corpus.unreadable) remark(`left out ${file}: ${reason}`);
    return corpus;
  };
  return () => {
    // Read at the first need, and then once for all sets of the arm.
    const corpus = read[0] ?? readOnce();
    read[0] = corpus;
    return corpus;
  };
}

/** Sets from documents: ready files, or a corpus to ground them in. */
async function documentSets(
  place: Place,
  arm: Extract<Arm, { kind: "grounded" | "placebo" }>,
): Promise<SeatedSet[]> {
  const { sets } = arm;
  const many = (count: number, corpus: () => Promise<Corpus>) =>
    inSequence(Array.from({ length: count }, (_, index) => () => groundedSet(place, arm.id, index, corpus)));
  if (typeof sets === "number") {
    const corpus = arm.kind === "grounded" ? arm.corpus : undefined;
    if (corpus === undefined)
      throw new InputError(
        "no-corpus",
        `arms.${arm.id}: to make ${sets} sets, name the folder of documents as "corpus", or list set files under "sets"`,
      );
    return many(sets, corpusAt(place, corpus));
  }
  const paths = typeof sets === "string" ? [sets] : sets;
  const [only] = paths;
  if (paths.length === 1 && only !== undefined && isFolder(resolve(place.studyFolder, only)))
    return many(DEFAULT_SETS, corpusAt(place, only));
  return inSequence(
    paths.map(
      (path, index) => () =>
        isFolder(resolve(place.studyFolder, path))
          ? groundedSet(place, arm.id, index, corpusAt(place, path))
          : fileSet(place, arm.id, path),
    ),
  );
}

async function inventedSets(
  place: Place,
  arm: Extract<Arm, { kind: "invented" }>,
  models: readonly SeatedSet[],
): Promise<SeatedSet[]> {
  const { study, maker, doors, notify, signal } = place;
  const { sets } = arm;
  if (typeof sets !== "number") return inSequence(sets.map((path) => () => fileSet(place, arm.id, path)));
  return inSequence(
    Array.from({ length: sets }, (_, index) => async () => {
      const file = frozenFile(place, arm.id, index);
      const like = models[index % Math.max(models.length, 1)]?.set;
      const set = await frozen(file, async () => {
        const invented = await inventPersonas(
          { complete: doors.complete(maker.id), notify },
          {
            id: basename(file, ".json"),
            task: study.task,
            seed: deriveSeed(study.seed, "invent", arm.id, index),
            model: maker.model,
            personas: study.panel,
            signal,
            ...(like === undefined ? {} : { like }),
          },
        );
        return invented.set;
      });
      return { arm: arm.id, set, file, ...(like === undefined ? {} : { match: measureMatch(set, like) }) };
    }),
  );
}

async function bareRoleSets(place: Place, arm: string, models: readonly SeatedSet[]): Promise<SeatedSet[]> {
  return inSequence(
    models.map((model, index) => async () => {
      const file = frozenFile(place, arm, index);
      const set = await frozen(file, async () => bareRole(model.set, basename(file, ".json")));
      return { arm, set, file };
    }),
  );
}

async function inSequence<T>(steps: readonly (() => Promise<T>)[]): Promise<T[]> {
  const results: T[] = [];
  for (const step of steps) results.push(await step());
  return results;
}

/** The persona sets of every arm but `none`, read, made or matched; what was made is frozen in the run folder. */
export async function prepareSets(place: Place): Promise<readonly SeatedSet[]> {
  const { arms } = place.study;
  const ready = new Map<string, readonly SeatedSet[]>();
  const modelsOf = (arm: string, like: string | undefined): readonly SeatedSet[] => {
    if (like === undefined) return [];
    const models = ready.get(like);
    if (models === undefined)
      throw new InputError(
        "unknown-arm",
        `arms.${arm}.like: "${like}" is no arm of this study that has sets of its own; name a grounded, placebo or invented arm`,
      );
    return models;
  };
  for (const arm of arms)
    if (arm.kind === "grounded" || arm.kind === "placebo") ready.set(arm.id, await documentSets(place, arm));
  for (const arm of arms)
    if (arm.kind === "invented")
      ready.set(arm.id, await inventedSets(place, arm, modelsOf(arm.id, arm.like)));
  for (const arm of arms)
    if (arm.kind === "bare-role")
      ready.set(arm.id, await bareRoleSets(place, arm.id, modelsOf(arm.id, arm.like)));
  const seated = arms.flatMap((arm) => ready.get(arm.id) ?? []);
  checkIds(seated);
  return seated;
}

function checkIds(seated: readonly SeatedSet[]): void {
  const files = new Map<string, string>();
  for (const { arm, set, file } of seated) {
    const key = `${arm}/${set.id}`;
    const earlier = files.get(key);
    if (earlier !== undefined)
      throw new InputError(
        "duplicate",
        `arms.${arm}.sets: ${earlier} and ${file} both hold a set named "${set.id}"`,
      );
    files.set(key, file);
  }
}
