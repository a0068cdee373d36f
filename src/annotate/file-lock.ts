import { readFile, rm, writeFile } from "node:fs/promises";
import { InputError } from "../domain/errors.ts";

function isAlive(process_: number): boolean {
  try {
    process.kill(process_, 0);
    return true;
  } catch (error) {
    // Somebody else's process may not be signalled, but it is there.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/**
 * Keeps a file for this process alone: two that append to the same ratings would not know of each other's.
 * The lock of a process that was killed is taken over. Returns what gives the file free again.
 */
export async function lockFile(path: string): Promise<() => Promise<void>> {
  const lock = `${path}.lock`;
  try {
    await writeFile(lock, String(process.pid), { flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    const holder = Number(await readFile(lock, "utf8"));
    if (Number.isInteger(holder) && holder > 0 && holder !== process.pid && isAlive(holder))
      throw new InputError(
        "in-use",
        `${path}: process ${holder} is writing to it; end that one first, or remove ${lock} where it is no annotate`,
        { cause: error },
      );
    await writeFile(lock, String(process.pid));
  }
  return () => rm(lock, { force: true });
}
