import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import pLimit from "p-limit";
import { z } from "zod";
import type { Corpus, Document, DocumentFormat, UnreadableDocument } from "../../domain/corpus.ts";
import { InputError } from "../../domain/errors.ts";
import type { Notify } from "../../domain/ports.ts";
import { readYaml } from "../files/read-yaml.ts";
import { formatOf } from "./formats.ts";
import { LIMITS } from "./limits.ts";
import { listDocuments } from "./list-documents.ts";
import { createParsePool } from "./parse-pool.ts";
import { parseFile, type ReadOptions, stemOf } from "./read-document.ts";
import { Unreadable } from "./unreadable.ts";

/** Files parsed at a time: one thread reads while the other parses, and a laptop stays usable. */
const THREADS = 2;

/** `corpus.yaml`: what a corpus says of itself. */
const CorpusCard = z.strictObject({
  title: z.string().min(1).optional(),
  licence: z.string().min(1).optional(),
  origin: z.string().min(1).optional(),
});
type CorpusCard = z.infer<typeof CorpusCard>;

export type ReadCorpusOptions = ReadOptions & { readonly notify?: Notify };

async function readCard(folder: string): Promise<CorpusCard> {
  const names = await readdir(folder);
  const name = ["corpus.yaml", "corpus.yml"].find((known) => names.includes(known));
  return name === undefined ? {} : readYaml(join(folder, name), CorpusCard);
}

/** One text, and the files that hold it, the one to prefer first. */
type Candidate = { readonly id: string; readonly files: readonly string[] };

/** XML knows its paragraphs, a PDF its pages; a text beside them is made from them. */
const TWIN_RANKS: Readonly<Partial<Record<DocumentFormat, number>>> = {
  jats: 0,
  pdf: 1,
  text: 2,
  markdown: 2,
};

const rankOf = (file: string): number => TWIN_RANKS[formatOf(file) ?? "html"] ?? Number.POSITIVE_INFINITY;

/** Puts files that hold one text together, and names each text by its file's stem, or by the whole name where that is taken. */
function candidatesOf(files: readonly string[]): readonly Candidate[] {
  const stems = Map.groupBy(files, stemOf);
  const groups = [...stems.values()].flatMap((twins) => {
    const ranked = twins.filter((file) => rankOf(file) <= 2).toSorted((a, b) => rankOf(a) - rankOf(b));
    const [best] = ranked;
    if (best === undefined || rankOf(best) === 2) return twins.map((file) => [file]);
    return [ranked, ...twins.filter((file) => !ranked.includes(file)).map((file) => [file])];
  });
  const taken = new Set<string>();
  return groups.map((group) => {
    const file = group[0] ?? "";
    const id = taken.has(stemOf(file)) ? file : stemOf(file);
    taken.add(id);
    return { id, files: group };
  });
}

function digestOf(documents: readonly Document[]): string {
  const hash = createHash("sha256");
  for (const { id, sha256 } of documents) hash.update(`${JSON.stringify(id)} ${sha256}\n`);
  return hash.digest("hex");
}

function uniqueByContent(documents: readonly Document[]): readonly Document[] {
  const first = new Map<string, Document>();
  for (const document of documents) if (!first.has(document.sha256)) first.set(document.sha256, document);
  return [...first.values()];
}

/**
 * Reads a folder as a corpus: every PDF, Markdown, text, HTML and JATS file in it and below, parsed in
 * two threads. A file that cannot be used gets one line in `unreadable` and the others go on; of twins
 * and of exact copies one is used. Throws an `InputError` where no document can be read at all.
 *
 * @example const { documents, unreadable } = await readCorpus("corpora/clinical")
 */
export async function readCorpus(folder: string, options: ReadCorpusOptions = {}): Promise<Corpus> {
  const { signal, notify } = options;
  const limits = { ...LIMITS, ...options.limits };
  const { files, refused } = await listDocuments(folder, limits.files);
  const card = await readCard(folder);
  const candidates = candidatesOf(files);
  const unreadable: UnreadableDocument[] = [...refused];
  const pool = createParsePool(limits);
  const inTurn = pLimit(THREADS);
  let done = 0;
  const readFirst = async ({ id, files: twins }: Candidate) => {
    const failures: UnreadableDocument[] = [];
    for (const file of twins) {
      try {
        const document = await parseFile({ path: join(folder, file), file, id }, pool.parse, limits, signal);
        return { document, failures };
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        failures.push({ file, reason: error.message });
      }
    }
    return { document: null, failures };
  };
  try {
    const outcomes = await Promise.all(
      candidates.map((candidate) =>
        inTurn(async () => {
          const outcome = await readFirst(candidate);
          notify?.({ stage: "documents", done: ++done, total: candidates.length, note: candidate.id });
          return outcome;
        }),
      ),
    );
    unreadable.push(...outcomes.flatMap(({ failures }) => failures));
    const documents = uniqueByContent(outcomes.flatMap(({ document }) => document ?? []));
    if (documents.length === 0) throw noDocuments(folder, unreadable);
    const { title = null, ...rest } = card;
    return {
      id: basename(resolve(folder)),
      title,
      ...rest,
      digest: digestOf(documents),
      documents,
      unreadable,
    };
  } finally {
    inTurn.clearQueue();
    await pool.close();
  }
}

function noDocuments(folder: string, unreadable: readonly UnreadableDocument[]): InputError {
  const [first] = unreadable;
  const why = first
    ? `none of its ${unreadable.length} documents can be read (${first.file} ${first.reason})`
    : "holds no documents";
  return new InputError(
    "no-documents",
    `${folder}: ${why}; put PDF, Markdown, text, HTML or JATS XML files there`,
  );
}
