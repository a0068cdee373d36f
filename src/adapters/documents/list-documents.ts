import type { Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import type { UnreadableDocument } from "../../domain/corpus.ts";
import { InputError } from "../../domain/errors.ts";
import { fileError } from "../files/read-text.ts";
import { formatOf, isForeignDocument } from "./formats.ts";

/** Files that speak about a corpus, and what there is to judge in it; none of them is a document. */
const NOT_A_DOCUMENT = /^(?:\.|(?:readme|sources|licen[cs]e)|(?:items\.jsonl|corpus\.ya?ml)$)/i;

/** The candidates for documents in a folder, by their paths in it, and what was refused. */
export type DocumentList = {
  readonly files: readonly string[];
  readonly refused: readonly UnreadableDocument[];
};

const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => !NOT_A_DOCUMENT.test(entry.name))
    .sort((a, b) => byCodeUnits(a.name, b.name));
}

/** Why a link is not followed; null for one into the corpus, whose target is walked anyway. */
async function refusalOfLink(root: string, path: string): Promise<string | null> {
  try {
    const target = await realpath(path);
    return target === root || target.startsWith(root + sep) ? null : "is a link that leaves the corpus";
  } catch {
    return "is a link that leads nowhere";
  }
}

/**
 * Walks a folder for documents, in one order on every machine. Links are not followed; hidden files,
 * READMEs, licences, source lists and items are passed over.
 */
export async function listDocuments(folder: string, maxFiles: number): Promise<DocumentList> {
  let root: string;
  try {
    root = await realpath(folder);
    if (!(await stat(root)).isDirectory())
      throw new InputError("not-a-folder", `${folder}: a corpus is a folder of documents`);
  } catch (error) {
    throw error instanceof InputError ? error : fileError(folder, error);
  }
  const files: string[] = [];
  const refused: UnreadableDocument[] = [];
  const walk = async (inside: string): Promise<void> => {
    for (const entry of await entriesOf(join(root, inside))) {
      const file = inside === "" ? entry.name : `${inside}/${entry.name}`;
      if (entry.isDirectory()) await walkOrRefuse(file);
      else if (entry.isSymbolicLink()) {
        const reason = await refusalOfLink(root, join(root, file));
        if (reason !== null) refused.push({ file, reason });
      } else if (entry.isFile()) {
        if (isForeignDocument(file))
          refused.push({ file, reason: "is in no format that is read: PDF, Markdown, text, HTML, JATS XML" });
        else if (formatOf(file) !== null) files.push(file);
      }
      if (files.length > maxFiles)
        throw new InputError(
          "too-many",
          `${folder}: holds more than ${maxFiles} documents; name a smaller folder`,
        );
    }
  };
  const walkOrRefuse = async (inside: string): Promise<void> => {
    try {
      await walk(inside);
    } catch (error) {
      if (error instanceof InputError) throw error;
      refused.push({
        file: inside,
        reason: `may not be opened (${error instanceof Error ? error.message : error})`,
      });
    }
  };
  await walk("");
  return { files, refused };
}
