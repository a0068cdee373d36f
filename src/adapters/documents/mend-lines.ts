import { cleanCharacters } from "./clean-characters.ts";

/** Says whether a word that a line's end parts is written with its hyphen. */
export type KeepsHyphen = (first: string, second: string) => boolean;

const WORD = /\p{L}+(?:-\p{L}+)*/gu;
const PARTED = /(\p{L}+)[-\u2010]$/u;

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

/** Puts the lines of one paragraph together: line-end hyphens mended, characters made plain. */
export function mendLines(lines: readonly string[], keepsHyphen: KeepsHyphen): string {
  let text = "";
  for (const next of lines.map(cleanCharacters)) {
    const first = PARTED.exec(text)?.[1];
    const second = /^\p{L}+/u.exec(next)?.[0];
    if (text === "" || next === "") text += next;
    else if (!/\S[-\u2010]$/.test(text)) text += ` ${next}`;
    else if (
      first === undefined ||
      second === undefined ||
      !/^\p{Ll}/u.test(second) ||
      keepsHyphen(first, second)
    )
      text += next;
    else text = text.slice(0, -1) + next;
  }
  return text;
}
