import { parentPort } from "node:worker_threads";
import type { DocumentFormat } from "../../domain/corpus.ts";
import { InputError } from "../../domain/errors.ts";
import { parseDocument } from "./parse-document.ts";
import type { ParsedDocument } from "./parsed-document.ts";

/** What a parsing thread is asked. */
export type ParseRequest = {
  readonly format: DocumentFormat;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly characters: number;
};

/** What it answers: the document, or why there is none. */
export type ParseReply = { readonly document: ParsedDocument } | { readonly reason: string };

async function reply({ format, bytes, characters }: ParseRequest): Promise<ParseReply> {
  try {
    return { document: await parseDocument(format, bytes, { characters }) };
  } catch (error) {
    if (error instanceof InputError) return { reason: error.message };
    return { reason: `could not be parsed (${error instanceof Error ? error.message : error})` };
  }
}

// What pdf.js left unfinished of one file is no failure of the next.
process.on("unhandledRejection", () => {});
parentPort?.on("message", async (request: ParseRequest) => parentPort?.postMessage(await reply(request)));
