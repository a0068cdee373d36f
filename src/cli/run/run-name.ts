import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { readText } from "../../adapters/files/read-text.ts";
import { readManifest } from "../../adapters/files/run-folder.ts";
import { writeText } from "../../adapters/files/write-files.ts";

/** Holds a run's name until its manifest does, so that what is paid for persona sets is counted after a crash, too. */
const BEGUN = ".begun";

/** The name under which the ledger adds up what a run pays: the one that its folder has, or a new one. */
export async function runName(runFolder: string): Promise<string> {
  const standing = (await readManifest(runFolder))?.run;
  if (standing !== undefined) return standing;
  const file = join(runFolder, BEGUN);
  if (existsSync(file)) return (await readText(file)).trim();
  const name = randomUUID();
  await writeText(file, `${name}\n`);
  return name;
}

/** Lets go of the name in its own file, once the manifest holds it. */
export async function nameIsKept(runFolder: string): Promise<void> {
  await rm(join(runFolder, BEGUN), { force: true });
}
