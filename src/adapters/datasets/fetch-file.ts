import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { InputError } from "../../domain/errors.ts";

/** The largest of the files has some 60 MB. */
const MAX_BYTES = 512 * 1024 * 1024;
const MINUTES = 10;

/** The SHA-256 of a file, in hexadecimal digits. */
export async function digestOfFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

async function* piecesOf(body: ReadableStream<Uint8Array>, url: string): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  let bytes = 0;
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      bytes += piece.value.length;
      if (bytes > MAX_BYTES) throw new InputError("too-large", `${url}: sends more than ${MAX_BYTES} bytes`);
      yield piece.value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** Why nothing came: the innermost reason, such as ENOTFOUND where there is no network. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ("code" in error && typeof error.code === "string") return error.code;
  return error.cause === undefined ? error.message : reasonOf(error.cause);
}

/**
 * Fetches a file to a path, whole or not at all. Throws an `InputError` that says what the host answered,
 * or that it cannot be reached.
 */
export async function fetchFile(url: string, path: string, signal: AbortSignal): Promise<void> {
  const { host } = new URL(url);
  const unreachable = (error: unknown): InputError =>
    new InputError("no-network", `${host} cannot be reached (${reasonOf(error)})`, { cause: error });
  let response: Response;
  try {
    response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(MINUTES * 60_000)]) });
  } catch (error) {
    signal.throwIfAborted();
    throw unreachable(error);
  }
  if (!response.ok || response.body === null)
    throw new InputError("not-there", `${url}: answered ${response.status}`);
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await pipeline(piecesOf(response.body, url), createWriteStream(temporary));
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    signal.throwIfAborted();
    throw error instanceof InputError ? error : unreachable(error);
  }
}
