import type { Evidence } from "../domain/persona.ts";
import type { Embed } from "../domain/ports.ts";
import { distinctiveWording } from "./distinctive-wording.ts";
import type { Finding } from "./read-perspectives.ts";
import { commonStems } from "./shares-content.ts";
import { dot, unit, type Vector } from "./vectors.ts";

/** A finding with the directions, of length 1, of its people's noun, their description and its dimension. */
export type RelatedFinding = Finding & {
  readonly noun: Vector;
  readonly who: Vector;
  readonly what: Vector;
  /** The words that set its dimension apart from the others'. */
  readonly wording: string;
};

/** A quote without a word in common with what it is cited for must be at least this close to it. */
const RELATED = 0.3;

/** Vectors of all the texts, of length 1, from one call. */
async function embedAll(
  embed: Embed,
  texts: readonly string[],
  signal: AbortSignal | undefined,
): Promise<(text: string) => Vector> {
  const distinct = [...new Set(texts)];
  const embedded = await embed(distinct, signal);
  const vectors = new Map(distinct.map((text, index) => [text, unit(embedded[index]!)]));
  return (text) => vectors.get(text)!;
}

/** How well a quote goes with a finding's dimension. */
type Kinship = (
  finding: number,
  quote: string,
) => { readonly isRelated: boolean; readonly closeness: number };

/**
 * Hands a quote that has nothing to do with the dimension it was given for to another dimension of the same people that
 * it goes with, the closest one. Where there is none it stays: it is verbatim, and nobody but the model has said what it
 * is for. No quote is lost, and a finding keeps one at least.
 */
function settleEvidence(findings: readonly Finding[], kinship: Kinship): readonly (readonly Evidence[])[] {
  const settled = findings.map(({ evidence }) => [...evidence]);
  for (const [at, { stakeholder, evidence }] of findings.entries()) {
    if (!evidence.some(({ quote }) => kinship(at, quote).isRelated)) continue;
    for (const one of evidence.filter(({ quote }) => !kinship(at, quote).isRelated)) {
      const others = findings
        .flatMap((other, index) => (index !== at && other.stakeholder === stakeholder ? [index] : []))
        .map((index) => ({ index, ...kinship(index, one.quote) }))
        .filter(({ isRelated }) => isRelated)
        .sort((a, b) => b.closeness - a.closeness);
      const [best] = others;
      if (best === undefined) continue;
      settled[best.index]?.push(one);
      settled[at] = (settled[at] ?? []).filter((kept) => kept !== one);
    }
  }
  return settled;
}

/**
 * Embeds findings, and settles each quote under the dimension that it goes with: it has a content word in common with
 * it, or is close to it.
 */
export async function relateFindings(
  findings: readonly Finding[],
  embed: Embed,
  signal?: AbortSignal,
): Promise<readonly RelatedFinding[]> {
  const people = distinctiveWording(findings.map(({ description }) => description));
  const wordings = distinctiveWording(findings.map(({ name, definition }) => `${name} ${definition}`));
  const who = findings.map(({ stakeholder }, at) => `${stakeholder} ${people[at]}`);
  const vectorOf = await embedAll(
    embed,
    [
      ...findings.flatMap(({ stakeholder, evidence }) => [
        stakeholder,
        ...evidence.map(({ quote }) => quote),
      ]),
      ...who,
      ...wordings,
    ],
    signal,
  );
  const settled = settleEvidence(findings, (at, quote) => {
    const closeness = dot(vectorOf(wordings[at]!), vectorOf(quote));
    const isNamed = commonStems(`${findings[at]!.name} ${wordings[at]} ${people[at]}`, quote) > 0;
    return { isRelated: isNamed || closeness >= RELATED, closeness };
  });
  return findings.map(
    (finding, at): RelatedFinding => ({
      ...finding,
      evidence: settled[at]!,
      noun: vectorOf(finding.stakeholder),
      who: vectorOf(who[at]!),
      what: vectorOf(wordings[at]!),
      wording: wordings[at]!,
    }),
  );
}
