import { isPeopleNoun } from "../../domain/people.ts";
import { STOP_WORDS } from "./stop-words.ts";

const listed = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** After one of these stands a name, or an adjective and then a name. */
const DETERMINERS = listed(
  "the a an this these those that my your his her its our their no some any each every both all many much more most less few several such another other",
);
const PREPOSITIONS = listed(
  "of in for with from about on by into through during within without after before against at between among over under per",
);
/** After one of these stands a verb or a predicate, not a name. */
const BEFORE_VERB = listed(
  "to am is are was were be been being have has had having do does did not will would shall should can could may might must i you he she it we they who which that there never also often always",
);

/** Words that documents use of themselves, or that name nothing in particular. */
const GENERIC = listed(
  `study studies review reviews paper papers article articles section sections table tables figure figures result results
  finding findings method methods analysis analyses data dataset number numbers example examples case cases group groups
  type types kind kinds form forms way ways part parts level levels thing things time times year years month months week
  weeks day days hour hours minute minutes use uses range set sets term terms total value values score scores fact facts
  question questions answer reason reasons point points percent percentage rate rates author authors evidence effect
  effects difference differences order line page chapter appendix material materials literature conclusion conclusions
  background objective introduction discussion limitation limitations approach approaches process aspect aspects issue
  issues area areas lot lack need needs work addition contrast people none end half second seconds place side hand
  word words name names version one two three four five six seven eight nine ten hundred thousand today tomorrow
  yesterday anything everything nothing something somebody nobody everybody else step steps basis sense`,
);
/** Common adjectives and adverbs, which stand before names and are none. */
const ADJECTIVES = listed(
  `old new good bad best better worse worst big small high higher highest low lower lowest long longer short large larger
  great greater young early late later same different certain various possible likely unlikely hard easy strong stronger
  weak clear close open next last first third common rare poor rich free full main whole real true false single double
  different similar additional given particular general special right wrong left ready sure able due recent current
  previous present own important available necessary useful beforehand afterwards together apart away again here there
  now then once soon perhaps maybe already almost about around back down well far near much many little less hot cold
  dark light white black red green blue golden individual collective public private local global`,
);
const NOT_A_NAME = /(?:ly|ed|eth|less|ful|ous|able|ible|ive|ical|ish)$/;
const NAME_ENDING =
  /(?:tions?|sions?|ments?|ness|it(?:y|ies)|ances?|ences?|isms?|ships?|ures?|ics|sis|hood|dom|logy|graphy|pathy)$/;

type Word = { readonly text: string; readonly isBreak: boolean };

/** A sentence as words, with breaks where no phrase can run on: grammar, punctuation, numbers, people, proper names. */
function brokenWords(sentence: string): readonly Word[] {
  const tokens = [...sentence.matchAll(/\p{L}[\p{L}\p{M}'’-]*|\S/gu)].map(([text]) => text);
  return tokens.map((text, index) => {
    const word = text.toLowerCase();
    const isProper = index > 0 && /^\p{Lu}\p{Ll}/u.test(text);
    const isOdd =
      !/^\p{L}{3,}(?:-\p{L}{3,})*$/u.test(text) || word.split("-").some((part) => STOP_WORDS.has(part));
    const pair = `${word} ${tokens[index + 1]?.toLowerCase() ?? ""}`;
    const before = `${tokens[index - 1]?.toLowerCase() ?? ""} ${word}`;
    return {
      text,
      isBreak: isProper || isOdd || isPeopleNoun(word) || isPeopleNoun(pair) || isPeopleNoun(before),
    };
  });
}

/** A run of words between breaks, and the lower-case word before it. */
export type Run = { readonly words: readonly string[]; readonly before: string };

/** The runs of a sentence, each less a verb at its front. */
export function runsOf(sentence: string): readonly Run[] {
  const runs: Run[] = [];
  let words: string[] = [];
  let before = "";
  const close = (): void => {
    const isVerbFirst = BEFORE_VERB.has(before) || isPeopleNoun(before);
    if (words.length > 0) runs.push({ words: isVerbFirst ? words.slice(1) : words, before });
    words = [];
  };
  for (const { text, isBreak } of brokenWords(sentence)) {
    if (isBreak) {
      close();
      before = text.toLowerCase();
    } else {
      words.push(text);
    }
  }
  close();
  return runs.filter((run) => run.words.length > 0);
}

/** Whether a word may stand before a name in a phrase: "balance" in "balance exercises". */
export function isModifier(word: string, names: ReadonlySet<string>): boolean {
  if (names.has(word)) return true;
  return !GENERIC.has(word) && !ADJECTIVES.has(word) && !/(?:ly|ed|eth|ing)$/.test(word);
}

/**
 * The words that name things in these sentences: those with the ending of a noun, and those that stand alone after a
 * determiner or a preposition somewhere. What names nothing in particular is left out.
 */
export function namesOfThings(sentences: readonly string[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { words, before } of sentences.flatMap(runsOf)) {
    for (const text of words) {
      const word = text.toLowerCase();
      const standsAsName = words.length === 1 && (DETERMINERS.has(before) || PREPOSITIONS.has(before));
      const isName =
        NAME_ENDING.test(word) || (standsAsName && !(word.endsWith("ing") && !DETERMINERS.has(before)));
      if (isName && word.length > 3 && !GENERIC.has(word) && !ADJECTIVES.has(word) && !NOT_A_NAME.test(word))
        names.add(word);
    }
  }
  return names;
}
