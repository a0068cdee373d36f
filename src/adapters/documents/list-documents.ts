import type { Dirent } from "node:fs";
import { readdir, realpath } from "node:fs/promises";
import { join, sep } from "node:path";
import type { UnreadableDocument } from "../../domain/corpus.ts";
import { InputError } from "../../domain/errors.ts";
import { fileError } from "../files/read-text.ts";
import { formatOf, isForeignDocument, NO_FORMAT } from "./formats.ts";

/** Files that speak about a corpus, and what there is to judge in it; none of them is a document. */
const NOT_A_DOCUMENT = /^(?:\.|readme|sources|licen[cs]e|(?:items\.jsonl|corpus\.ya?ml)$)/i;

/** The candidates for documents in a folder, by their paths in it, and what was refused. */
export type DocumentList = {
  readonly files: readonly string[];
  readonly refused: readonly UnreadableDocument[];
};

type Found = { readonly files: string[]; readonly refused: UnreadableDocument[] };

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter(({ name }) => !NOT_A_DOCUMENT.test(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Why a link is refused; null for one into the corpus, whose target is walked anyway. */
async function refusalOfLink(root: string, path: string): Promise<string | null> {
  try {
    const target = await realpath(path);
    return target === root || target.startsWith(root + sep) ? null : "is a link that leaves the corpus";
  } catch {
    return "is a link that leads nowhere";
  }
}

async function refusalOf(root: string, file: string, entry: Dirent): Promise<string | null> {
  if (entry.isSymbolicLink()) return refusalOfLink(root, join(root, file));
  return entry.isFile() && isForeignDocument(file) ? NO_FORMAT : null;
}

async function walk(root: string, inside: string, found: Found, maxFiles: number): Promise<void> {
  let entries: readonly Dirent[];
  try {
    entries = await entriesOf(join(root, inside));
  } catch (error) {
    if (inside === "") throw error;
    const why = error instanceof Error ? error.message : String(error);
    found.refused.push({ file: inside, reason: `cannot be opened (${why})` });
    return;
  }
  for (const entry of entries) {
    const file = inside === "" ? entry.name : `${inside}/${entry.name}`;
    const reason = await refusalOf(root, file, entry);
    if (reason !== null) found.refused.push({ file, reason });
    else if (entry.isDirectory()) await walk(root, file, found, maxFiles);
    else if (entry.isFile() && formatOf(file) !== null) found.files.push(file);
    if (found.files.length > maxFiles)
      throw new InputError(
        "too-many",
        `${root}: holds more than ${maxFiles} documents; name a smaller folder`,
      );
  }
}

/**
 * Walks a folder for documents, in one order on every machine. Links are not followed; hidden files,
 * READMEs, licences, source lists and items are passed over.
 */
export async function listDocuments(folder: string, maxFiles: number): Promise<DocumentList> {
  const found: Found = { files: [], refused: [] };
  try {
    await walk(await realpath(folder), "", found, maxFiles);
  } catch (error) {
    if (error instanceof InputError) throw error;
    if (error instanceof Error && "code" in error && error.code === "ENOTDIR")
      throw new InputError("not-a-folder", `${folder}: is a file; a corpus is a folder of documents`);
    throw fileError(folder, error);
  }
  return found;
}
