import type { Evidence, Persona, PersonaSet } from "../domain/persona.ts";
import type { FitEmbed } from "../domain/ports.ts";
import { assignBest } from "./assign-best.ts";
import { lensLikeness } from "./lens-likeness.ts";
import { statementsOf } from "./persona-parts.ts";

/** Cosine of two personas' dimensions from which one counts as the other come back. */
export const MATCHED_FROM = 0.5;

/** Quotes of one side that overlap one of the other, those that only the first has, and only the second. */
export type EvidenceComparison = {
  readonly shared: readonly Evidence[];
  readonly onlyFirst: readonly Evidence[];
  readonly onlySecond: readonly Evidence[];
};

/** Two personas of an optimal assignment, the more alike the more they look at one thing. */
export type PersonaPair = {
  readonly first: Persona;
  readonly second: Persona;
  readonly similarity: number;
  readonly evidence: EvidenceComparison;
};

/** A persona without a partner, and the one of the other set that comes nearest. */
export type Unmatched = { readonly persona: Persona; readonly nearest: string; readonly similarity: number };

export type SetMatch = {
  readonly matchedFrom: number;
  /** Partners at least as alike as `matchedFrom`, most alike first. */
  readonly pairs: readonly PersonaPair[];
  /** Of the first set, without a partner in the second. */
  readonly gone: readonly Unmatched[];
  /** Of the second set, without a partner in the first. */
  readonly fresh: readonly Unmatched[];
  readonly evidence: EvidenceComparison;
  /** How alike each persona of the first set is to the nearest of the second. */
  readonly nearest: readonly number[];
};

/** A set with the likeness of its personas to those of another. */
type Side = { readonly set: PersonaSet; readonly personas: readonly Persona[] };

/** Each quote once, under the checksum of its document: two corpora may use one id for two documents. */
function quotesOf({ set, personas }: Side): readonly { readonly file: string; readonly quote: Evidence }[] {
  const checksums = new Map((set.corpus?.documents ?? []).map(({ id, sha256 }) => [id, sha256]));
  const quotes = personas.flatMap(statementsOf).flatMap(({ evidence }) => evidence);
  const distinct = new Map(
    quotes.map((quote) => [`${quote.document}:${quote.start}-${quote.end}`, quote] as const),
  );
  return [...distinct.values()].map((quote) => ({
    file: checksums.get(quote.document) ?? quote.document,
    quote,
  }));
}

/** The documents that a set quotes, by checksum. */
export function documentsQuoted(set: PersonaSet): ReadonlySet<string> {
  return new Set(quotesOf({ set, personas: set.personas }).map(({ file }) => file));
}

function compareEvidence(a: Side, b: Side): EvidenceComparison {
  const [first, second] = [quotesOf(a), quotesOf(b)];
  const overlaps = (x: (typeof first)[number], y: (typeof first)[number]): boolean =>
    x.file === y.file && x.quote.start < y.quote.end && y.quote.start < x.quote.end;
  const isShared = (one: (typeof first)[number]): boolean => second.some((other) => overlaps(one, other));
  return {
    shared: first.filter(isShared).map(({ quote }) => quote),
    onlyFirst: first.filter((one) => !isShared(one)).map(({ quote }) => quote),
    onlySecond: second
      .filter((one) => !first.some((other) => overlaps(other, one)))
      .map(({ quote }) => quote),
  };
}

/** The personas whose place is not taken, each with whom of the other set it comes nearest to. */
function unmatched(
  own: PersonaSet,
  other: PersonaSet,
  likeness: readonly (readonly number[])[],
  taken: ReadonlySet<number>,
): readonly Unmatched[] {
  return own.personas.flatMap((persona, at) => {
    if (taken.has(at)) return [];
    const similarity = Math.max(...likeness[at]!);
    return [{ persona, nearest: other.personas[likeness[at]!.indexOf(similarity)]!.id, similarity }];
  });
}

/**
 * Matches two sets persona to persona, so that the total likeness of what partners look at is the greatest
 * (`lensLikeness`, optimal assignment). Partners less alike than `MATCHED_FROM` count as none: the one is
 * gone, the other new.
 *
 * @example (await matchSets(a, b, lsaEmbedder({ seed: 1 }))).pairs[0]?.similarity // .93
 */
export async function matchSets(
  a: PersonaSet,
  b: PersonaSet,
  fitEmbed: FitEmbed,
  signal?: AbortSignal,
): Promise<SetMatch> {
  const likeness = await lensLikeness(a, b, fitEmbed, signal);
  const between = a.personas.map((one) => b.personas.map((other) => likeness(one, other)));
  const partners = assignBest(between).filter(([row, column]) => between[row]![column]! >= MATCHED_FROM);
  const pairs = partners
    .map(([row, column]): PersonaPair => {
      const [first, second] = [a.personas[row]!, b.personas[column]!];
      const evidence = compareEvidence({ set: a, personas: [first] }, { set: b, personas: [second] });
      return { first, second, similarity: between[row]![column]!, evidence };
    })
    .sort((x, y) => y.similarity - x.similarity);
  const back = b.personas.map((_, column) => between.map((row) => row[column]!));
  return {
    matchedFrom: MATCHED_FROM,
    pairs,
    gone: unmatched(a, b, between, new Set(partners.map(([row]) => row))),
    fresh: unmatched(b, a, back, new Set(partners.map(([, column]) => column))),
    evidence: compareEvidence({ set: a, personas: a.personas }, { set: b, personas: b.personas }),
    nearest: between.map((row) => Math.max(...row)),
  };
}
