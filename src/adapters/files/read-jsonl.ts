import { isUtf8 } from "node:buffer";
import { createReadStream } from "node:fs";
import { InputError } from "../../domain/errors.ts";
import { isTooDeep, MAX_DEPTH } from "./is-too-deep.ts";
import { fileError } from "./read-text.ts";

/** A line longer than this is no record but an accident or an attack. */
const MAX_LINE = 16 * 1024 * 1024;

const END = Buffer.alloc(0);

export type JsonLine = { readonly value: unknown; readonly line: number; readonly place: string };

const tooLong = (place: string, length: number): InputError =>
  new InputError(
    "too-long",
    `${place}: the line has ${length} characters or more; at most ${MAX_LINE} are read`,
  );

/** How many lines of a piece end before the first of its bytes that are no UTF-8. */
function soundLines(piece: Buffer): number {
  let count = 0;
  let start = 0;
  // A piece may begin inside of a character.
  while (start < 3 && (piece[start] ?? 0) >> 6 === 0b10) start++;
  for (let end = piece.indexOf("\n"); end >= 0; end = piece.indexOf("\n", start)) {
    if (!isUtf8(piece.subarray(start, end))) break;
    count++;
    start = end + 1;
  }
  return count;
}

/** Turns the pieces of a stream into text; `lines` are those that ended before the piece. */
function decoding(path: string): (piece: Buffer, lines: number) => string {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  return (piece, lines) => {
    try {
      // An empty piece ends the text.
      return decoder.decode(piece, { stream: piece.length > 0 });
    } catch (error) {
      const place = `${path}:${lines + soundLines(piece) + 1}`;
      throw new InputError("not-utf8", `${place}: is not UTF-8 text; save the file as UTF-8`, {
        cause: error,
      });
    }
  };
}

/**
 * Streams a JSONL file, one value a line with its place (`file:line`). Blank lines are passed over, and
 * only line feeds end a line: Node's own reader splits at U+2028 and U+2029 too, which JSON leaves in its
 * texts. Throws an `InputError` for a line that is not JSON, such as a last one cut short, and for one that is not UTF-8.
 */
export async function* readJsonl(path: string): AsyncGenerator<JsonLine> {
  const stream = createReadStream(path);
  const decode = decoding(path);
  let rest = "";
  let line = 0;
  /** The value of the line that has just ended, or null where it is blank. */
  const take = (): JsonLine | null => {
    line++;
    const place = `${path}:${line}`;
    if (rest.length > MAX_LINE) throw tooLong(place, rest.length);
    return rest.trim() === "" ? null : { value: parseLine(rest, place), line, place };
  };
  try {
    for await (const piece of stream) {
      const [head = "", ...tails]: string[] = decode(piece, line).split("\n");
      // Joined without being looked at again: a long line comes in many pieces.
      rest += head;
      for (const tail of tails) {
        const taken = take();
        rest = tail;
        if (taken) yield taken;
      }
      if (rest.length > MAX_LINE) throw tooLong(`${path}:${line + 1}`, rest.length);
    }
    rest += decode(END, line);
    const last = take();
    if (last) yield last;
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw fileError(path, error);
  } finally {
    stream.destroy();
  }
}

function parseLine(text: string, place: string): unknown {
  if (isTooDeep(text))
    throw new InputError("too-deep", `${place}: is nested deeper than ${MAX_DEPTH}; no record is`);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(
      "not-json",
      `${place}: is not a JSON value (${error instanceof Error ? error.message : error}); is the line cut short?`,
      { cause: error },
    );
  }
}
