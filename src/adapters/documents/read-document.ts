import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { basename, extname } from "node:path";
import type { Document } from "../../domain/corpus.ts";
import { InputError } from "../../domain/errors.ts";
import { assembleDocument } from "./assemble-document.ts";
import { formatOf, NO_FORMAT } from "./formats.ts";
import { LIMITS, type Limits } from "./limits.ts";
import { createParsePool, type Parse } from "./parse-pool.ts";
import { unreadable } from "./unreadable.ts";

export type ReadOptions = {
  readonly limits?: Partial<Limits>;
  readonly signal?: AbortSignal;
};

/** A file's name without its ending. */
export function stemOf(file: string): string {
  return file.slice(0, file.length - extname(file).length);
}

/** Reads a file whole, into memory that a thread can be given. */
async function readBytes(path: string, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const info = await stat(path);
  if (!info.isFile()) throw unreadable("is no file");
  if (info.size === 0) throw unreadable("is empty");
  if (info.size > limit) throw unreadable(`has ${info.size} bytes; at most ${limit} are read`);
  return new Uint8Array(await readFile(path));
}

/** Where a file lies, what it is called in its corpus, and the document's id. */
type Place = { readonly path: string; readonly file: string; readonly id: string };

/** Reads one file as a document. Throws an `unreadable` where it cannot, whatever the reason. */
export async function parseFile(
  { path, file, id }: Place,
  parse: Parse,
  limits: Limits,
  signal?: AbortSignal,
): Promise<Document> {
  const format = formatOf(file);
  if (format === null) throw unreadable(NO_FORMAT);
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = await readBytes(path, format === "pdf" ? limits.pdfBytes : limits.textBytes);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw unreadable(`cannot be opened (${error instanceof Error ? error.message : error})`, {
      cause: error,
    });
  }
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const reply = await parse({ format, bytes }, signal);
  if ("reason" in reply) throw unreadable(reply.reason);
  return assembleDocument({ id, file, sha256, format }, reply.document);
}

/**
 * Reads one file as a document: PDF, Markdown, plain text, HTML or JATS XML, in a thread of its own.
 * Its id is the file's name without the ending. Throws an `InputError` that says why where it cannot.
 *
 * @example const { title, text, pages } = await readDocument("guide.pdf")
 */
export async function readDocument(path: string, options: ReadOptions = {}): Promise<Document> {
  const limits = { ...LIMITS, ...options.limits };
  const pool = createParsePool(limits);
  const file = basename(path);
  try {
    return await parseFile({ path, file, id: stemOf(file) }, pool.parse, limits, options.signal);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.code, `${path}: ${error.message}`, { cause: error });
  } finally {
    await pool.close();
  }
}
