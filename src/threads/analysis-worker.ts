import { parentPort, workerData } from "node:worker_threads";
import { type AnalyzeOptions, analysisParts, type PartialResult } from "../analysis/analysis-parts.ts";
import type { Table } from "../analysis/table.ts";

/** What a thread is started with; it is then sent the indices of parts, one at a time. */
export type AnalysisWork = { readonly tables: readonly Table[]; readonly options: AnalyzeOptions };

/** A part's result, under the index that it was asked by. */
export type AnalysisDone = { readonly index: number; readonly result: PartialResult };

const { tables, options }: AnalysisWork = workerData;
const parts = analysisParts(tables, options);

parentPort?.on("message", (index: number) => {
  const part = parts[index];
  if (part === undefined) throw new Error(`the analysis has no part ${index}`);
  const done: AnalysisDone = { index, result: part.run() };
  parentPort?.postMessage(done);
});
