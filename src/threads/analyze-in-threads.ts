import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import {
  type AnalyzeOptions,
  analysisParts,
  assembleResult,
  type PartialResult,
} from "../analysis/analysis-parts.ts";
import type { Table } from "../analysis/table.ts";
import { tabulate } from "../analysis/tabulate.ts";
import type { Notify } from "../domain/ports.ts";
import type { Rating } from "../domain/rating.ts";
import type { StudyResult } from "../domain/result.ts";
import type { AnalysisDone, AnalysisWork } from "./analysis-worker.ts";

const SCRIPT = new URL(
  import.meta.url.endsWith(".ts") ? "./analysis-worker.ts" : "./analysis-worker.js",
  import.meta.url,
);

/** Fewer ratings are analysed sooner than threads are started. */
const FEWEST_RATINGS = 2000;

/** A thread's short-lived values are few and large; more room for them is only taken, not used. */
const LIMITS = { maxYoungGenerationSizeMb: 8 };

export type ThreadOptions = AnalyzeOptions & {
  /** Threads at most; as many as there are cores where it is not said. */
  readonly threads?: number;
  readonly notify?: Notify | undefined;
  readonly signal?: AbortSignal | undefined;
};

/**
 * `analyze`, its parts spread over worker threads. The result is the same to the byte for any number
 * of threads; `notify` hears of every part that is done. Throws what `analyze` throws, and the
 * signal's reason where it is aborted.
 *
 * @example await analyzeInThreads(rows, { seed: 1, notify: ({ done, total }) => show(done, total) })
 */
export async function analyzeInThreads(
  rows: readonly Rating[],
  { threads = availableParallelism(), notify, signal, ...options }: ThreadOptions,
): Promise<StudyResult> {
  const { levels } = options;
  const tables = shareColumns(tabulate(rows, levels === undefined ? {} : { levels }));
  const labels = analysisParts(tables, options).map(({ label }) => label);
  const many = rows.length < FEWEST_RATINGS ? 1 : Math.min(threads, labels.length);
  let done = 0;
  const tell = (index: number): void => {
    done++;
    notify?.({ stage: "analysis", done, total: labels.length, note: labels[index] ?? "" });
  };
  const work = { tables, options };
  const partial =
    many > 1
      ? await runInThreads(work, labels.length, many, tell, signal)
      : await runHere(work, tell, signal);
  return assembleResult(partial);
}

async function runHere(
  { tables, options }: AnalysisWork,
  tell: (index: number) => void,
  signal: AbortSignal | undefined,
): Promise<readonly PartialResult[]> {
  const partial: PartialResult[] = [];
  for (const [index, part] of analysisParts(tables, options).entries()) {
    signal?.throwIfAborted();
    partial.push(part.run());
    tell(index);
    // Lets a signal arrive and progress be drawn between two parts.
    await new Promise(setImmediate);
  }
  return partial;
}

/** Each thread is handed the next part as soon as it is done with one. */
async function runInThreads(
  work: AnalysisWork,
  count: number,
  threads: number,
  tell: (index: number) => void,
  signal: AbortSignal | undefined,
): Promise<readonly PartialResult[]> {
  signal?.throwIfAborted();
  const partial = new Array<PartialResult>(count);
  const waiting = Array.from({ length: count }, (_, index) => index);
  const workers: Worker[] = [];
  const runAll = (worker: Worker): Promise<void> =>
    new Promise((resolve, reject) => {
      const next = (): void => {
        const index = waiting.shift();
        if (index === undefined) resolve();
        else worker.postMessage(index);
      };
      worker.on("message", ({ index, result }: AnalysisDone) => {
        partial[index] = result;
        tell(index);
        next();
      });
      worker.on("error", reject);
      worker.on("exit", (code) => reject(new Error(`a thread of the analysis ended with code ${code}`)));
      signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
      next();
    });
  try {
    for (let thread = 0; thread < threads; thread++)
      workers.push(
        new Worker(SCRIPT, {
          workerData: work,
          execArgv: [],
          resourceLimits: LIMITS,
        }),
      );
    await Promise.all(workers.map(runAll));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return partial;
}

/**
 * The tables with their columns in shared memory, so that threads read them without a copy each.
 * Columns that two tables have in common stay common.
 */
function shareColumns(tables: readonly Table[]): readonly Table[] {
  const codes = once((column: Int32Array): Int32Array => {
    const shared = new Int32Array(new SharedArrayBuffer(column.byteLength));
    shared.set(column);
    return shared;
  });
  const numbers = once((column: Float64Array): Float64Array => {
    const shared = new Float64Array(new SharedArrayBuffer(column.byteLength));
    shared.set(column);
    return shared;
  });
  return tables.map((table) => ({
    ...table,
    item: codes(table.item),
    rater: codes(table.rater),
    framing: codes(table.framing),
    replicate: codes(table.replicate),
    reply: codes(table.reply),
    value: numbers(table.value),
    confidence: numbers(table.confidence),
  }));
}

/** Makes a value for each column once. */
function once<Column>(make: (column: Column) => Column): (column: Column) => Column {
  const known = new Map<Column, Column>();
  return (column) => {
    const made = known.get(column) ?? make(column);
    known.set(column, made);
    return made;
  };
}
