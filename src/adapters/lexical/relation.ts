import { analyseText } from "./analysed-text.ts";
import { termOf } from "./terms.ts";
import { tokenize } from "./tokens.ts";

/** How one text stands to another, as far as shared words tell; null where they share too few to tell. */
export type Relation = "supports" | "contradicts" | null;

/** Of the shorter of two sentences, so many content terms and such a share must stand in the longer. */
const FEWEST_SHARED = 2;
const LEAST_SHARE = 0.5;

/** A negation reaches over so many content terms, within its clause. */
const REACH = 3;
const CLAUSE_END = /^[,;:.!?]$|^(?:but|so|because|while|though)$/;
/** What changes its sign in at least this share of what two sentences share, contradicts. */
const LEAST_TURNED = 0.5;
const NEGATIONS = new Set("no not never none nobody nothing neither nor without cannot hardly 't".split(" "));

const NUMBER_WORDS = new Map(
  "zero one two three four five six seven eight nine ten eleven twelve"
    .split(" ")
    .map((word, value) => [word, String(value)] as const),
);

/** Words of which one person is, does or wants not both. */
const OPPOSITES: readonly (readonly [string, string])[] = [
  ["like", "dislike"],
  ["love", "hate"],
  ["like", "hate"],
  ["enjoy", "hate"],
  ["enjoy", "dislike"],
  ["trust", "distrust"],
  ["married", "single"],
  ["married", "divorced"],
  ["retired", "working"],
  ["retired", "employed"],
  ["employed", "unemployed"],
  ["always", "never"],
  ["often", "never"],
  ["rural", "urban"],
  ["village", "city"],
  ["young", "old"],
  ["optimistic", "pessimistic"],
  ["cautious", "reckless"],
  ["patient", "impatient"],
  ["calm", "anxious"],
  ["quiet", "loud"],
  ["strict", "lenient"],
  ["short", "long"],
  ["simple", "complicated"],
  ["accept", "refuse"],
  ["agree", "disagree"],
  ["support", "oppose"],
  ["important", "unimportant"],
  ["vegetarian", "meat"],
];
const OPPOSITE_TERMS = OPPOSITES.map(([one, other]) => [termOf(one) || one, termOf(other) || other] as const);

type Read = {
  readonly terms: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
  /** What is counted, and how many there are. */
  readonly counted: ReadonlyMap<string, string>;
  readonly negated: ReadonlySet<string>;
};

/** The terms that a negation reaches. */
function negatedIn(tokens: readonly string[]): ReadonlySet<string> {
  const negated = new Set<string>();
  let reach = 0;
  for (const token of tokens) {
    if (CLAUSE_END.test(token)) reach = 0;
    if (NEGATIONS.has(token)) reach = reach === 0 ? REACH : 0;
    const term = termOf(token);
    if (reach === 0 || term === "" || NEGATIONS.has(token)) continue;
    negated.add(term);
    reach--;
  }
  return negated;
}

/** The number before each term: "20 years" counts years. */
function countedIn(tokens: readonly string[]): ReadonlyMap<string, string> {
  const counted = new Map<string, string>();
  tokens.forEach((token, index) => {
    const number = NUMBER_WORDS.get(token) ?? (/^\d/.test(token) ? token : undefined);
    const term = termOf(tokens[index + 1] ?? "");
    if (number !== undefined && term !== "") counted.set(term, number);
  });
  return counted;
}

function read(sentence: string): Read {
  const tokens = tokenize(sentence);
  const terms = new Set(
    tokens.map(termOf).filter((term) => term !== "" && !/^\d/.test(term) && !NUMBER_WORDS.has(term)),
  );
  return {
    terms,
    words: new Set(tokens.map((token) => termOf(token) || token)),
    counted: countedIn(tokens),
    negated: negatedIn(tokens),
  };
}

function hasOpposites(one: Read, other: Read): boolean {
  return OPPOSITE_TERMS.some(
    ([a, b]) => (one.words.has(a) && other.words.has(b)) || (one.words.has(b) && other.words.has(a)),
  );
}

function betweenSentences(one: Read, other: Read): Relation {
  const shared = [...one.terms].filter((term) => other.terms.has(term));
  const turned = shared.filter((term) => one.negated.has(term) !== other.negated.has(term)).length;
  const isTurned = turned > 0 && turned >= LEAST_TURNED * shared.length;
  const shorter = Math.min(one.terms.size, other.terms.size);
  if (shared.length < FEWEST_SHARED || shared.length < LEAST_SHARE * shorter) return null;
  if (hasOpposites(one, other)) return isTurned ? null : "contradicts";
  const isRecounted = [...one.counted].some(
    ([term, number]) => other.counted.has(term) && other.counted.get(term) !== number,
  );
  if (isRecounted) return "contradicts";
  return isTurned ? "contradicts" : "supports";
}

/** What stands between quotation marks is somebody else's word. */
function ownWords(text: string): string {
  return text.replaceAll(/“[^”]*”|"[^"]*"/g, " ");
}

/**
 * Whether a text supports or contradicts another, sentence by sentence: two sentences that share at least
 * half the content terms of the shorter contradict each other where a negation turns half of what they share,
 * they count the same thing otherwise or they hold opposites, and support each other otherwise. Contradiction
 * goes before support. Quoted words do not count.
 *
 * @example relation("I never work at night.", "Works at night.") // "contradicts"
 */
export function relation(said: string, held: string): Relation {
  const [first, second] = [said, held].map((text) =>
    analyseText(ownWords(text)).map((sentence) => read(sentence.text)),
  );
  const found = new Set(
    (first ?? []).flatMap((one) => (second ?? []).map((other) => betweenSentences(one, other))),
  );
  if (found.has("contradicts")) return "contradicts";
  return found.has("supports") ? "supports" : null;
}

/** Share of a text's content terms that stand in another. */
export function heldShare(text: string, within: string): number {
  const [terms, known] = [read(text).terms, read(within).terms];
  return terms.size === 0 ? 0 : [...terms].filter((term) => known.has(term)).length / terms.size;
}
