import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { InputError } from "../../domain/errors.ts";
import { realPath } from "./real-path.ts";

/** Where this user's holds stand: others could plant links where everybody may write. */
function holdsFolder(): string {
  const user = process.getuid?.();
  const folder = join(tmpdir(), user === undefined ? "assize-holds" : `assize-holds-${user}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  if (!found.isDirectory() || (user !== undefined && found.uid !== user))
    throw new Error(`${folder} is somebody else's`);
  return folder;
}

/** The process that holds, as it has noted itself; it may not have come to that yet. */
function holderIn(note: string): string {
  try {
    return `process ${readFileSync(note, "utf8")}`;
  } catch {
    return "another process";
  }
}

/** The lock of a transaction that stays open: the operating system lets go of it, however the process ends. */
function lock(path: string): DatabaseSync | null {
  const database = new DatabaseSync(path);
  try {
    database.exec("begin exclusive");
    return database;
  } catch (error) {
    database.close();
    if (error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY) return null;
    throw error;
  }
}

const SQLITE_BUSY = 5;

function hold(folder: string): DatabaseSync {
  const path = realPath(resolve(folder));
  const name = createHash("sha256").update(path).digest("hex").slice(0, 32);
  let held: DatabaseSync | null;
  let note: string;
  try {
    const place = join(holdsFolder(), name);
    note = `${place}.txt`;
    held = lock(`${place}.sqlite`);
    if (held !== null) writeFileSync(note, `${process.pid}, since ${new Date().toISOString()}`);
  } catch (error) {
    throw new InputError(
      "no-hold",
      `${folder}: cannot be held against a second run (${error instanceof Error ? error.message : error}); let TMPDIR name a folder of yours that may be written`,
      { cause: error },
    );
  }
  if (held !== null) return held;
  throw new InputError(
    "held",
    `${folder}: is being written by another run (${holderIn(note)}); wait until it ends or end it, or give this one a folder of its own with -o`,
  );
}

/**
 * Does some work while no other process of this user on this machine writes a folder; one that already does is an
 * `InputError`. Nothing is left in the folder, and nothing has to be cleared away after a process that was killed.
 *
 * @example await whileHolding("runs/a", () => execute(context, doors, plan));
 */
export async function whileHolding<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const held = hold(folder);
  try {
    return await work();
  } finally {
    held.close();
  }
}
