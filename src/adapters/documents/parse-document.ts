import type { DocumentFormat } from "../../domain/corpus.ts";
import { parseHtml } from "./parse-html.ts";
import { parseJats } from "./parse-jats.ts";
import { parseMarkdown } from "./parse-markdown.ts";
import { parseText } from "./parse-text.ts";
import type { ParsedDocument } from "./parsed-document.ts";
import { unreadable } from "./unreadable.ts";

function decode(bytes: Uint8Array): string {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw unreadable("is not UTF-8 text; save it in that encoding", { cause: error });
  }
  if (text.includes("\0")) throw unreadable("is not text: it holds null characters");
  return text;
}

/** Parses a file's bytes by its format. Throws an `unreadable` that says why where it cannot. */
export async function parseDocument(
  format: DocumentFormat,
  bytes: Uint8Array,
  limits: { readonly characters: number },
): Promise<ParsedDocument> {
  try {
    return await parseByFormat(format, bytes, limits);
  } catch (error) {
    // The parsers of packages have no bound of their own but the stack.
    if (error instanceof RangeError)
      throw unreadable("is nested deeper than any text that people wrote", { cause: error });
    throw error;
  }
}

async function parseByFormat(
  format: DocumentFormat,
  bytes: Uint8Array,
  limits: { readonly characters: number },
): Promise<ParsedDocument> {
  switch (format) {
    case "pdf": {
      // Loading pdf.js takes longer than reading a text, and most threads of most corpora never need it.
      const { parsePdf } = await import("./pdf/parse-pdf.ts");
      return parsePdf(bytes, limits);
    }
    case "markdown":
      return parseMarkdown(decode(bytes));
    case "text":
      return parseText(decode(bytes));
    case "html":
      return parseHtml(decode(bytes));
    case "jats":
      return parseJats(decode(bytes));
  }
}
