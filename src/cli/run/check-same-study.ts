import { InputError } from "../../domain/errors.ts";
import type { Manifest } from "../../domain/study.ts";
import { studyChanges } from "../../study/study-changes.ts";

/** Refuses to go on in a folder that holds another study, and names what differs. */
export function checkSameStudy(folder: string, before: Manifest, after: Manifest): void {
  const inputs = (manifest: Manifest) => ({
    study: manifest.study,
    rubric: manifest.rubric.digest,
    items: manifest.items,
    sets: Object.fromEntries(manifest.sets.map(({ arm, id, digest }) => [`${arm}/${id}`, digest])),
  });
  const changes = studyChanges(inputs(before), inputs(after));
  if (changes.length > 0)
    throw new InputError(
      "changed-study",
      `${folder}: holds a run of another study: ${changes.join("; ")}. Choose another folder with -o, or undo the change; a run may only gain items, replicates, arms and sets`,
    );
}
