import { extname } from "node:path";
import type { DocumentFormat } from "../../domain/corpus.ts";

const FORMATS: Readonly<Record<string, DocumentFormat>> = {
  ".pdf": "pdf",
  ".md": "markdown",
  ".markdown": "markdown",
  ".txt": "text",
  ".text": "text",
  ".html": "html",
  ".htm": "html",
  ".xhtml": "html",
  ".xml": "jats",
  ".nxml": "jats",
};

/** Documents by their kind, which nothing here reads: silence about them would look like reading. */
const FOREIGN = new Set(
  ".doc .docx .odt .rtf .epub .mobi .ppt .pptx .odp .xls .xlsx .ods .pages .tex".split(" "),
);

/** What to say of a file in none of the formats. */
export const NO_FORMAT = "is in no format that is read: PDF, Markdown, text, HTML, JATS XML";

/** The format that a file's name promises; null for what is no document. */
export function formatOf(file: string): DocumentFormat | null {
  return FORMATS[extname(file).toLowerCase()] ?? null;
}

export function isForeignDocument(file: string): boolean {
  return FOREIGN.has(extname(file).toLowerCase());
}
