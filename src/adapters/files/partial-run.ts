import { createReadStream, existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { Debate } from "../../domain/debate.ts";
import { Rating } from "../../domain/rating.ts";
import type { Manifest } from "../../domain/study.ts";
import { partOf, readGrowing } from "./growing-file.ts";
import { parseValue } from "./parse-value.ts";
import { RUN_FILES, type RunFolder, readInputs, readManifest } from "./run-folder.ts";

/** What a run that has not ended has left so far. */
export type PartialRun = Pick<RunFolder, "items" | "sets" | "ratings"> & {
  readonly manifest: Manifest;
  readonly debates: AsyncIterable<Debate>;
  readonly cellsDone: number;
  /** When this run began and when its last cell ended, in milliseconds since 1970. */
  readonly began: number;
  readonly lastCell: number;
};

async function* rowsOf<T>(path: string, schema: Parameters<typeof parseValue<T>>[0]): AsyncGenerator<T> {
  for await (const { value, place } of readGrowing(path)) yield parseValue(schema, value, place);
}

const LINE_FEED = 10;

async function countLines(path: string): Promise<number> {
  let count = 0;
  for await (const piece of createReadStream(path))
    for (let at = piece.indexOf(LINE_FEED); at >= 0; at = piece.indexOf(LINE_FEED, at + 1)) count++;
  return count;
}

/** Reads what a run under way, or one that was interrupted, has left in its folder; null where none has. */
export async function readPartialRun(folder: string): Promise<PartialRun | null> {
  const [ratingsFile, debatesFile] = [join(folder, RUN_FILES.ratings), join(folder, RUN_FILES.debates)];
  const manifest = await readManifest(folder);
  if (manifest === null || !existsSync(partOf(debatesFile)) || !existsSync(partOf(ratingsFile))) return null;
  const { birthtimeMs, mtimeMs } = statSync(partOf(debatesFile));
  const ratings: Rating[] = [];
  for await (const row of rowsOf(ratingsFile, Rating)) ratings.push(row);
  return {
    manifest,
    ...(await readInputs(folder, manifest)),
    ratings,
    debates: rowsOf(debatesFile, Debate),
    cellsDone: await countLines(partOf(debatesFile)),
    began: birthtimeMs,
    lastCell: mtimeMs,
  };
}

/** After so long without a cell a page says that its run was most likely interrupted. */
const IDLE_MS = 5 * 60_000;

/** A text that changes whenever a run folder's page would. */
export function stampOf(folder: string): string {
  const { manifest, result, ratings, debates } = RUN_FILES;
  const of = (name: string): string => {
    const found = statSync(join(folder, name), { throwIfNoEntry: false });
    return found ? `${found.mtimeMs} ${found.size}` : "none";
  };
  const part = statSync(join(folder, partOf(debates)), { throwIfNoEntry: false });
  const isIdle = part !== undefined && Date.now() - part.mtimeMs > IDLE_MS;
  return [...[manifest, result, partOf(ratings), partOf(debates)].map(of), isIdle].join("; ");
}
