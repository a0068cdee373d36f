import { contentWords, countWords, isStopWord } from "../domain/content-words.ts";
import type { KnowledgeQuestion } from "../domain/knowledge.ts";
import { isPeopleNoun } from "../domain/people.ts";
import type { Evidence, Persona, PersonaSet } from "../domain/persona.ts";
import { PROBE_GAP } from "../domain/prompt.ts";
import { deriveSeed, type Rng, rngFrom } from "../domain/random.ts";
import { statementsOf } from "./persona-parts.ts";
import { textOf } from "./persona-text.ts";
import { type Span, splitSentences } from "./split-sentences.ts";

const DISTRACTORS = 3;
const FEWEST_WORDS = 7;
const MOST_WORDS = 60;
/** Letters of a word that says something by itself. */
const SHORTEST_WORD = 5;
/** Of this many words that fit best, those that go beside the answer are drawn. */
const NEAREST = 9;

const WORD = /(?<![\p{L}\p{N}-])\p{Ll}+(?![\p{L}\p{N}'’-])/gu;
/** Numbers that state something: none of a name, a reference, a range or a date in figures. */
const NUMBER = /(?<![\p{L}\p{N}.,#[(/–-])\d+(?:\.\d+)?(?![\p{L}\p{N}\])/–-]|[.,]\d)/gu;
const NAMED_BEFORE = /\b(?:fig(?:ure)?|table|box|section|chapter|page|appendix|equation|no)\.?\s*$/i;

/** How a word ends tells what it may stand for in a sentence. */
const ENDINGS = /(?:ing|ions?|ments?|ity|ities|ness|ed|ly|ous|al|ive|able|ful|ers?|s)$/;
const endingOf = (word: string): string => ENDINGS.exec(word)?.[0] ?? "";

type Sentence = { readonly evidence: Evidence; readonly text: string };
type Gap = Span & { readonly answer: string; readonly worth: number };

function sentencesOf(persona: Persona): readonly Sentence[] {
  const seen = new Set<string>();
  return statementsOf(persona)
    .flatMap(({ evidence }) => evidence)
    .flatMap((evidence) =>
      splitSentences(evidence.quote).map(({ start, end }) => ({
        evidence,
        text: evidence.quote.slice(start, end).replaceAll(/\s+/g, " "),
      })),
    )
    .filter(({ text }) => {
      const words = countWords(text);
      if (seen.has(text) || words < FEWEST_WORDS || words > MOST_WORDS || text.includes(PROBE_GAP))
        return false;
      seen.add(text);
      return true;
    });
}

const stemOf = (word: string): string => contentWords(word)[0]?.stem ?? word;

/** Words that may be taken out of a sentence or put into one: lower-case ones that name no people. */
function wordsIn(text: string): readonly RegExpExecArray[] {
  return [...text.matchAll(WORD)].filter(
    ([word]) => word.length >= SHORTEST_WORD && !isStopWord(word) && !isPeopleNoun(word),
  );
}

type Stock = { readonly words: readonly string[]; readonly sentencesWith: ReadonlyMap<string, number> };

/** The words of all of a set's evidence, and in how many of its sentences each stem stands. */
function stockOf(sentences: readonly string[]): Stock {
  const sentencesWith = new Map<string, number>();
  for (const text of sentences)
    for (const stem of new Set(wordsIn(text).map(([word]) => stemOf(word))))
      sentencesWith.set(stem, (sentencesWith.get(stem) ?? 0) + 1);
  return {
    words: [...new Set(sentences.flatMap((text) => wordsIn(text).map(([word]) => word)))],
    sentencesWith,
  };
}

/** What can be taken out of a sentence so that it can be asked for: numbers first, then its rarest words. */
function gapsIn(text: string, { sentencesWith }: Stock): readonly Gap[] {
  const numbers = [...text.matchAll(NUMBER)]
    .filter(({ index }) => !NAMED_BEFORE.test(text.slice(0, index)))
    .map((match): Gap => ({ ...spanOf(match), answer: match[0], worth: Number.POSITIVE_INFINITY }));
  const found = wordsIn(text);
  const stems = found.map(([word]) => stemOf(word));
  const words = found.flatMap((match, at): Gap[] => {
    const isOnce = stems.indexOf(stems[at]!) === at && stems.lastIndexOf(stems[at]!) === at;
    const worth = match[0].length / (sentencesWith.get(stems[at]!) ?? 1);
    return isOnce ? [{ ...spanOf(match), answer: match[0], worth }] : [];
  });
  return [...numbers, ...words].sort((a, b) => b.worth - a.worth || a.start - b.start);
}

const spanOf = (match: RegExpExecArray): Span => ({
  start: match.index,
  end: match.index + match[0].length,
});

/** A place among equals for each, by lot. */
function shuffled<T>(things: readonly T[], rng: Rng): readonly T[] {
  return things
    .map((thing) => ({ thing, lot: rng() }))
    .sort((a, b) => a.lot - b.lot)
    .map(({ thing }) => thing);
}

/** Numbers written like the answer, of which it may be the smallest as well as the largest. */
function otherNumbers(answer: string, isPercentage: boolean, rng: Rng): readonly string[] {
  const decimals = answer.split(".")[1]?.length ?? 0;
  const value = Number(answer);
  const isYear = /^(?:1[89]|20)\d\d$/.test(answer);
  const step = isYear ? 2 : Math.max(10 ** -decimals, value * 0.3);
  const most = isPercentage ? Math.max(100, value) : Number.POSITIVE_INFINITY;
  const written = (direction: -1 | 1): readonly string[] => {
    const others = Array.from({ length: DISTRACTORS }, (_, at) => value + direction * (at + 1) * step);
    const legal = others
      .filter((other) => other >= 0 && other <= most)
      .map((other) => other.toFixed(decimals));
    return [...new Set(legal)].filter((other) => other !== answer);
  };
  const [below, above] = [written(-1), written(1)];
  const wanted = Math.floor(rng() * (DISTRACTORS + 1));
  const fewest = Math.max(0, DISTRACTORS - above.length);
  const lower = Math.min(below.length, Math.max(fewest, wanted));
  return [...below.slice(0, lower), ...above.slice(0, DISTRACTORS - lower)];
}

/** Words of the set's other evidence that could stand in a gap: of the answer's ending, about as long, by lot. */
function otherWords(answer: string, text: string, { words }: Stock, rng: Rng): readonly string[] {
  const taken = new Set(contentWords(text).map(({ stem }) => stem));
  const fitting = words
    .filter((word) => endingOf(word) === endingOf(answer) && !taken.has(stemOf(word)))
    .sort(
      (a, b) => Math.abs(a.length - answer.length) - Math.abs(b.length - answer.length) || (a < b ? -1 : 1),
    );
  return shuffled(fitting.slice(0, NEAREST), rng).slice(0, DISTRACTORS);
}

function questionOf(
  persona: Persona,
  { evidence, text }: Sentence,
  { start, end, answer }: Gap,
  stock: Stock,
  rng: Rng,
): Omit<KnowledgeQuestion, "id"> | null {
  const isPercentage = /^\s?(?:%|per ?cent)/.test(text.slice(end));
  const distractors = /^\d/.test(answer)
    ? otherNumbers(answer, isPercentage, rng)
    : otherWords(answer, text, stock, rng);
  if (distractors.length < DISTRACTORS) return null;
  const ownText = textOf(statementsOf(persona)).replaceAll(/\s+/g, " ");
  return {
    persona: persona.id,
    document: evidence.document,
    page: evidence.page,
    sentence: `${text.slice(0, start)}${PROBE_GAP}${text.slice(end)}`,
    answer,
    distractors: [...distractors],
    toldByPersona: ownText.includes(text),
  };
}

/**
 * Closed-book questions on a persona's evidence: a number or a rare word is taken out of a quoted sentence, and three
 * of its kind are put beside it: numbers near it, words of the set's other quotes with its ending. At most `count` for
 * each persona, one of every sentence before a second of any. No model writes them, so that all models and all personas
 * get the same. A persona without evidence gets none.
 *
 * @example probeQuestions(set, 8, 1)[0]?.sentence // "Four in ten patients read the _____ before they start."
 */
export function probeQuestions(set: PersonaSet, count: number, seed: number): readonly KnowledgeQuestion[] {
  const stock = stockOf([...new Set(set.personas.flatMap(sentencesOf).map(({ text }) => text))]);
  return set.personas.flatMap((persona) => {
    const asked = sentencesOf(persona).map((sentence) => {
      // A sentence is asked about in the same way whoever quotes it.
      const rng = rngFrom(deriveSeed("probe", seed, sentence.text));
      return gapsIn(sentence.text, stock).flatMap(
        (gap) => questionOf(persona, sentence, gap, stock, rng) ?? [],
      );
    });
    const rounds = Math.max(0, ...asked.map((questions) => questions.length));
    return Array.from({ length: rounds }, (_, round) => asked.flatMap((questions) => questions[round] ?? []))
      .flat()
      .slice(0, count)
      .map((question, at) => ({ id: `${persona.id}-q${at + 1}`, ...question }));
  });
}
