import type { Chunk, Document } from "../domain/corpus.ts";
import { type ProsePiece, prosePieces } from "./prose-pieces.ts";

/** A passage holds about this many words at most; a run of sentences is cut into even parts. */
const WORDS = 180;
/** Fewer words say too little to be quoted for somebody's view; without a full stop they are a title or labels. */
const FEWEST_WORDS = 12;
const FEWEST_UNSTOPPED_WORDS = 40;

/** Cuts a run of sentences into as few even parts as the limit of words allows. */
function cutEvenly(pieces: readonly ProsePiece[]): readonly (readonly ProsePiece[])[] {
  const total = pieces.reduce((sum, piece) => sum + piece.words, 0);
  const count = Math.max(1, Math.ceil(total / WORDS));
  const parts: ProsePiece[][] = Array.from({ length: count }, () => []);
  let before = 0;
  for (const piece of pieces) {
    const part = Math.min(count - 1, Math.floor(((before + piece.words / 2) / total) * count));
    parts[part]?.push(piece);
    before += piece.words;
  }
  return parts.filter((part) => part.length > 0);
}

function saysSomething(part: readonly ProsePiece[], text: string): boolean {
  const words = part.reduce((sum, piece) => sum + piece.words, 0);
  const isStopped = part.some(({ start, end }) => /[.!?…]["'”’)\]]*$/.test(text.slice(start, end)));
  return words >= (isStopped ? FEWEST_WORDS : FEWEST_UNSTOPPED_WORDS);
}

/**
 * Cuts a document into passages of whole sentences, each on one page, about 90 to 180 words long
 * where the text allows. Headings, tables, reference lists and acknowledgements are left out. Ids are
 * `<document>#<n>`, counted from 1 in the order of the text.
 *
 * @example chunkDocument(document)[0]?.id // "handbook#1"
 */
export function chunkDocument(document: Document): readonly Chunk[] {
  const runs = Map.groupBy(prosePieces(document), (piece) => piece.run);
  return [...runs.values()]
    .flatMap(cutEvenly)
    .filter((part) => saysSomething(part, document.text))
    .map((part, index): Chunk => {
      const start = part[0]!.start;
      const end = part.at(-1)!.end;
      return {
        id: `${document.id}#${index + 1}`,
        document: document.id,
        page: part[0]!.page,
        start,
        end,
        text: document.text.slice(start, end),
      };
    });
}
