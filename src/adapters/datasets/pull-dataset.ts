import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { InputError } from "../../domain/errors.ts";
import { readJson } from "../files/read-json.ts";
import { writeJson, writeJsonl, writeText } from "../files/write-files.ts";
import type { Converted, Dataset } from "./dataset.ts";
import { digestOfFile, fetchFile } from "./fetch-file.ts";

/** What was fetched, from where, and the checksum that it is held to from then on. */
const Lock = z.strictObject({
  version: z.literal(1),
  name: z.string(),
  licence: z.string(),
  citation: z.string(),
  files: z.array(z.strictObject({ name: z.string(), url: z.string(), sha256: z.string() })),
});
type Lock = z.infer<typeof Lock>;

export type Pulled = Converted & {
  /** Files that were fetched now; the others lay there already. */
  readonly fetched: readonly string[];
  /** Whether checksums were pinned now, for there was nothing to hold the files to. */
  readonly isFirst: boolean;
};

const LOCK = "source.lock.json";
const ORIGINALS = "originals";

function byHand({ name, files }: Dataset, folder: string): string {
  const list = files.map((file) => `  ${file.url}\n    as ${join(folder, ORIGINALS, file.name)}`).join("\n");
  return (
    `${name} needs the network once. Where there is none, fetch these on another machine and put them in place, ` +
    `or name a mirror with --mirror URL (which serves ${name}/${files[0]?.name}); then run this again:\n${list}`
  );
}

/**
 * Fetches a data set into a folder and writes it as items (`items.jsonl`), with the texts to ground personas
 * in (`corpus/`). Files in `originals/` are not fetched again. The first pull pins each file's SHA-256 in
 * `source.lock.json`; a file that is another later is refused.
 */
export async function pullDataset(
  dataset: Dataset,
  folder: string,
  { mirror, signal }: { readonly mirror: string | undefined; readonly signal: AbortSignal },
): Promise<Pulled> {
  const lockFile = join(folder, LOCK);
  const pinned: Lock | null = existsSync(lockFile) ? await readJson(lockFile, Lock) : null;
  const path = (name: string): string => join(folder, ORIGINALS, name);
  // There before anything is fetched, for whoever has to put files into it by hand.
  await mkdir(join(folder, ORIGINALS), { recursive: true });
  const fetched: string[] = [];
  const files: Lock["files"] = [];
  for (const { name, url } of dataset.files) {
    const from = mirror === undefined ? url : `${mirror.replace(/\/$/, "")}/${dataset.name}/${name}`;
    if (!existsSync(path(name))) {
      await fetchFile(from, path(name), signal).catch((error: unknown) => {
        if (!(error instanceof InputError)) throw error;
        throw new InputError(error.code, `${error.message}. ${byHand(dataset, folder)}`, { cause: error });
      });
      fetched.push(name);
    }
    const sha256 = await digestOfFile(path(name));
    const known = pinned?.files.find((file) => file.name === name);
    if (known !== undefined && known.sha256 !== sha256)
      throw new InputError(
        "changed",
        `${path(name)}: is not the file that was pinned (SHA-256 ${sha256}, in ${LOCK} ${known.sha256}); remove the file to fetch it again, or ${LOCK} to accept what is there`,
      );
    files.push({ name, url, sha256 });
  }
  const { items, documents } = await dataset.convert(path);
  if (items.length === 0) throw new InputError("empty", `${folder}: its originals hold no items`);
  const { name, licence, citation, title } = dataset;
  await writeJsonl(join(folder, "items.jsonl"), items);
  for (const document of documents)
    await writeText(join(folder, "corpus", `${document.name}.txt`), `${document.text}\n`);
  const about = { title: `${title} (its sources)`, licence, origin: citation };
  await writeText(
    join(folder, "corpus", "corpus.yaml"),
    Object.entries(about)
      .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`)
      .join(""),
  );
  await writeJson(lockFile, { version: 1, name, licence, citation, files } satisfies Lock);
  return { items, documents, fetched, isFirst: pinned === null };
}
