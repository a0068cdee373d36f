import type { Debate } from "../domain/debate.ts";
import { type HumanRatings, type Item, outputText } from "../domain/item.ts";
import type { Rating } from "../domain/rating.ts";
import type { Verdict } from "../domain/verdict.ts";

/** A rating by its replicate: a number, or the word for why there is none. */
export type RatingCell = readonly [replicate: number, rating: number | string];

/** One rater's ratings on one dimension of an item, before and after discussion. */
export type RatingLine = {
  readonly arm: string;
  readonly set: string | null;
  readonly protocol: string | null;
  readonly model: string | null;
  readonly framing: string;
  readonly rater: string;
  readonly stakeholder: string | null;
  readonly dimension: string;
  readonly before: readonly RatingCell[];
  readonly after: readonly RatingCell[];
};

/** What a reader sees on opening an item. The texts are null where only ratings are known. */
export type ItemDetail = {
  readonly source: string | null;
  readonly output: string | null;
  readonly human: Readonly<Record<string, HumanRatings>> | null;
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly ratings: readonly RatingLine[];
  readonly verdicts: readonly Verdict[];
};

/** The debates of one item, in the order of the run. */
export type ItemDebates = readonly Debate[];

function cellOf(row: Rating): RatingCell {
  if (row.value !== null) return [row.replicate, row.value];
  const why = row.missing ?? "missing";
  return [row.replicate, row.reason === undefined ? why : `${why}: ${row.reason}`];
}

function cellsOf(rows: readonly Rating[], phase: Rating["phase"]): readonly RatingCell[] {
  return rows
    .filter((row) => row.phase === phase)
    .map(cellOf)
    .toSorted((a, b) => a[0] - b[0]);
}

function ratingLines(rows: readonly Rating[]): readonly RatingLine[] {
  const lineKey = (row: Rating): string =>
    JSON.stringify([row.arm, row.personaSet, row.protocol, row.model, row.framing, row.rater, row.dimension]);
  return [...Map.groupBy(rows, lineKey).values()].flatMap((group) => {
    const first = group[0];
    if (!first) return [];
    return {
      arm: first.arm,
      set: first.personaSet ?? null,
      protocol: first.protocol ?? null,
      model: first.model ?? null,
      framing: first.framing,
      rater: first.rater,
      stakeholder: first.stakeholder ?? null,
      dimension: first.dimension,
      before: cellsOf(group, "initial"),
      after: cellsOf(group, "final"),
    };
  });
}

/** Entries of `meta` that the page shows in another place, or that say nothing to a reader. */
const TOLD_ELSEWHERE = new Set(["group", "raters"]);

/** The plain entries of an item's `meta`: words, numbers, and lists of them. */
function factsOf(item: Item): readonly (readonly [string, string])[] {
  const plain = (value: unknown): boolean => ["string", "number", "boolean"].includes(typeof value);
  return Object.entries(item.meta ?? {}).flatMap(([name, value]) => {
    if (TOLD_ELSEWHERE.has(name)) return [];
    if (plain(value)) return [[name, String(value)] as const];
    if (Array.isArray(value) && value.length > 0 && value.every(plain))
      return [[name, value.join(", ")] as const];
    return [];
  });
}

const DECIMALS = 4;
const rounded = (value: number | null): number | null =>
  value === null ? null : Number(value.toFixed(DECIMALS));

/** Shorter numbers: a page holds thousands of verdicts and shows two decimals. */
function shortened(verdict: Verdict): Verdict {
  const { value, low, high, before } = verdict;
  return {
    ...verdict,
    value: rounded(value),
    low: rounded(low),
    high: rounded(high),
    before: rounded(before),
  };
}

/** Gathers all that is known of one item, except its debates. `item` is null where only ratings are known. */
export function itemDetail(
  item: Item | null,
  ratings: readonly Rating[],
  verdicts: readonly Verdict[],
): ItemDetail {
  return {
    source: item?.source ?? null,
    output: item ? outputText(item) : null,
    human: item?.human ?? null,
    facts: item ? factsOf(item) : [],
    ratings: ratingLines(ratings),
    verdicts: verdicts.map(shortened),
  };
}
