import { z } from "zod";
import { parseJson } from "../chat/parse-json.ts";
import { TransportError } from "../chat/transport-error.ts";

const Embeddings = z.object({
  data: z.array(z.object({ index: z.int().nonnegative().optional(), embedding: z.array(z.number()).min(1) })),
});

/**
 * The vectors of a batch in the order of its texts, in the single precision in which they are stored.
 *
 * @throws TransportError unless there is one vector for each text, all of one length.
 */
export function readEmbeddings(body: string, texts: number): readonly Float64Array[] {
  const wrong = (what: string): TransportError =>
    new TransportError(`answered ${what}: ${body.slice(0, 200)}`, { code: "protocol" });
  const parsed = Embeddings.safeParse(parseJson(body));
  if (!parsed.success) throw wrong("with something that holds no vectors");
  const placed = new Map(parsed.data.data.map(({ index, embedding }, place) => [index ?? place, embedding]));
  const vectors = Array.from({ length: texts }, (_, place) => {
    const embedding = placed.get(place);
    if (!embedding || placed.size !== texts) throw wrong(`with ${placed.size} vectors for ${texts} texts`);
    return Float64Array.from(Float32Array.from(embedding));
  });
  if (new Set(vectors.map((vector) => vector.length)).size > 1)
    throw wrong("with vectors of several lengths");
  return vectors;
}
