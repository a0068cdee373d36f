import { analyseText } from "./analysed-text.ts";
import type { SentenceDraw } from "./features.ts";

const FACTS_HEADING =
  /^[^\S\n]*(?:given )?(?:facts?|knowledge|evidence|documents?|sources?|polic(?:y|ies))[^\S\n]*:?[^\S\n]*$/im;
const OTHER_HEADING =
  /^[^\S\n]*(?:\p{Lu}{3}[\p{Lu} ]{0,40}|(?:conversation|context|dialogue|history|task)[^\S\n]*:)$/mu;

/** Content terms of a dialogue's given facts that its context lacks, by sentence of the facts. */
export type GivenFacts = {
  readonly newTerms: readonly ReadonlySet<string>[];
  readonly outputTerms: readonly string[];
};

const termsIn = (text: string): readonly string[] => analyseText(text).flatMap((sentence) => sentence.terms);

/**
 * The facts that a source gives under a heading of their own ("FACTS", "Knowledge:"), against the reply. Null where
 * it has no such heading.
 */
export function factsIn(source: string, output: string): GivenFacts | null {
  const heading = FACTS_HEADING.exec(source);
  if (heading === null) return null;
  const start = heading.index + heading[0].length;
  const rest = source.slice(start);
  const end = OTHER_HEADING.exec(rest)?.index ?? rest.length;
  const known = new Set(termsIn(`${source.slice(0, heading.index)}\n\n${rest.slice(end)}`));
  return {
    newTerms: analyseText(rest.slice(0, end)).map(
      (sentence) => new Set(sentence.terms.filter((term) => !known.has(term))),
    ),
    outputTerms: [...new Set(termsIn(output))],
  };
}

/** How many content terms the reply takes from the drawn sentences of the facts alone. */
export function takenFromFacts(facts: GivenFacts, draw: SentenceDraw): number {
  return facts.outputTerms.filter((term) =>
    facts.newTerms.some((terms, index) => draw[index]! > 0 && terms.has(term)),
  ).length;
}

/** Groundedness between 1 and 5: 1 + 4 (1 - exp(-n / 2)) for n terms taken from the facts. */
export function rateGroundedness(taken: number): number {
  return 5 - 4 * Math.exp(-taken / 2);
}
