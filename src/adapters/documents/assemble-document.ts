import type { Document, Page } from "../../domain/corpus.ts";
import type { ParsedDocument } from "./parsed-document.ts";
import { unreadable } from "./unreadable.ts";

type Named = Pick<Document, "id" | "file" | "sha256" | "format">;

/** Joins clean paragraphs to one text with the offsets of its pages. Pages without text are left out; a document without any is unreadable. */
export function assembleDocument(named: Named, parsed: ParsedDocument): Document {
  const pages: Page[] = [];
  let text = "";
  for (const { number, raw, paragraphs } of parsed.pages) {
    const clean = paragraphs.filter((paragraph) => paragraph !== "").join("\n\n");
    if (clean === "") continue;
    if (text !== "") text += "\n\n";
    pages.push({ number, raw, start: text.length, end: text.length + clean.length });
    text += clean;
  }
  if (pages.length === 0) throw unreadable(reasonForNoText(named, parsed));
  return { ...named, title: parsed.title, text, pages };
}

function reasonForNoText({ format }: Named, { pages }: ParsedDocument): string {
  if (pages.some(({ raw }) => raw.trim() !== ""))
    return "holds no running text: nothing but tables, listings, names or references";
  if (format !== "pdf") return "holds no text";
  const count = pages.length === 1 ? "its one page" : `any of its ${pages.length} pages`;
  return `has no text on ${count}: a scan? Make its text readable (OCR) first`;
}
