import { marked } from "marked";
import { parseHtml } from "./parse-html.ts";
import type { ParsedDocument } from "./parsed-document.ts";

const FRONT_MATTER = /^---\r?\n[\s\S]*?\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;

/** Markdown, read as the HTML that it stands for; front matter is left out. */
export function parseMarkdown(markdown: string): ParsedDocument {
  return parseHtml(marked.parse(markdown.replace(FRONT_MATTER, ""), { async: false }));
}
