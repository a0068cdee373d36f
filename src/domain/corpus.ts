import { z } from "zod";

/** One page (or the whole of a format without pages) of a document: its raw text and where its clean text stands. */
export const Page = z.strictObject({
  number: z.int().positive().nullable(),
  /** The text as the parser gave it, before mending. Quotes are verified against it. */
  raw: z.string(),
  /** UTF-16 offsets of this page in the document's clean text. */
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
});
export type Page = z.infer<typeof Page>;

export const DocumentFormat = z.enum(["pdf", "markdown", "text", "html", "jats"]);
export type DocumentFormat = z.infer<typeof DocumentFormat>;

/** A parsed document. `text` is the clean text that every offset points into. */
export const Document = z.strictObject({
  id: z.string(),
  file: z.string(),
  sha256: z.string(),
  format: DocumentFormat,
  title: z.string().nullable(),
  text: z.string(),
  pages: z.array(Page).min(1),
});
export type Document = z.infer<typeof Document>;

/** A document that could not be used, with the one line that says why. */
export type UnreadableDocument = { readonly file: string; readonly reason: string };

/** A folder of documents, parsed. `digest` is taken over the documents' ids and checksums. */
export type Corpus = {
  readonly id: string;
  readonly title: string | null;
  readonly licence?: string | undefined;
  readonly origin?: string | undefined;
  readonly digest: string;
  readonly documents: readonly Document[];
  readonly unreadable: readonly UnreadableDocument[];
};

/** A passage of one page: `document.text.slice(start, end) === text`. */
export const Chunk = z.strictObject({
  id: z.string(),
  document: z.string(),
  page: z.int().positive().nullable(),
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  text: z.string(),
});
export type Chunk = z.infer<typeof Chunk>;
