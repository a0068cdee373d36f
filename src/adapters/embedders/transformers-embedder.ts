import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { InputError, ProviderError } from "../../domain/errors.ts";
import type { FitEmbed } from "../../domain/ports.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { keptVectors, type Vectors } from "./kept-vectors.ts";

/** What is used of `@huggingface/transformers`, which is no dependency of ours: whoever wants it installs it. */
type Tensor = { readonly dims: readonly number[]; readonly data: ArrayLike<number> };
type Extractor = (
  texts: readonly string[],
  options: { readonly pooling: "mean"; readonly normalize: boolean },
) => Promise<Tensor>;
type Transformers = {
  readonly env: { allowRemoteModels: boolean; allowLocalModels: boolean; localModelPath: string };
  readonly pipeline: (
    task: "feature-extraction",
    model: string,
    options: { readonly local_files_only: true; readonly dtype: string },
  ) => Promise<Extractor>;
};

export type TransformersOptions = {
  readonly ledger: Ledger;
  /** Loads the package; tests hand in one of their own. */
  readonly load?: (() => Promise<unknown>) | undefined;
};

const PACKAGE = "@huggingface/transformers";
const INSTALL = `install it beside assize: npm install --ignore-scripts ${PACKAGE} (some 470 MB)`;
/** A batch is padded to its longest text. */
const BATCH = 16;

function isTransformers(loaded: unknown): loaded is Transformers {
  return (
    typeof loaded === "object" &&
    loaded !== null &&
    "pipeline" in loaded &&
    typeof loaded.pipeline === "function" &&
    "env" in loaded &&
    typeof loaded.env === "object"
  );
}

async function loadPackage(load: () => Promise<unknown>): Promise<Transformers> {
  let loaded: unknown;
  try {
    loaded = await load();
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND";
    const why = isMissing ? "is not installed" : `cannot be loaded (${String(error)})`;
    throw new InputError(
      "no-transformers",
      `embedder transformers: the package ${PACKAGE} ${why}; ${INSTALL}`,
      {
        cause: error,
      },
    );
  }
  if (isTransformers(loaded)) return loaded;
  throw new InputError(
    "no-transformers",
    `embedder transformers: ${PACKAGE} is none that is known; ${INSTALL}`,
  );
}

/** A folder's files by name and content: another model in its place is another embedder. */
async function digestFolder(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const digest = createHash("sha256");
  for (const file of files) {
    digest.update(`${file.slice(folder.length)}\0`);
    for await (const bytes of createReadStream(file)) digest.update(bytes);
  }
  return digest.digest("hex").slice(0, 16);
}

async function checkFolder(folder: string): Promise<void> {
  const names = await readdir(folder, { recursive: true }).catch((): readonly string[] => []);
  const missing = ["config.json", "tokenizer.json"].filter((name) => !names.includes(name));
  if (missing.length > 0 || !names.some((name) => name.endsWith(".onnx")))
    throw new InputError(
      "no-model-folder",
      `embedder transformers:${folder}: is no folder of a model; it needs config.json, tokenizer.json and onnx/model.onnx, as on the model's page`,
    );
}

/** Which of the usual files a folder holds: whole numbers of eight bits, or floating point. */
async function precisionOf(folder: string): Promise<string> {
  const names = await readdir(folder, { recursive: true });
  return names.some((name) => basename(name) === "model.onnx") ? "fp32" : "q8";
}

function readTensor({ dims, data }: Tensor, texts: number, folder: string): Vectors {
  const [rows = 0, width = 0] = dims;
  if (dims.length !== 2 || rows !== texts || data.length !== rows * width || width === 0)
    throw new ProviderError(
      "no-embedding",
      `${folder}: the model gave ${dims.join(" × ")} numbers for ${texts} texts; is it one for sentence embeddings?`,
    );
  return Array.from({ length: rows }, (_, row) =>
    Float64Array.from({ length: width }, (_, at) => Math.fround(data[row * width + at]!)),
  );
}

/**
 * Embeds on this machine with a model in a folder: `transformers:FOLDER`, an absolute path or one from here. Nothing
 * is fetched from anywhere; the package `@huggingface/transformers` is loaded when the first vector is missing. Tokens
 * are averaged and vectors brought to length 1. A vector is kept in the ledger under its text and the folder's content.
 *
 * @throws InputError where the package or the model is not there.
 * @example const embed = await transformersEmbedder("transformers:models/all-MiniLM-L6-v2", { ledger })([])
 */
export function transformersEmbedder(model: string, options: TransformersOptions): FitEmbed {
  const folder = resolve(model.replace(/^transformers:/, ""));
  const load = options.load ?? ((): Promise<unknown> => import(PACKAGE));
  const open = async (): Promise<Extractor> => {
    const { env, pipeline } = await loadPackage(load);
    env.allowRemoteModels = false;
    env.allowLocalModels = true;
    env.localModelPath = dirname(folder);
    const dtype = await precisionOf(folder);
    return pipeline("feature-extraction", basename(folder), { local_files_only: true, dtype });
  };
  let extractor: Promise<Extractor> | undefined;
  return async (corpus, signal) => {
    await checkFolder(folder);
    const source = {
      ledger: options.ledger,
      identity: { model: `transformers:${basename(folder)}`, digest: await digestFolder(folder) },
      name: `the model in ${folder}`,
      batch: BATCH,
      concurrency: 1,
      fetch: async (texts: readonly string[]): Promise<Vectors> => {
        extractor ??= open();
        const extract = await extractor;
        return readTensor(await extract(texts, { pooling: "mean", normalize: true }), texts.length, folder);
      },
    };
    return keptVectors(source)(corpus, signal);
  };
}
