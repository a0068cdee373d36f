import type { NamedSeat } from "../debate/run-debate.ts";
import { contentWords, countWords } from "../domain/content-words.ts";
import { type Item, outputText } from "../domain/item.ts";
import type { Passage } from "../domain/prompt.ts";

/** Words of a persona's own quotes that it is shown beside an item, and words in all, about: some 530 tokens. A passage has up to 200 words. */
const QUOTE_WORDS = 200;
const ALL_WORDS = 400;

type Terms = ReadonlyMap<string, number>;
type Weighted = { readonly weights: Terms; readonly norm: number };

/** How often each stem of a content word stands in a text. */
function termsIn(text: string): Terms {
  const counts = new Map<string, number>();
  for (const { stem } of contentWords(text)) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  return counts;
}

function weigh(counts: Terms, rarity: (term: string) => number): Weighted {
  const weights = new Map([...counts].map(([term, count]) => [term, (1 + Math.log(count)) * rarity(term)]));
  return { weights, norm: Math.sqrt([...weights.values()].reduce((sum, weight) => sum + weight ** 2, 0)) };
}

function cosine(a: Weighted, b: Weighted): number {
  let sum = 0;
  for (const [term, weight] of a.weights) sum += weight * (b.weights.get(term) ?? 0);
  return sum === 0 ? 0 : sum / (a.norm * b.norm);
}

/** What a persona may be shown: the quotes that it rests on, and passages of its documents. */
type Shelf = { readonly quotes: readonly Passage[]; readonly passages: readonly Passage[] };

type Index = {
  readonly rarity: (term: string) => number;
  readonly shelves: ReadonlyMap<NamedSeat, Shelf>;
  readonly weighted: ReadonlyMap<Passage, Weighted>;
};

function shelfOf({ persona, passages }: NamedSeat): Shelf {
  const further = (persona?.passages ?? []).map(({ document, page, quote }, at): Passage => {
    return { id: `p${at + 1}`, document, page, text: quote };
  });
  return { quotes: passages, passages: further };
}

/** A panel meets thousands of items: what it may be shown is weighed once. */
const indices = new WeakMap<readonly NamedSeat[], Index>();

function indexOf(seats: readonly NamedSeat[]): Index {
  const known = indices.get(seats);
  if (known !== undefined) return known;
  const shelves = new Map(seats.map((seat) => [seat, shelfOf(seat)]));
  const counted = new Map(
    [...shelves.values()].flatMap(({ quotes, passages }) =>
      [...quotes, ...passages].map((passage) => [passage, termsIn(passage.text)] as const),
    ),
  );
  const held = new Map<string, number>();
  for (const terms of counted.values())
    for (const term of terms.keys()) held.set(term, (held.get(term) ?? 0) + 1);
  const rarity = (term: string): number => {
    const holders = held.get(term);
    return holders === undefined ? 0 : Math.log(1 + counted.size / holders);
  };
  const weighted = new Map([...counted].map(([passage, terms]) => [passage, weigh(terms, rarity)]));
  const index = { rarity, shelves, weighted };
  indices.set(seats, index);
  return index;
}

/** The first ones as long as they fit; one that does not fit makes room for the next. */
function withinBudget(ranked: readonly Passage[], budget: number): readonly Passage[] {
  let words = 0;
  return ranked.filter(({ text }) => {
    const more = countWords(text);
    const fits = words + more <= budget;
    if (fits) words += more;
    return fits;
  });
}

const wordsOf = (passages: readonly Passage[]): number =>
  passages.reduce((sum, { text }) => sum + countWords(text), 0);

/**
 * The seats of a panel as they judge one item: of the quotes behind each persona those closest to the item's source and
 * output, within about 200 words, and after them passages of its documents that have to do with the item, up to 400
 * words in all; most relevant first. Closeness is the cosine of TF-IDF vectors (log-scaled counts of stems, rarity among
 * all that the panel may be shown); equals keep the persona's order, so nothing hangs on chance.
 *
 * @example seatsForItem(seatPanel(set, 6), item)[0]?.passages[0]?.text // "Doses are read off the leaflet."
 */
export function seatsForItem(seats: readonly NamedSeat[], item: Item): readonly NamedSeat[] {
  const { rarity, shelves, weighted } = indexOf(seats);
  if (weighted.size === 0) return seats;
  const wanted = weigh(termsIn(`${item.source}\n${outputText(item)}`), rarity);
  const ranked = (passages: readonly Passage[]) =>
    passages
      .map((passage) => ({ passage, closeness: cosine(weighted.get(passage)!, wanted) }))
      .sort((a, b) => b.closeness - a.closeness);
  return seats.map((seat) => {
    const { quotes, passages } = shelves.get(seat)!;
    const shown = withinBudget(
      ranked(quotes).map(({ passage }) => passage),
      QUOTE_WORDS,
    );
    const further = ranked(passages)
      .filter(
        ({ passage, closeness }) => closeness > 0 && !shown.some(({ text }) => passage.text.includes(text)),
      )
      .map(({ passage }) => passage);
    return { ...seat, passages: [...shown, ...withinBudget(further, ALL_WORDS - wordsOf(shown))] };
  });
}
