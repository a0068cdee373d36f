import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Limits } from "./limits.ts";
import type { ParseReply, ParseRequest } from "./parse-worker.ts";

const SCRIPT = new URL(
  import.meta.url.endsWith(".ts") ? "./parse-worker.ts" : "./parse-worker.js",
  import.meta.url,
);

export type Parse = (request: Omit<ParseRequest, "characters">, signal?: AbortSignal) => Promise<ParseReply>;

/** Parses files in threads of their own; as many as are parsed at a time. */
export type ParsePool = { readonly parse: Parse; readonly close: () => Promise<void> };

function startWorker({ heapMegabytes }: Limits): Worker {
  // The parser gets no environment: what it reads is untrusted, and the environment may hold keys.
  const resourceLimits = { maxOldGenerationSizeMb: heapMegabytes };
  return new Worker(SCRIPT, { env: {}, execArgv: [], resourceLimits });
}

function reasonOf(error: unknown, { heapMegabytes, seconds }: Limits): string {
  const isAbort = error instanceof Error && error.name === "AbortError";
  if (isAbort) return `took longer than ${seconds} s to parse and was given up; is it a bomb?`;
  const code = error instanceof Error && "code" in error ? error.code : "";
  if (code === "ERR_WORKER_OUT_OF_MEMORY")
    return `needed more than ${heapMegabytes} MiB of memory and was given up; is it a bomb?`;
  return `ended its parser (${error instanceof Error ? error.message : error})`;
}

/**
 * Threads that parse one file at a time each. A file that takes too long or too much memory loses its
 * thread and gets a reason; the next file gets a new one.
 */
export function createParsePool(limits: Limits): ParsePool {
  const idle: Worker[] = [];
  const parse: Parse = async (request, signal) => {
    signal?.throwIfAborted();
    const worker = idle.pop() ?? startWorker(limits);
    worker.ref();
    const timeout = AbortSignal.timeout(limits.seconds * 1000);
    try {
      worker.postMessage({ ...request, characters: limits.characters }, [request.bytes.buffer]);
      const [reply]: ParseReply[] = await once(worker, "message", {
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      });
      worker.unref();
      idle.push(worker);
      return reply ?? { reason: "got no answer from its parser" };
    } catch (error) {
      await worker.terminate();
      signal?.throwIfAborted();
      return { reason: reasonOf(error, limits) };
    }
  };
  const close = async (): Promise<void> => {
    await Promise.all(idle.splice(0).map((worker) => worker.terminate()));
  };
  return { parse, close };
}
