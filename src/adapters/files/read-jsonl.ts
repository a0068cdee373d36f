import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { InputError } from "../../domain/errors.ts";
import { fileError } from "./read-text.ts";

/** A line longer than this is no record but an accident or an attack. */
const MAX_LINE = 16 * 1024 * 1024;

export type JsonLine = { readonly value: unknown; readonly line: number; readonly place: string };

/**
 * Streams a JSONL file, one value a line with its place (`file:line`). Blank lines are passed over.
 * Throws an `InputError` for a line that is not JSON, such as a last one cut short.
 */
export async function* readJsonl(path: string): AsyncGenerator<JsonLine> {
  const stream = createReadStream(path, { encoding: "utf8" });
  const lines = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
  let line = 0;
  try {
    for await (const raw of lines) {
      line++;
      const text = line === 1 && raw.startsWith("\uFEFF") ? raw.slice(1) : raw;
      if (text.trim() === "") continue;
      const place = `${path}:${line}`;
      if (text.length > MAX_LINE)
        throw new InputError(
          "too-long",
          `${place}: the line has ${text.length} characters; at most ${MAX_LINE} are read`,
        );
      yield { value: parseLine(text, place), line, place };
    }
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw fileError(path, error);
  } finally {
    lines.close();
    stream.destroy();
  }
}

function parseLine(text: string, place: string): unknown {
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
