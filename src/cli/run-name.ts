import { randomUUID } from "node:crypto";
import { readManifest } from "../adapters/files/run-folder.ts";

/** The name under which the ledger adds up what a run pays: the one that its folder has, or a new one. */
export async function runName(runFolder: string): Promise<string> {
  return (await readManifest(runFolder))?.run ?? randomUUID();
}
