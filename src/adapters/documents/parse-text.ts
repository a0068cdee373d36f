import { cleanCharacters } from "./clean-characters.ts";
import { hyphensOf, mendLines } from "./mend-lines.ts";
import type { ParsedDocument } from "./parsed-document.ts";

/** Lines up to this length may have been wrapped by their writer; a longer one is a paragraph by itself. */
const WRAPPED_LENGTH = 120;
/** A wrapped line shorter than this share of the longest ends its paragraph where it ends a sentence. */
const SHORT_SHARE = 0.6;

/** A list item, or a speaker of a dialogue. */
const OPENING = /^\s*(?:[-*•–]\s|\(?\d{1,3}[.)]\s|\p{Lu}[\p{L}\p{N} .'’-]{0,30}:\s)/u;

function paragraphsOfBlock(lines: readonly string[]): readonly (readonly string[])[] {
  const longest = lines.reduce((length, line) => Math.max(length, line.length), 0);
  const paragraphs: string[][] = [];
  let previous: string | null = null;
  for (const line of lines) {
    const isEnd =
      previous !== null && previous.length < SHORT_SHARE * longest && /[.!?:]["'”’)]?\s*$/.test(previous);
    if (previous === null || longest > WRAPPED_LENGTH || OPENING.test(line) || isEnd) paragraphs.push([line]);
    else paragraphs.at(-1)?.push(line);
    previous = line;
  }
  return paragraphs;
}

/** Plain text, wrapped or not: blank lines part paragraphs; one page without number. */
export function parseText(text: string): ParsedDocument {
  const raw = text.replace(/\r\n?/g, "\n");
  const keepsHyphen = hyphensOf(raw.split("\n"));
  const paragraphs = raw
    .split(/\n\s*\n/)
    .flatMap((block) => paragraphsOfBlock(block.split("\n").filter((line) => line.trim() !== "")))
    .map((lines) => mendLines(lines, keepsHyphen));
  const [first] = paragraphs;
  const isTitle = first !== undefined && first.length <= WRAPPED_LENGTH && !/[.!?:,;]["”’]?$/.test(first);
  return {
    title: isTitle && paragraphs.length > 1 ? cleanCharacters(first.replace(/^#+\s*/, "")) : null,
    pages: [{ number: null, raw, paragraphs }],
  };
}
