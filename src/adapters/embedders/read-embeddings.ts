import { z } from "zod";
import { parseJson } from "../chat/parse-json.ts";
import { TransportError } from "../chat/transport-error.ts";
import type { Vectors } from "./kept-vectors.ts";

const Embeddings = z.object({
  data: z.array(z.object({ index: z.int().nonnegative().optional(), embedding: z.array(z.number()).min(1) })),
});

const wrong = (what: string): TransportError =>
  new TransportError(`answered with ${what}`, { code: "protocol" });

/**
 * Lists of numbers as vectors in the single precision in which they are stored.
 *
 * @throws TransportError unless there is one for each text, all of one length.
 */
export function toVectors(lists: readonly (readonly number[] | undefined)[], texts: number): Vectors {
  const known = lists.flatMap((list) => (list === undefined ? [] : [list]));
  if (known.length !== texts || lists.length !== texts)
    throw wrong(`${known.length} vectors for ${texts} texts`);
  if (new Set(known.map(({ length }) => length)).size > 1) throw wrong("vectors of several lengths");
  return known.map((list) => Float64Array.from(Float32Array.from(list)));
}

/**
 * The vectors of a batch in the order of its texts, from the body of an OpenAI-compatible answer.
 *
 * @throws TransportError unless there is one vector for each text, all of one length.
 */
export function readEmbeddings(body: string, texts: number): Vectors {
  const parsed = Embeddings.safeParse(parseJson(body));
  if (!parsed.success) throw wrong(`something that holds no vectors: ${body.slice(0, 200)}`);
  const placed = new Map(parsed.data.data.map(({ index, embedding }, place) => [index ?? place, embedding]));
  if (placed.size !== texts) throw wrong(`${placed.size} vectors for ${texts} texts`);
  return toVectors(
    Array.from({ length: texts }, (_, place) => placed.get(place)),
    texts,
  );
}
