import { isPeopleNoun } from "../../domain/people.ts";
import { STOP_WORDS } from "./stop-words.ts";
import { termOf } from "./terms.ts";

/** A phrase of one or two words that names a thing, and the sentences (by number) that hold it. */
export type KeyPhrase = {
  readonly text: string;
  readonly terms: readonly string[];
  readonly sentences: readonly number[];
};

/** After one of these stands a verb or a predicate, not a name. */
const BEFORE_VERB = new Set(
  "to am is are was were be been being have has had do does did will would shall should can could may might must not i you he she it we they who which that".split(
    " ",
  ),
);

/** Words that documents use of themselves, or that name nothing in particular. */
const GENERIC = new Set(
  `study studies review reviews paper article articles section table tables figure figures result results finding findings
  method methods analysis analyses data dataset number numbers example examples case cases group groups type types kind
  form way ways part parts level levels thing things time times year years month months week weeks day days use uses
  range set sets term terms total number value values score scores fact question questions reason reasons point points
  percent percentage rate rates author authors evidence effect effects difference differences order line page
  chapter appendix supplementary material materials literature conclusion background objective introduction
  discussion limitation limitations approach process aspect aspects issue issues area areas lot lack need needs work
  addition contrast people person man woman men women`.split(/\s+/),
);

const NOT_A_NAME = /(?:ly|ed|eth|less|ful|ous|able|ible)$/;
const ADJECTIVAL = /(?:al|ive|ic|ary|ish|ical|ent|ant|er|est)$/;
const NAMES_ALL_THE_SAME = new Set(
  `trial hospital goal approval proposal referral signal survival journal clinic topic logic music traffic public need
  treatment assessment management environment document event content consent accident incident moment comment statement
  development improvement involvement engagement employment equipment payment appointment requirement agreement
  measurement judgement judgment judgement adjustment impairment ailment parent talent plant infant instant variant grant
  objective motive narrative alternative perspective initiative library summary dictionary salary diary glossary
  number power paper order answer letter water weather cancer fever liver finger shelter register character chapter matter
  offer transfer trigger tumour tumor computer container filter user interest request test rest forest harvest breakfast`.split(
    /\s+/,
  ),
);

type Word = { readonly text: string; readonly isBreak: boolean };

function wordsOf(sentence: string): readonly Word[] {
  return [...sentence.matchAll(/\p{L}[\p{L}\p{M}'’-]*|\S/gu)].map(([text]) => ({
    text,
    isBreak: !/^\p{L}{3,}[\p{L}-]*$/u.test(text) || STOP_WORDS.has(text.toLowerCase()),
  }));
}

const isName = (word: string): boolean =>
  !GENERIC.has(word) && !NOT_A_NAME.test(word) && !isPeopleNoun(word) && termOf(word) !== "";
const isHead = (word: string): boolean =>
  isName(word) && (!ADJECTIVAL.test(word) || NAMES_ALL_THE_SAME.has(word));

const shown = (word: string): string => (/^\p{Lu}{2,}/u.test(word) ? word : word.toLowerCase());

/** Runs of content words between breaks, less a verb at their front. The head of an English name stands last. */
function namesIn(sentence: string): readonly string[] {
  const words = wordsOf(sentence);
  const names: string[] = [];
  let run: string[] = [];
  let before = "";
  const close = (): void => {
    const usable = BEFORE_VERB.has(before) || isPeopleNoun(before) ? run.slice(1) : run;
    const head = usable.at(-1);
    if (head !== undefined && isHead(head.toLowerCase())) {
      names.push(shown(head));
      const modifier = usable.at(-2);
      if (modifier !== undefined && isName(modifier.toLowerCase()))
        names.push(`${shown(modifier)} ${shown(head)}`);
    }
    run = [];
  };
  for (const { text, isBreak } of words) {
    const isPeople = !isBreak && isPeopleNoun(text);
    if (!isBreak && !isPeople) {
      run.push(text);
      continue;
    }
    close();
    before = text.toLowerCase();
  }
  close();
  return names;
}

/**
 * The phrases that name what a list of sentences is about, the most telling first: those in many sentences, two words
 * before one, a cluster's salient terms before others. People are left out: they are stakeholders, not concerns.
 */
export function keyPhrases(sentences: readonly string[], salient: ReadonlySet<string>): readonly KeyPhrase[] {
  const found = new Map<string, Set<number>>();
  for (const [index, sentence] of sentences.entries())
    for (const name of namesIn(sentence)) {
      const known = found.get(name);
      if (known) known.add(index);
      else found.set(name, new Set([index]));
    }
  const score = (phrase: KeyPhrase): number =>
    phrase.sentences.length *
    (phrase.terms.length > 1 ? 1.6 : 1) *
    (1 + phrase.terms.filter((term) => salient.has(term)).length / phrase.terms.length);
  return [...found]
    .map(([text, holders]) => ({
      text,
      terms: text.split(" ").map((word) => termOf(word.toLowerCase())),
      sentences: [...holders],
    }))
    .sort((a, b) => score(b) - score(a) || (a.text < b.text ? -1 : 1));
}
