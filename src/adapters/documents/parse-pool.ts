import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Limits } from "./limits.ts";
import type { ParseReply, ParseRequest } from "./parse-worker.ts";

const SCRIPT = new URL(
  import.meta.url.endsWith(".ts") ? "./parse-worker.ts" : "./parse-worker.js",
  import.meta.url,
);

/** A bomb unpacks about 100 MiB in this time, so it is seen before it takes much more than its limit. */
const WATCH_MILLISECONDS = 100;
const MEBIBYTE = 1024 * 1024;

export type Parse = (request: Omit<ParseRequest, "characters">, signal?: AbortSignal) => Promise<ParseReply>;

/** Parses files in threads of their own; as many as are parsed at a time. */
export type ParsePool = { readonly parse: Parse; readonly close: () => Promise<void> };

function startWorker({ megabytes }: Limits): Worker {
  // The parser gets no environment: what it reads is untrusted, and the environment may hold keys.
  const resourceLimits = { maxOldGenerationSizeMb: megabytes };
  const worker = new Worker(SCRIPT, { env: {}, execArgv: [], resourceLimits });
  // An error between two files would else end the process; the exit that follows it is heeded.
  return worker.on("error", () => {});
}

/** Aborts when a thread holds too much outside its heap, where unpacked streams lie and no limit reaches. */
function watchMemory(worker: Worker, megabytes: number): { signal: AbortSignal; stop: () => void } {
  const controller = new AbortController();
  const watch = setInterval(async () => {
    // Node before 22.16 cannot say; there the heap's own limit and the clock must do.
    const statistics = await worker.getHeapStatistics?.().catch(() => null);
    if (statistics && statistics.external_memory > megabytes * MEBIBYTE) controller.abort();
  }, WATCH_MILLISECONDS);
  return { signal: controller.signal, stop: () => clearInterval(watch) };
}

/**
 * Threads that parse one file at a time each. A file that takes too long or too much memory loses its
 * thread and gets a reason; the next file gets a new one.
 */
export function createParsePool(limits: Limits): ParsePool {
  const { seconds, megabytes } = limits;
  const tooMuch = `needed more than ${megabytes} MiB of memory and was given up; is it a bomb?`;
  const tooLong = `took longer than ${seconds} s to parse and was given up; is it a bomb?`;
  const idle = new Set<Worker>();
  const takeWorker = (): Worker => {
    const [waiting] = idle;
    const worker = waiting ?? startWorker(limits).once("exit", () => idle.delete(worker));
    idle.delete(worker);
    return worker;
  };
  const parse: Parse = async (request, signal) => {
    signal?.throwIfAborted();
    const worker = takeWorker();
    worker.ref();
    const clock = AbortSignal.timeout(seconds * 1000);
    const memory = watchMemory(worker, megabytes);
    const stops = [clock, memory.signal, ...(signal ? [signal] : [])];
    try {
      worker.postMessage({ ...request, characters: limits.characters }, [request.bytes.buffer]);
      const [reply]: ParseReply[] = await once(worker, "message", { signal: AbortSignal.any(stops) });
      worker.unref();
      idle.add(worker);
      return reply ?? { reason: "got no answer from its parser" };
    } catch (error) {
      await worker.terminate();
      signal?.throwIfAborted();
      const isOutOfMemory =
        error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
      if (isOutOfMemory || memory.signal.aborted) return { reason: tooMuch };
      if (clock.aborted) return { reason: tooLong };
      return { reason: `ended its parser (${error instanceof Error ? error.message : error})` };
    } finally {
      memory.stop();
    }
  };
  const close = async (): Promise<void> => {
    await Promise.all([...idle].map((worker) => worker.terminate()));
  };
  return { parse, close };
}
