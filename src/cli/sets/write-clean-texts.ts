import { join } from "node:path";
import { writeText } from "../../adapters/files/write-files.ts";
import type { Corpus } from "../../domain/corpus.ts";

/** Where the clean texts of a set's documents stand: `<set>.text/` beside `<set>.json`. */
export function cleanTextFolder(setFile: string): string {
  return `${setFile.replace(/\.json$/, "")}.text`;
}

/** Writes the clean text of a set's documents, which the offsets of its evidence point into. */
export async function writeCleanTexts(setFile: string, corpus: Corpus): Promise<void> {
  for (const document of corpus.documents)
    await writeText(join(cleanTextFolder(setFile), `${document.id}.txt`), document.text);
}
