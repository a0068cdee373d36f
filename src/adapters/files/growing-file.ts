import { createWriteStream } from "node:fs";
import { rename } from "node:fs/promises";
import { dirname } from "node:path";
import { finished } from "node:stream/promises";
import { InputError } from "../../domain/errors.ts";
import { readJsonl } from "./read-jsonl.ts";
import { fileError } from "./read-text.ts";
import { makeFolder } from "./write-files.ts";

/** Where a JSONL file stands while it grows: onlookers read it there, and others find it whole or not at all. */
export const partOf = (path: string): string => `${path}.part`;

/** A JSONL file written line by line, which takes its place when it is complete. */
export type GrowingFile = {
  /** Resolves when there is room for more. */
  readonly add: (values: Iterable<unknown>) => Promise<void>;
  /** Puts the complete file in its place. */
  readonly complete: () => Promise<void>;
  /** Leaves what there is beside its place, for whoever looks at a run that ended early. */
  readonly leave: () => Promise<void>;
};

/**
 * Begins a JSONL file anew beside its place.
 *
 * @example const file = await growingFile("runs/a/debates.jsonl"); await file.add([debate]); await file.complete();
 */
export async function growingFile(path: string): Promise<GrowingFile> {
  await makeFolder(dirname(path));
  const stream = createWriteStream(partOf(path));
  const failure = new Promise<never>((_, fail) =>
    stream.once("error", (error) => fail(fileError(path, error))),
  );
  // Whoever adds or completes hears of it; nobody else need.
  failure.catch(() => {});
  const drained = (): Promise<void> => new Promise((done) => stream.once("drain", () => done()));
  const leave = async (): Promise<void> => {
    stream.end();
    await Promise.race([finished(stream), failure]);
  };
  return {
    add: async (values) => {
      for (const value of values)
        if (!stream.write(`${JSON.stringify(value)}\n`)) await Promise.race([drained(), failure]);
    },
    complete: async () => {
      await leave();
      await rename(partOf(path), path).catch((error: unknown) => {
        throw fileError(path, error);
      });
    },
    leave,
  };
}

/** What a line is that is just being written, which may end inside of a character. */
const CUT_SHORT = new Set(["not-json", "not-utf8"]);

/** Reads a file that still grows, up to its last whole line. */
export async function* readGrowing(
  path: string,
): AsyncGenerator<{ readonly value: unknown; readonly place: string }> {
  try {
    yield* readJsonl(partOf(path));
  } catch (error) {
    if (!(error instanceof InputError) || !CUT_SHORT.has(error.code)) throw error;
  }
}
