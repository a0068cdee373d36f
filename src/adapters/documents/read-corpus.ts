import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import pLimit from "p-limit";
import { z } from "zod";
import type { Corpus, Document, UnreadableDocument } from "../../domain/corpus.ts";
import { InputError } from "../../domain/errors.ts";
import { foreignLanguage } from "../../domain/language.ts";
import type { Notify } from "../../domain/ports.ts";
import { readYaml } from "../files/read-yaml.ts";
import { LIMITS, type Limits } from "./limits.ts";
import { listDocuments } from "./list-documents.ts";
import { createParsePool } from "./parse-pool.ts";
import { parseFile, type ReadOptions } from "./read-document.ts";
import { type Candidate, candidatesOf } from "./twins.ts";
import { unreadable } from "./unreadable.ts";

/** Files parsed at a time: a laptop stays usable, and two bombs cost no more than twice their limit. */
const THREADS = 2;

/** `corpus.yaml`: what a corpus says of itself. */
const CorpusCard = z.strictObject({
  title: z.string().min(1).optional(),
  licence: z.string().min(1).optional(),
  origin: z.string().min(1).optional(),
});
type CorpusCard = z.infer<typeof CorpusCard>;

export type ReadCorpusOptions = ReadOptions & {
  readonly notify?: Notify | undefined;
  /** Reads documents in whatever language they seem to be; else those that are not in English are left out. */
  readonly anyLanguage?: boolean | undefined;
};

async function readCard(folder: string): Promise<CorpusCard> {
  // A link is none of the corpus, as with documents: its text would stand in what is said of a wrong key.
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  const name = ["corpus.yaml", "corpus.yml"].find((known) => names.includes(known));
  return name === undefined ? {} : readYaml(join(folder, name), CorpusCard);
}

type Outcome = { readonly document: Document | null; readonly failures: readonly UnreadableDocument[] };

/** People, sentences and prose are told apart by English words: what is in another language would be misread. */
function checkLanguage({ text }: Document): void {
  const language = foreignLanguage(text);
  if (language !== null)
    throw unreadable(
      `is in ${language}, and only English is understood; where that is wrong, --any-language (anyLanguage) reads it`,
    );
}

/** Reads a text from the first of its files that can be read. */
async function readFirst({ files }: Candidate, read: (file: string) => Promise<Document>): Promise<Outcome> {
  const failures: UnreadableDocument[] = [];
  for (const file of files) {
    try {
      return { document: await read(file), failures };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      failures.push({ file, reason: error.message });
    }
  }
  return { document: null, failures };
}

async function readAll(
  folder: string,
  candidates: readonly Candidate[],
  { limits, signal, notify, anyLanguage = false }: ReadCorpusOptions & { readonly limits: Limits },
): Promise<readonly Outcome[]> {
  const pool = createParsePool(limits);
  const inTurn = pLimit(THREADS);
  let done = 0;
  const read = async (candidate: Candidate): Promise<Outcome> => {
    const outcome = await readFirst(candidate, async (file) => {
      const place = { path: join(folder, file), file, id: candidate.id };
      const document = await parseFile(place, pool.parse, limits, signal);
      if (!anyLanguage) checkLanguage(document);
      return document;
    });
    notify?.({ stage: "documents", done: ++done, total: candidates.length, note: candidate.id });
    return outcome;
  };
  try {
    return await Promise.all(candidates.map((candidate) => inTurn(read, candidate)));
  } finally {
    inTurn.clearQueue();
    await pool.close();
  }
}

function uniqueByContent(documents: readonly Document[]): readonly Document[] {
  const first = new Map<string, Document>();
  for (const document of documents) if (!first.has(document.sha256)) first.set(document.sha256, document);
  return [...first.values()];
}

function digestOf(documents: readonly Document[]): string {
  const hash = createHash("sha256");
  for (const { id, sha256 } of documents) hash.update(`${JSON.stringify(id)} ${sha256}\n`);
  return hash.digest("hex");
}

function noDocuments(folder: string, failures: readonly UnreadableDocument[]): InputError {
  const [first] = failures;
  const why = first
    ? `none of its ${failures.length} documents can be read (${first.file} ${first.reason})`
    : "holds no documents";
  return new InputError(
    "no-documents",
    `${folder}: ${why}; put PDF, Markdown, text, HTML or JATS XML files there`,
  );
}

/**
 * Reads a folder as a corpus: every PDF, Markdown, text, HTML and JATS file in it and below, parsed in
 * threads. A file that cannot be used, or is not in English, gets one line in `unreadable` and the others go on; of
 * twins and of exact copies one is used. Throws an `InputError` where no document can be read at all.
 *
 * @example const { documents, unreadable } = await readCorpus("corpora/clinical")
 */
export async function readCorpus(folder: string, options: ReadCorpusOptions = {}): Promise<Corpus> {
  const limits = { ...LIMITS, ...options.limits };
  const { files, refused } = await listDocuments(folder, limits.files);
  const { title = null, licence, origin } = await readCard(folder);
  const outcomes = await readAll(folder, candidatesOf(files), { ...options, limits });
  const leftOut = [...refused, ...outcomes.flatMap(({ failures }) => failures)];
  const documents = uniqueByContent(outcomes.flatMap(({ document }) => document ?? []));
  if (documents.length === 0) throw noDocuments(folder, leftOut);
  const id = basename(resolve(folder));
  return { id, title, licence, origin, digest: digestOf(documents), documents, unreadable: leftOut };
}
