import { countWords } from "../domain/content-words.ts";
import type { Chunk } from "../domain/corpus.ts";
import { dot, unit, type Vector } from "./vectors.ts";

export type Candidate = { readonly chunk: Chunk; readonly vector: Vector };

/** Weight of closeness to the centre; the rest is weight of being unlike what was chosen before. */
const CLOSENESS = 0.7;
/** What a chunk loses for each chunk of its document that was chosen before it. */
const SAME_DOCUMENT = 0.1;

/**
 * The chunks that speak for a cluster: by maximal marginal relevance (near the centre, unlike each
 * other; Carbonell and Goldstein 1998), from many documents rather than one, until the next would
 * exceed the budget of words. Length plays no part in the choice.
 */
export function representativePassages(
  candidates: readonly Candidate[],
  centre: Vector,
  budget: number,
): readonly Chunk[] {
  const direction = unit(centre);
  const open = candidates.map(({ chunk, vector }) => {
    const own = unit(vector);
    return { chunk, vector: own, closeness: dot(own, direction), nearest: 0, fromDocument: 0 };
  });
  const chosen: Chunk[] = [];
  let words = 0;
  while (open.length > 0) {
    const worth = ({ closeness, nearest, fromDocument }: (typeof open)[number]): number =>
      CLOSENESS * closeness - (1 - CLOSENESS) * nearest - SAME_DOCUMENT * fromDocument;
    const best = open.reduce((top, next) => (worth(next) > worth(top) ? next : top));
    words += countWords(best.chunk.text);
    if (words > budget && chosen.length > 0) break;
    chosen.push(best.chunk);
    open.splice(open.indexOf(best), 1);
    for (const rest of open) {
      rest.nearest = Math.max(rest.nearest, dot(rest.vector, best.vector));
      if (rest.chunk.document === best.chunk.document) rest.fromDocument++;
    }
  }
  return chosen;
}
