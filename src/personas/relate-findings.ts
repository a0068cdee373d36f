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

/**
 * Embeds findings, and drops the quotes that have nothing to do with the dimension that they are cited for: no
 * content word in common with it, and far from it.
 */
export async function relateFindings(
  findings: readonly Finding[],
  embed: Embed,
  signal?: AbortSignal,
): Promise<{ readonly related: readonly RelatedFinding[]; readonly unrelated: number }> {
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
  let unrelated = 0;
  const related = findings.flatMap((finding, at): readonly RelatedFinding[] => {
    const wording = wordings[at]!;
    const what = vectorOf(wording);
    const isRelated = ({ quote }: Evidence): boolean =>
      commonStems(`${finding.name} ${wording} ${people[at]}`, quote) > 0 ||
      dot(what, vectorOf(quote)) >= RELATED;
    const evidence = finding.evidence.filter(isRelated);
    unrelated += finding.evidence.length - evidence.length;
    if (evidence.length === 0) return [];
    const noun = vectorOf(finding.stakeholder);
    return [{ ...finding, evidence, noun, who: vectorOf(who[at]!), what, wording }];
  });
  return { related, unrelated };
}
