import type { NamedSeat } from "../debate/run-debate.ts";
import { contentWords, countWords } from "../domain/content-words.ts";
import { type Item, outputText } from "../domain/item.ts";
import type { Passage } from "../domain/prompt.ts";

/** Words of quotes that a panelist is shown beside an item, about: some 270 tokens. */
const PASSAGE_WORDS = 200;

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

type Index = {
  readonly rarity: (term: string) => number;
  readonly passages: ReadonlyMap<Passage, Weighted>;
};

/** A panel meets thousands of items: its quotes are weighed once. */
const indices = new WeakMap<readonly NamedSeat[], Index>();

function indexOf(seats: readonly NamedSeat[]): Index {
  const known = indices.get(seats);
  if (known !== undefined) return known;
  const counted = new Map(
    seats.flatMap(({ passages }) => passages.map((passage) => [passage, termsIn(passage.text)] as const)),
  );
  const held = new Map<string, number>();
  for (const terms of counted.values())
    for (const term of terms.keys()) held.set(term, (held.get(term) ?? 0) + 1);
  const rarity = (term: string): number => {
    const holders = held.get(term);
    return holders === undefined ? 0 : Math.log(1 + counted.size / holders);
  };
  const passages = new Map([...counted].map(([passage, terms]) => [passage, weigh(terms, rarity)]));
  const index = { rarity, passages };
  indices.set(seats, index);
  return index;
}

/** The most relevant first, as long as they fit; one that does not fit makes room for the next. */
function withinBudget(ranked: readonly Passage[]): readonly Passage[] {
  let words = 0;
  return ranked.filter(({ text }, at) => {
    const more = countWords(text);
    const fits = at === 0 || words + more <= PASSAGE_WORDS;
    if (fits) words += more;
    return fits;
  });
}

/**
 * The seats of a panel as they judge one item: of the quotes behind each persona those closest to the item's source
 * and output, most relevant first, within about 200 words. Closeness is the cosine of TF-IDF vectors (log-scaled
 * counts of stems, rarity among the panel's quotes); equals keep the persona's order, so nothing hangs on chance.
 * What a panelist is shown fills the budget whatever the item, so that items do not differ in it.
 *
 * @example seatsForItem(seatPanel(set, 6), item)[0]?.passages[0]?.text // "Doses are read off the leaflet."
 */
export function seatsForItem(seats: readonly NamedSeat[], item: Item): readonly NamedSeat[] {
  if (seats.every(({ passages }) => passages.length < 2)) return seats;
  const { rarity, passages } = indexOf(seats);
  const wanted = weigh(termsIn(`${item.source}\n${outputText(item)}`), rarity);
  return seats.map((seat) => {
    const ranked = seat.passages
      .map((passage) => ({ passage, closeness: cosine(passages.get(passage)!, wanted) }))
      .sort((a, b) => b.closeness - a.closeness)
      .map(({ passage }) => passage);
    return { ...seat, passages: withinBudget(ranked) };
  });
}
