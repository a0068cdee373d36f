import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { isLoopback, readEndpoint } from "../../adapters/chat/endpoint.ts";
import { realPath } from "../../adapters/files/real-path.ts";
import { InputError } from "../../domain/errors.ts";
import type { Study } from "../../domain/study.ts";
import type { Context } from "../context.ts";
import { packagePath } from "../package-root.ts";

/** What makes a folder the root of somebody's project. */
const PROJECT_MARKS = ["package.json", ".git"];

function pathsIn(study: Study): readonly (readonly [field: string, path: string])[] {
  const ofArms = study.arms.flatMap((arm): (readonly [string, string])[] => {
    const sets = "sets" in arm ? arm.sets : undefined;
    const listed = typeof sets === "string" ? [sets] : Array.isArray(sets) ? sets : [];
    const corpus = arm.kind === "grounded" && arm.corpus !== undefined ? [arm.corpus] : [];
    return [
      ...listed.map((path) => [`arms.${arm.id}.sets`, path] as const),
      ...corpus.map((path) => [`arms.${arm.id}.corpus`, path] as const),
    ];
  });
  return [
    ["items.file", study.items.file],
    ...(study.rubric === undefined ? [] : [["rubric", study.rubric] as const]),
    ...(study.prices === undefined ? [] : [["prices", study.prices] as const]),
    ...ofArms,
  ];
}

function projectOf(folder: string): string | null {
  if (PROJECT_MARKS.some((mark) => existsSync(join(folder, mark)))) return folder;
  return dirname(folder) === folder ? null : projectOf(dirname(folder));
}

function contains(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** A server on another machine that the study names itself: whoever wrote the study may own it. */
function serverAfar({ models = [], embedder }: Study): string | undefined {
  const specs = typeof embedder === "string" ? models : [...models, embedder];
  return specs
    .flatMap(({ baseURL }) => (baseURL === undefined ? [] : [readEndpoint(baseURL)]))
    .find((address) => !isLoopback(address));
}

/**
 * Refuses a study that could carry off files: one that names a server of its own on another machine, and points outside
 * the folders that it may then read: its own, the project that it belongs to, the one that the command runs in, and the
 * corpora, personas and rubrics that come along. A home folder or a disk's root is nobody's project. Links count for
 * what they lead to. A study that sends nothing to a server of its own choice reads what it names.
 *
 * @throws InputError that names the field and says how to allow it.
 */
export function checkStudyPaths(context: Context, study: Study, studyFile: string): void {
  const server = serverAfar(study);
  if (server === undefined) return;
  const own = realPath(dirname(studyFile));
  const home = context.environment.HOME ?? context.environment.USERPROFILE;
  const isEverybodys = (folder: string): boolean =>
    dirname(folder) === folder || (home !== undefined && contains(folder, realPath(home)));
  const wider = [projectOf(own), realPath(context.cwd)].filter((folder) => folder !== null);
  const allowed = [own, realPath(packagePath(".")), ...wider.filter((folder) => !isEverybodys(folder))];
  for (const [field, path] of pathsIn(study)) {
    const target = realPath(resolve(dirname(studyFile), path));
    if (!allowed.some((folder) => contains(folder, target)))
      throw new InputError(
        "outside",
        `${studyFile} ${field}: "${path}" lies outside the study's folder and project, and the study sends what it reads to ${server}; copy it there, or allow it with --allow-outside if you know who wrote the study`,
      );
  }
}
