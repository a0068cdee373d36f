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
 * Embeds findings. Where some of a finding's quotes have to do with its dimension (a content word in common with it,
 * or close to it), the others are left out; where none has, all stay: they are verbatim, and nobody but the model has
 * said what they are for.
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
  return findings.map((finding, at): RelatedFinding => {
    const wording = wordings[at]!;
    const what = vectorOf(wording);
    const isRelated = ({ quote }: Evidence): boolean =>
      commonStems(`${finding.name} ${wording} ${people[at]}`, quote) > 0 ||
      dot(what, vectorOf(quote)) >= RELATED;
    const fitting = finding.evidence.filter(isRelated);
    const evidence = fitting.length > 0 ? fitting : finding.evidence;
    const noun = vectorOf(finding.stakeholder);
    return { ...finding, evidence, noun, who: vectorOf(who[at]!), what, wording };
  });
}
