import { parentPort } from "node:worker_threads";
import type { DocumentFormat } from "../../domain/corpus.ts";
import { parseDocument } from "./parse-document.ts";
import type { ParsedDocument } from "./parsed-document.ts";
import { Unreadable } from "./unreadable.ts";

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
    if (error instanceof Unreadable) return { reason: error.message };
    return { reason: `could not be parsed (${error instanceof Error ? error.message : error})` };
  }
}

parentPort?.on("message", async (request: ParseRequest) => parentPort?.postMessage(await reply(request)));
