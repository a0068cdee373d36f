import type { Family } from "./families.ts";
import { FAMILIES } from "./families.ts";

/**
 * How the words begin by which each family is called. No word belongs to two. What a summary of a trial must cover
 * (population, intervention, comparator, outcome) is a matter of relevance.
 */
const CALLED: Readonly<Record<Family, RegExp>> = {
  coherence:
    /^(?:coheren|cohesi|structur|organis|organiz|logic|flows?$|flowing|transition|sequenc|ordered|orderly)/,
  consistency:
    /^(?:consisten|faithful|fact(?:s|ual|ually)?$|accura|correct|true$|truth|ground|supported|supports|entail|agree|align|verif|evidence|reliab)/,
  fluency: /^(?:fluen|natural|gramm|readab|spell|wording|clear|clarity|plain|understand|style)/,
  relevance:
    /^(?:relevan|cover|complete|comprehens|informativ|importan|key$|main$|salien|essential|specific|detail|(?:population|intervention|comparator|outcome)s?$)/,
};

/** Names of faults: whether a high rating means much or little of the fault, the name does not tell. */
const FAULTS =
  /^(?:hallucinat|contradict|omission|omit|missing|unsupport|incoheren|inconsist|irrelevan|error|ungramm|disfluen|unfaithful|inaccura|incorrect|misinform|distort)/;

const NAME_WEIGHT = 3;
/** A word of the name, or two of the definition. */
const NEAR = 2;

function wordsOf(text: string): readonly string[] {
  const spaced = text.replaceAll(/(\p{Ll})(\p{Lu})/gu, "$1 $2").toLowerCase();
  return [...new Set(spaced.match(/\p{L}+/gu) ?? [])];
}

/**
 * Which of the four measured families a dimension of a rubric is closest to: the words of its name, weighed 3,
 * and of its definition, weighed 1, are counted by the family whose vocabulary they belong to. Null where none is
 * near, or where the name is that of a fault. Equal counts go to the family named first in `FAMILIES`.
 *
 * @example dimensionFamily({ id: "faithfulness", definition: "" }) // "consistency"
 * @example dimensionFamily({ id: "engagingness", definition: "Is it fun?" }) // null
 */
export function dimensionFamily(dimension: {
  readonly id: string;
  readonly definition: string;
}): Family | null {
  const name = wordsOf(dimension.id);
  if (name.some((word) => FAULTS.test(word))) return null;
  const definition = wordsOf(dimension.definition);
  const hits = (family: Family, words: readonly string[]): number =>
    words.filter((word) => CALLED[family].test(word)).length;
  const scored = FAMILIES.map((family) => ({
    family,
    score: NAME_WEIGHT * hits(family, name) + hits(family, definition),
  }));
  const closest = scored.reduce((best, candidate) => (candidate.score > best.score ? candidate : best));
  return closest.score >= NEAR ? closest.family : null;
}
