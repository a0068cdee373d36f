import { createWriteStream, existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileError } from "./read-text.ts";

/**
 * Makes a folder and those above it, one at a time: Node's own recursive way never returns where the
 * file system takes no folders, as under /proc.
 */
export async function makeFolder(path: string): Promise<void> {
  if (existsSync(path)) return;
  if (dirname(path) !== path) await makeFolder(dirname(path));
  await mkdir(path).catch((error: unknown) => {
    // Somebody else may have made it in the meantime.
    if (!existsSync(path)) throw error;
  });
}

async function inPlace(path: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await makeFolder(dirname(path));
    await write(temporary);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw fileError(path, error);
  }
}

/** Writes a text file whole or not at all: readers never see half of it. */
export function writeText(path: string, text: string): Promise<void> {
  return inPlace(path, (temporary) => writeFile(temporary, text));
}

/** Writes a value as indented JSON, whole or not at all. */
export function writeJson(path: string, value: unknown): Promise<void> {
  return writeText(path, `${JSON.stringify(value, null, 2)}\n`);
}

function* lines(values: Iterable<unknown>): Generator<string> {
  for (const value of values) yield `${JSON.stringify(value)}\n`;
}

/** Writes values one a line, whole or not at all, without holding the text in memory. */
export function writeJsonl(path: string, values: Iterable<unknown>): Promise<void> {
  return inPlace(path, (temporary) => pipeline(Readable.from(lines(values)), createWriteStream(temporary)));
}
