import type { RunFolder } from "../../adapters/files/run-folder.ts";
import { InputError } from "../../domain/errors.ts";
import type { PersonaSet } from "../../domain/persona.ts";
import type { Manifest } from "../../domain/study.ts";
import { digestOf } from "../run/digest-of.ts";

/** The persona sets that sat in a run, by arm, as far as their files are still there and say the same. */
export function setsOfRun(
  manifest: Manifest,
  sets: readonly PersonaSet[],
): readonly { readonly arm: string; readonly set: PersonaSet }[] {
  const byDigest = new Map(sets.map((set) => [digestOf(set), set]));
  return manifest.sets.flatMap(({ arm, digest }) => {
    const set = byDigest.get(digest);
    return set === undefined ? [] : [{ arm, set }];
  });
}

/** The manifest of a folder that a study was run into. */
export function manifestOf(path: string, { manifest }: Pick<RunFolder, "manifest">): Manifest {
  if (manifest !== null) return manifest;
  throw new InputError(
    "no-manifest",
    `${path}: holds no run of a study; give the folder that assize run or assize score wrote`,
  );
}
