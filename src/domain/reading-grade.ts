const VOWEL_GROUP = /[aeiouy]+/g;
const SILENT_ENDING = /(?:[^laeiouy]e|[^aeiouytd]ed|[^aeiouysxz]es)$/;

function syllables(word: string): number {
  const spoken = word.length > 3 ? word.replace(SILENT_ENDING, "") : word;
  return Math.max(1, spoken.match(VOWEL_GROUP)?.length ?? 0);
}

/**
 * Reading grade of an English text after Flesch and Kincaid (1975): .39 words per sentence + 11.8 syllables per word
 * - 15.59, in US school grades. Syllables are counted as groups of vowels, a silent e left out, so a grade is good
 * to about one. Null without a word.
 *
 * @example readingGrade("The cat sat on the mat.") // -1.45
 */
export function readingGrade(text: string): number | null {
  const words = text.toLowerCase().match(/[a-z]+(?:['’][a-z]+)*/g) ?? [];
  if (words.length === 0) return null;
  const sentences = Math.max(1, text.match(/(?<![.!?])[.!?]+(?=\s|["'”’)]|$)/g)?.length ?? 0);
  const spoken = words.reduce((sum, word) => sum + syllables(word), 0);
  return 0.39 * (words.length / sentences) + 11.8 * (spoken / words.length) - 15.59;
}
