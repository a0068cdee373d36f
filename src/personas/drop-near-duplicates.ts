import { wordsOf } from "../domain/content-words.ts";
import type { Chunk } from "../domain/corpus.ts";

/** Words in a row that two texts hardly share by chance. */
const SHINGLE = 5;
/** A chunk with this share of its word sequences seen before adds nothing. */
const SEEN_SHARE = 0.8;

function shinglesOf(text: string): readonly string[] {
  const words = wordsOf(text);
  if (words.length <= SHINGLE) return [words.join(" ")];
  return words.slice(0, words.length - SHINGLE + 1).map((_, at) => words.slice(at, at + SHINGLE).join(" "));
}

/**
 * Leaves out each chunk that says again what chunks before it have said: at least 80 % of its
 * sequences of five words stand in them. Linear in the length of the texts.
 */
export function dropNearDuplicates(chunks: readonly Chunk[]): {
  readonly kept: readonly Chunk[];
  readonly dropped: number;
} {
  const seen = new Set<string>();
  const kept = chunks.filter((chunk) => {
    const shingles = shinglesOf(chunk.text);
    if (shingles.filter((shingle) => seen.has(shingle)).length >= shingles.length * SEEN_SHARE) return false;
    for (const shingle of shingles) seen.add(shingle);
    return true;
  });
  return { kept, dropped: chunks.length - kept.length };
}
