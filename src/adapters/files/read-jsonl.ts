import { createReadStream } from "node:fs";
import { InputError } from "../../domain/errors.ts";
import { isTooDeep, MAX_DEPTH } from "./is-too-deep.ts";
import { fileError } from "./read-text.ts";

/** A line longer than this is no record but an accident or an attack. */
const MAX_LINE = 16 * 1024 * 1024;

export type JsonLine = { readonly value: unknown; readonly line: number; readonly place: string };

const tooLong = (place: string, length: number): InputError =>
  new InputError(
    "too-long",
    `${place}: the line has ${length} characters or more; at most ${MAX_LINE} are read`,
  );

/**
 * Streams a JSONL file, one value a line with its place (`file:line`). Blank lines are passed over, and
 * only line feeds end a line: Node's own reader splits at U+2028 and U+2029 too, which JSON leaves in its
 * texts. Throws an `InputError` for a line that is not JSON, such as a last one cut short.
 */
export async function* readJsonl(path: string): AsyncGenerator<JsonLine> {
  const stream = createReadStream(path, { encoding: "utf8" });
  let rest = "";
  let line = 0;
  /** The value of the line that has just ended, or null where it is blank. */
  const take = (): JsonLine | null => {
    line++;
    const text = line === 1 && rest.startsWith("\uFEFF") ? rest.slice(1) : rest;
    const place = `${path}:${line}`;
    if (text.length > MAX_LINE) throw tooLong(place, text.length);
    return text.trim() === "" ? null : { value: parseLine(text, place), line, place };
  };
  try {
    for await (const piece of stream) {
      const [head = "", ...tails]: string[] = String(piece).split("\n");
      // Joined without being looked at again: a long line comes in many pieces.
      rest += head;
      for (const tail of tails) {
        const taken = take();
        rest = tail;
        if (taken) yield taken;
      }
      if (rest.length > MAX_LINE) throw tooLong(`${path}:${line + 1}`, rest.length);
    }
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
