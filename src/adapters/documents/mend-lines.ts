import { cleanCharacters } from "./clean-characters.ts";

/** Says whether a word that a line's end parts is written with its hyphen. */
export type KeepsHyphen = (first: string, second: string) => boolean;

const WORD = /\p{L}+(?:-\p{L}+)*/gu;
const FIRST_PART = /\p{L}+$/u;
const SECOND_PART = /^\p{Ll}\p{L}*/u;

/**
 * Learns from a text which words it writes with a hyphen: those that stand so inside a line, and
 * never in one piece.
 */
export function hyphensOf(lines: readonly string[]): KeepsHyphen {
  const words = new Set<string>();
  for (const line of lines) for (const [word] of line.matchAll(WORD)) words.add(word.toLowerCase());
  return (first, second) => {
    const joined = `${first}${second}`.toLowerCase();
    return words.has(`${first}-${second}`.toLowerCase()) && !words.has(joined);
  };
}

/** A line's end as it goes on into the next line: with a space, without one, or without its hyphen. */
function joint(line: string, next: string, keepsHyphen: KeepsHyphen): string {
  const isHyphen = line.endsWith("-") || line.endsWith("\u2010");
  const before = line.slice(0, -1);
  if (!isHyphen || before === "" || before.endsWith(" ")) return `${line} `;
  const first = FIRST_PART.exec(before)?.[0];
  const second = SECOND_PART.exec(next)?.[0];
  // Before a capital or a figure the hyphen is part of a name or a range.
  return first === undefined || second === undefined || keepsHyphen(first, second) ? line : before;
}

/** Puts the lines of one paragraph together: line-end hyphens mended, characters made plain. */
export function mendLines(lines: readonly string[], keepsHyphen: KeepsHyphen): string {
  const clean = lines.map(cleanCharacters).filter((line) => line !== "");
  return clean
    .map((line, index) => {
      const next = clean[index + 1];
      return next === undefined ? line : joint(line, next, keepsHyphen);
    })
    .join("");
}
