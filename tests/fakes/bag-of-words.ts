import { deriveSeed } from "../../src/domain/random.ts";

/** A vector of unit length in which every word of the text falls into one of `dimension` places. */
export function bagOfWords(text: string, dimension: number): readonly number[] {
  const vector = new Array<number>(dimension).fill(0);
  for (const word of text.toLowerCase().match(/[a-z]+/g) ?? []) {
    const place = deriveSeed(word) % dimension;
    vector[place] = (vector[place] ?? 0) + 1;
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => Math.fround(value / length));
}
