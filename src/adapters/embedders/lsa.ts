import type { FitEmbed } from "../../domain/ports.ts";
import { rngFrom } from "../../domain/random.ts";
import { leadingSingularVectors } from "./lsa-singular-vectors.ts";
import { termSpace } from "./lsa-term-space.ts";

const MOST_DIMENSIONS = 100;
const FEWEST_DIMENSIONS = 8;

/** A quarter as many as there are texts, within 8 and 100: fewer than texts, or nothing would be drawn together. */
function usualDimensions(texts: number): number {
  return Math.min(MOST_DIMENSIONS, Math.max(FEWEST_DIMENSIONS, Math.round(texts / 4)));
}

/**
 * Latent semantic analysis (Deerwester et al. 1990) as an embedder: TF-IDF rows of content stems, projected on the
 * leading singular vectors of the corpus it is fitted on and brought to unit length. Any text can be embedded, of the
 * corpus or not; one without a known term gives a zero vector. The same corpus and seed give the same bytes.
 *
 * @example const embed = await lsaEmbedder({ seed: 1 })(chunks); const [vector] = await embed(["side effects"]);
 */
export function lsaEmbedder(options: {
  readonly seed: number;
  readonly dimensions?: number | undefined;
}): FitEmbed {
  return async (corpus, signal) => {
    signal?.throwIfAborted();
    const space = termSpace(corpus);
    const rows = corpus.map(space.rowOf);
    const axes = leadingSingularVectors(
      rows,
      space.size,
      options.dimensions ?? usualDimensions(corpus.length),
      rngFrom(options.seed),
    );
    return async (texts) =>
      texts.map((text) => {
        const { columns, values } = space.rowOf(text);
        const vector = new Float64Array(Math.max(axes.length, 1));
        for (const [index, axis] of axes.entries())
          for (let at = 0; at < columns.length; at++) vector[index]! += values[at]! * axis[columns[at]!]!;
        const norm = Math.hypot(...vector);
        return norm < 1e-12 ? vector.fill(0) : vector.map((value) => value / norm);
      });
  };
}
