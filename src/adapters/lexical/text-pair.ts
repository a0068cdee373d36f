import { type AnalysedSentence, analyseText, bigramsOf, countsOf } from "./analysed-text.ts";
import { longestCommon } from "./longest-common.ts";
import { indexSource, type SourceIndex } from "./source-index.ts";
import { DETERMINERS, FUNCTION_WORDS, UNFINISHED } from "./stop-words.ts";

/** What an output shows by itself: counts, shares and lengths in words. */
export type OutputFeatures = {
  readonly minwps: number;
  readonly short: number;
  readonly dupbi: number;
  readonly imrep: number;
  readonly badend: number;
  readonly clash: number;
};

/** An output held against its source, sentence by sentence: all that does not depend on who looks or on a draw. */
export type TextPair = {
  readonly source: SourceIndex;
  /** Where the item's own source ends: a sentence of `source` beyond it stands in the item's output. */
  readonly sourceEnd: number;
  readonly output: readonly AnalysedSentence[];
  /** Longest common word sequence over the output sentence's length, by output and source sentence. */
  readonly lcs: readonly Float64Array[];
  /** For each output sentence and adjacent pair of its content terms: the source sentences that hold both. */
  readonly pairs: readonly (readonly (readonly number[])[])[];
  /** For each bigram of the output: the source sentences with it, with its first word, and with its second. */
  readonly bigrams: readonly (readonly [
    both: readonly number[],
    first: readonly number[],
    second: readonly number[],
  ])[];
  /** Content repeats in each output sentence, less those that each source sentence has too. */
  readonly repeats: readonly Float64Array[];
  /** Content terms of the output. */
  readonly outputTerms: ReadonlySet<string>;
  readonly own: OutputFeatures;
  /** Share of the output's bigrams that the source has. */
  readonly quoted: number;
};

const NOWHERE: readonly number[] = [];

function immediateRepeats(words: readonly string[]): number {
  const isRepeat = (at: number, step: number): boolean =>
    words.slice(at, at + step).every((word, index) => words[at + step + index] === word);
  return words.filter(
    (_, at) => (at + 1 < words.length && isRepeat(at, 1)) || (at + 3 < words.length && isRepeat(at, 2)),
  ).length;
}

function ownFeatures(output: readonly AnalysedSentence[], source: SourceIndex): OutputFeatures {
  const lengths = output.map((sentence) => sentence.words.length);
  const bigrams = output.flatMap((sentence) => bigramsOf(sentence.words));
  const clashes = output.flatMap((sentence) =>
    sentence.words.filter((word, index) => {
      const next = sentence.words[index + 1];
      return (
        next !== undefined &&
        DETERMINERS.has(word) &&
        FUNCTION_WORDS.has(next) &&
        !source.bigrams.has(`${word} ${next}`)
      );
    }),
  );
  return {
    minwps: Math.min(...lengths),
    short: lengths.filter((length) => length < 6).length / lengths.length,
    dupbi: bigrams.length === 0 ? 0 : 1 - new Set(bigrams).size / bigrams.length,
    imrep: output.reduce((sum, sentence) => sum + immediateRepeats(sentence.words), 0),
    badend: output.filter((sentence) => UNFINISHED.has(sentence.words.at(-1) ?? "")).length,
    clash: clashes.length,
  };
}

function extraRepeats(sentence: AnalysedSentence, source: SourceIndex): Float64Array {
  const repeated = [...countsOf(sentence.terms)].filter(([, count]) => count > 1);
  return Float64Array.from(source.termCounts, (counts) =>
    repeated.reduce((sum, [term, count]) => sum + Math.max(0, count - Math.max(1, counts.get(term) ?? 0)), 0),
  );
}

/** Holds an output against its source, of which all beyond `sourceEnd` stands in the item's output. */
export function pairTexts(sourceText: string, outputText: string, sourceEnd = sourceText.length): TextPair {
  const source = indexSource(sourceText);
  const output = analyseText(outputText);
  const holdersOfBoth = (first: string, second: string): readonly number[] => {
    const seconds = new Set(source.terms.get(second));
    return (source.terms.get(first) ?? NOWHERE).filter((index) => seconds.has(index));
  };
  const bigrams = output.flatMap((sentence) => bigramsOf(sentence.words));
  return {
    source,
    sourceEnd,
    output,
    lcs: output.map((sentence) =>
      Float64Array.from(
        source.sentences,
        (candidate) => longestCommon(sentence.words, candidate.words) / sentence.words.length,
      ),
    ),
    pairs: output.map(({ terms }) =>
      terms.slice(1).map((second, index) => holdersOfBoth(terms[index]!, second)),
    ),
    bigrams: bigrams.map((bigram) => {
      const [first = "", second = ""] = bigram.split(" ");
      return [
        source.bigrams.get(bigram) ?? NOWHERE,
        source.words.get(first) ?? NOWHERE,
        source.words.get(second) ?? NOWHERE,
      ];
    }),
    repeats: output.map((sentence) => extraRepeats(sentence, source)),
    outputTerms: new Set(output.flatMap((sentence) => sentence.terms)),
    own: ownFeatures(output, source),
    quoted:
      bigrams.length === 0
        ? 0
        : bigrams.filter((bigram) => source.bigrams.has(bigram)).length / bigrams.length,
  };
}
