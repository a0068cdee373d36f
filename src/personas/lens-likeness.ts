import type { Persona, PersonaSet } from "../domain/persona.ts";
import type { FitEmbed } from "../domain/ports.ts";
import { distinctiveWording } from "./distinctive-wording.ts";
import { statementsOf } from "./persona-parts.ts";
import { dot, unit, type Vector } from "./vectors.ts";

/** How alike two personas are in what they look at, from -1 to 1. */
export type LensLikeness = (a: Persona, b: Persona) => number;

/** What a persona looks at, a text for each dimension; of a bare role the role is all there is. */
function lensTexts({ dimensions, stakeholder }: Persona): readonly string[] {
  return dimensions.length === 0
    ? [stakeholder]
    : dimensions.map(({ name, definition }) => `${name} ${definition}`.trim());
}

/** The direction of several texts together; their number and length play no part. */
function meanDirection(vectors: readonly Vector[]): Vector {
  const [first = new Float64Array(1)] = vectors;
  return unit(first.map((_, at) => vectors.reduce((sum, vector) => sum + vector[at]!, 0)));
}

/**
 * Readies the comparison of the personas of two sets by the vectors of their dimensions: the cosine of the mean
 * directions, the embedder fitted on the texts of both sets, nouns for people and words that most dimensions
 * share left out. Dimensions of one wording are alike whatever the embedder knows of them.
 */
export async function lensLikeness(
  a: PersonaSet,
  b: PersonaSet,
  fitEmbed: FitEmbed,
  signal?: AbortSignal,
): Promise<LensLikeness> {
  const personas = [...a.personas, ...b.personas];
  const owned = personas.flatMap((persona) => lensTexts(persona).map((text) => ({ persona, text })));
  const distinctive = distinctiveWording(owned.map(({ text }) => text));
  const wordings = owned.map(({ text }, at) => distinctive[at] || text);
  const said = personas.flatMap(statementsOf);
  const quotes = said.flatMap(({ evidence }) => evidence.map(({ quote }) => quote));
  const texts = [...new Set([...said.map(({ text }) => text), ...quotes, ...wordings])];
  const vectors = await (await fitEmbed(texts, signal))(wordings, signal);
  const lenses = new Map(
    personas.map((persona) => {
      const own = owned.flatMap((one, at) => (one.persona === persona ? [at] : []));
      const wording = own.map((at) => wordings[at]).join("\n");
      return [persona, { wording, direction: meanDirection(own.map((at) => unit(vectors[at]!))) }];
    }),
  );
  return (one, other) => {
    const [x, y] = [lenses.get(one)!, lenses.get(other)!];
    return x.wording === y.wording ? 1 : Math.max(-1, Math.min(1, dot(x.direction, y.direction)));
  };
}
