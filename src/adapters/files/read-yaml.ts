import { type Document, isNode, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { InputError } from "../../domain/errors.ts";
import { MAX_DEPTH } from "./is-too-deep.ts";
import { parseValue } from "./parse-value.ts";
import { readText } from "./read-text.ts";

/** Aliases that a document may expand: enough for people, too few for a bomb. */
const MAX_ALIASES = 100;
const MAX_SHOWN = 300;

function isDeeperThan(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return depth === 0 || Object.values(value).some((inner) => isDeeperThan(inner, depth - 1));
}

/** Nesting has no bound in YAML but the reader's stack. */
function parseBounded(path: string, text: string, lineCounter: LineCounter): Document.Parsed {
  try {
    return parseDocument(text, { lineCounter });
  } catch (error) {
    throw new InputError("too-deep", `${path}: is nested too deep, or no YAML at all`, { cause: error });
  }
}

/**
 * Reads a YAML file by its schema; errors name the line of the field. `fill` may change the value before
 * it is parsed; the place that it is handed tells a field's line.
 */
export async function readYaml<T>(
  path: string,
  schema: z.ZodType<T>,
  fill: (value: unknown, place: (fields: readonly PropertyKey[]) => string) => unknown = (value) => value,
): Promise<T> {
  const lineCounter = new LineCounter();
  const document = parseBounded(path, await readText(path), lineCounter);
  const [problem] = document.errors;
  if (problem) {
    const line = problem.linePos?.[0].line;
    const summary = problem.message.split("\n")[0]?.slice(0, MAX_SHOWN);
    throw new InputError("not-yaml", `${path}${line === undefined ? "" : `:${line}`}: ${summary}`, {
      cause: problem,
    });
  }
  const lineOf = (fields: readonly PropertyKey[]): string | null => {
    for (let depth = fields.length; depth >= 0; depth--) {
      const node = document.getIn(fields.slice(0, depth), true);
      if (isNode(node) && node.range) return `${path}:${lineCounter.linePos(node.range[0]).line}`;
    }
    return null;
  };
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new InputError("not-yaml", `${path}: ${why.slice(0, MAX_SHOWN)}`, { cause: error });
  }
  if (isDeeperThan(value, MAX_DEPTH))
    throw new InputError("too-deep", `${path}: is nested deeper than ${MAX_DEPTH}, or holds itself`);
  const placeOf = (fields: readonly PropertyKey[]): string =>
    `${lineOf(fields) ?? path} ${fields.map(String).join(".")}`;
  return parseValue(schema, fill(value, placeOf), path, lineOf);
}
