import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { readPartialRun, stampOf } from "../../adapters/files/partial-run.ts";
import { readJson } from "../../adapters/files/read-json.ts";
import {
  debatesIn,
  RUN_FILES,
  type RunFolder,
  readInputs,
  readManifest,
  readRun,
} from "../../adapters/files/run-folder.ts";
import { InputError } from "../../domain/errors.ts";
import { StudyResult } from "../../domain/result.ts";
import { kindsOf } from "../../report/arm-order.ts";
import { progressOf } from "../../report/progress.ts";
import type { ReportData, ReportInput } from "../../report/report-data.ts";
import type { RunSummary } from "../../report/runs-index.ts";
import { meansOf, pageData } from "./write-report.ts";

/** A run folder as it is looked at: read anew when it changes. */
export type RunView = {
  readonly name: string;
  readonly address: string;
  readonly stamp: () => string;
  readonly data: () => Promise<ReportData>;
  readonly summary: () => Promise<RunSummary>;
  /** Verdicts and groups of a run that has ended, to be paired with another's. */
  readonly verdicts: () => Promise<Pick<RunFolder, "ratings" | "verdicts">>;
};

/** What stands in a folder: the run that ended there, the run under way there, or both where one grows. */
async function read(folder: string, now: number): Promise<ReportInput> {
  const title = basename(folder);
  const partial = await readPartialRun(folder);
  const hasEnded = existsSync(join(folder, RUN_FILES.result));
  if (partial === null && hasEnded) {
    const { manifest, ...held } = await readRun(folder);
    return { title, ...held, debates: debatesIn(folder), ...(manifest === null ? {} : { manifest }) };
  }
  const manifest = partial?.manifest ?? (await readManifest(folder));
  if (manifest === null)
    throw new InputError(
      "no-run",
      `${folder}: holds neither ${RUN_FILES.result} nor ${RUN_FILES.manifest}; give the folder of a run`,
    );
  const { began, lastCell, cellsDone, ...held } = partial ?? {
    ...(await readInputs(folder, manifest)),
    ratings: [],
    debates: [],
    cellsDone: 0,
    began: now,
    lastCell: now,
  };
  const cells = { done: cellsDone, planned: manifest.cells.planned };
  const times = { began, lastCell, now };
  return {
    title,
    result: hasEnded
      ? await readJson(join(folder, RUN_FILES.result), StudyResult)
      : { version: 1, conditions: [] },
    ...held,
    manifest,
    verdicts: [],
    progress: progressOf(cells, held.ratings, times),
  };
}

/** Computes once for each stamp. */
function whileSame<T>(stamp: () => string, compute: () => Promise<T>): () => Promise<T> {
  let known: { readonly stamp: string; readonly value: Promise<T> } | undefined;
  return () => {
    const current = stamp();
    if (known?.stamp !== current) {
      const value = compute();
      known = { stamp: current, value };
      // What failed is tried again.
      value.catch(() => {
        known = undefined;
      });
    }
    return known.value;
  };
}

/** A run folder under the address at which it is served. */
export function runView(folder: string, address: string): RunView {
  const stamp = (): string => stampOf(folder);
  const input = (): Promise<ReportInput> => read(folder, Date.now());
  const name = basename(folder);
  const data = whileSame(stamp, async () => pageData({ ...(await input()), live: address }));
  const summary = whileSame(stamp, async (): Promise<RunSummary> => {
    const held = await input();
    const hasAnswer = held.result.conditions.length > 0;
    return {
      name,
      address,
      result: hasAnswer ? held.result : null,
      progress: held.progress ?? null,
      kinds: kindsOf(held.manifest),
      means: meansOf(held),
    };
  });
  const verdicts = whileSame(stamp, async () => {
    const { ratings, verdicts: own } = await input();
    return { ratings, verdicts: own };
  });
  return { name, address, stamp, data, summary, verdicts };
}
