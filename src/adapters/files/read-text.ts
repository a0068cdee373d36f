import { readFile, stat } from "node:fs/promises";
import { InputError } from "../../domain/errors.ts";

/** Files that are read whole: studies, rubrics, persona sets, manifests. */
const MAX_BYTES = 64 * 1024 * 1024;

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOENT") return "there is no such file";
  if (code === "EISDIR") return "this is a folder; a file is needed";
  if (code === "EACCES") return "may not be read";
  return error instanceof Error ? error.message : String(error);
}

/** An `InputError` for a file that could not be opened, read or written. */
export function fileError(path: string, error: unknown): InputError {
  return new InputError("unreadable", `${path}: ${reasonOf(error)}`, { cause: error });
}

/** Reads a text file of at most 64 MiB, without its byte-order mark. Throws an `InputError` that names it. */
export async function readText(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > MAX_BYTES)
      throw new InputError("too-large", `${path}: ${size} bytes; at most ${MAX_BYTES} are read`);
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path));
    return text;
  } catch (error) {
    if (error instanceof InputError) throw error;
    if (error instanceof TypeError)
      throw new InputError("not-utf8", `${path}: is not UTF-8 text`, { cause: error });
    throw fileError(path, error);
  }
}
