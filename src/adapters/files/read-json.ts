import type { z } from "zod";
import { InputError } from "../../domain/errors.ts";
import { isTooDeep, MAX_DEPTH } from "./is-too-deep.ts";
import { parseValue } from "./parse-value.ts";
import { readText } from "./read-text.ts";

/** Reads a JSON file by its schema. */
export async function readJson<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  const text = await readText(path);
  if (isTooDeep(text))
    throw new InputError("too-deep", `${path}: is nested deeper than ${MAX_DEPTH}; nothing of ours is`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InputError(
      "not-json",
      `${path}: is not JSON (${error instanceof Error ? error.message : error})`,
      {
        cause: error,
      },
    );
  }
  return parseValue(schema, value, path);
}
