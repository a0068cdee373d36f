import { existsSync } from "node:fs";
import { mkdir, open, readFile, rename, truncate } from "node:fs/promises";
import { dirname } from "node:path";
import { parseValue } from "../adapters/files/parse-value.ts";
import { fileError } from "../adapters/files/read-text.ts";
import { InputError } from "../domain/errors.ts";
import { Rating, ratingKey } from "../domain/rating.ts";
import { lockFile } from "./file-lock.ts";

/** Rating rows in a file, of which none is lost that was acknowledged. */
export type RatingFile = {
  readonly rows: () => Iterable<Rating>;
  readonly find: (row: Rating) => Rating | undefined;
  /** Returns when the row is on the disk. A row for what was rated already takes the place of the earlier one. */
  readonly save: (row: Rating) => Promise<void>;
  /** Bytes of a last line, cut short by a crash, that were taken away on opening. */
  readonly mended: number;
  readonly close: () => Promise<void>;
};

type Line = { readonly text: string; readonly row: Rating };

async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path), "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function append(path: string, text: string): Promise<void> {
  const file = await open(path, "a");
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Writes the whole file beside the old one and puts it in its place, so that either of them is there. */
async function rewrite(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  const file = await open(temporary, "w");
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  await syncFolder(path);
}

function parseRow(text: string, place: string): Rating {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InputError("not-json", `${place}: is not JSON; give a file of rating rows, or a new one`, {
      cause: error,
    });
  }
  return parseValue(Rating, value, place);
}

function isRow(text: string): boolean {
  try {
    return Rating.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

/** Ends the file with a line break: a last row without one gets it, half a row goes. */
async function mend(path: string): Promise<number> {
  const bytes = await readFile(path);
  const end = bytes.lastIndexOf(0x0a) + 1;
  const rest = bytes.subarray(end);
  if (rest.length === 0) return 0;
  if (isRow(rest.toString("utf8"))) {
    await append(path, "\n");
    return 0;
  }
  await truncate(path, end);
  return rest.length;
}

/**
 * Opens a file of rating rows for adding to it, making it where there is none, and keeps it for this
 * process until `close`. What a crash left of a last line is taken away; a line elsewhere that is no
 * rating row is an `InputError`. Each `save` is on the disk when it returns.
 */
export async function openRatingFile(path: string): Promise<RatingFile> {
  await mkdir(dirname(path), { recursive: true }).catch((error: unknown) => {
    throw fileError(dirname(path), error);
  });
  const unlock = await lockFile(path);
  try {
    const isNew = !existsSync(path);
    await append(path, "");
    if (isNew) await syncFolder(path);
    const mended = await mend(path);
    const lines = new Map<string, Line>();
    const text = await readFile(path, "utf8");
    for (const [index, line] of text.split("\n").entries()) {
      if (line.trim() === "") continue;
      const row = parseRow(line, `${path}:${index + 1}`);
      lines.set(ratingKey(row), { text: line, row });
    }
    return { mended, ...writing(path, lines, Buffer.byteLength(text)), close: unlock };
  } catch (error) {
    await unlock();
    throw error instanceof InputError ? error : fileError(path, error);
  }
}

function writing(
  path: string,
  lines: Map<string, Line>,
  bytes: number,
): Pick<RatingFile, "rows" | "find" | "save"> {
  let size = bytes;
  let last: Promise<unknown> = Promise.resolve();

  const put = async (row: Rating): Promise<void> => {
    const key = ratingKey(row);
    const line = { text: JSON.stringify(row), row };
    const known = lines.get(key);
    if (known?.text === line.text) return;
    if (known !== undefined) {
      const all = [...new Map(lines).set(key, line).values()].map(({ text }) => `${text}\n`).join("");
      await rewrite(path, all);
      size = Buffer.byteLength(all);
    } else {
      const text = `${line.text}\n`;
      await append(path, text).catch(async (error: unknown) => {
        // A full disk may have taken half of the line: what is not acknowledged must not stand there.
        await truncate(path, size).catch(() => {});
        throw error;
      });
      size += Buffer.byteLength(text);
    }
    lines.set(key, line);
  };
  return {
    rows: () => [...lines.values()].map(({ row }) => row),
    find: (row) => lines.get(ratingKey(row))?.row,
    save: (row) => {
      const saved = last.then(() => put(row));
      last = saved.catch(() => {});
      return saved.catch((error: unknown) => {
        throw fileError(path, error);
      });
    },
  };
}
