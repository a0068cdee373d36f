import { createWriteStream } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { finished } from "node:stream/promises";
import { fileError } from "./read-text.ts";

async function inPlace(path: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await write(temporary);
    await rename(temporary, path);
  } catch (error) {
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

/** Writes values one a line, whole or not at all, without holding the text in memory. */
export function writeJsonl(path: string, values: Iterable<unknown>): Promise<void> {
  return inPlace(path, async (temporary) => {
    const stream = createWriteStream(temporary);
    const done = finished(stream);
    for (const value of values) {
      if (!stream.write(`${JSON.stringify(value)}\n`))
        await new Promise<void>((resolve) => stream.once("drain", resolve));
    }
    stream.end();
    await done;
  });
}
