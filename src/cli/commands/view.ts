import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { RUN_FILES } from "../../adapters/files/run-folder.ts";
import { type LocalReply, type LocalRequest, serveLocally } from "../../adapters/local-server.ts";
import { compareRuns } from "../../analysis/compare-runs.ts";
import { InputError } from "../../domain/errors.ts";
import { groupsOfRows } from "../../domain/source-groups.ts";
import { renderReport, servedTemplate, styleOf } from "../../report/render-report.ts";
import { INDEX_SCRIPT, type PairedRuns, runsIndex } from "../../report/runs-index.ts";
import { type Context, EXIT, type ExitCode } from "../context.ts";
import { parseOptions, pathFrom } from "../options.ts";
import { type RunView, runView } from "../run/run-view.ts";
import { pageTemplate } from "../run/write-report.ts";

const Options = z.object({
  port: z.coerce.number("a port is a number").int().min(0).max(65_535).default(0),
});

const HTML = "text/html; charset=utf-8";
const LOOK_MS = 1000;
/** A page is told of changes at most this often, and less often where it takes long to draw. */
const LEAST_BETWEEN_MS = 5000;

const isRun = (folder: string): boolean =>
  [RUN_FILES.manifest, RUN_FILES.result].some((name) => existsSync(join(folder, name)));

/** The folders that were named, or all runs in `runs`. */
function foldersOf(context: Context, args: readonly string[]): readonly string[] {
  const named = args.map((path) => pathFrom(context, path));
  const missing = named.find((folder) => !isRun(folder));
  if (missing !== undefined)
    throw new InputError(
      "no-run",
      `${missing}: is no run: it holds neither ${RUN_FILES.manifest} nor ${RUN_FILES.result}; give the folder that assize run or assize analyze wrote`,
    );
  if (named.length > 0) return named;
  const runs = pathFrom(context, "runs");
  const found = existsSync(runs)
    ? readdirSync(runs)
        .toSorted()
        .map((name) => join(runs, name))
        .filter(isRun)
    : [];
  if (found.length === 0)
    throw new InputError("no-run", `${runs}: holds no run; make one with assize run STUDY, or name a folder`);
  return found;
}

type Watched = { readonly stamp: () => string; readonly prepare: () => Promise<unknown> };

/** Tells of each change of what is watched, as server-sent events, until nobody listens. */
async function* changesOf(
  { stamp, prepare }: Watched,
  request: LocalRequest,
  end: AbortSignal,
): AsyncGenerator<string> {
  const gone = AbortSignal.any([request.signal, end]);
  const pause = (ms: number): Promise<unknown> => sleep(ms, undefined, { signal: gone }).catch(() => {});
  let told = stamp();
  yield "retry: 2000\n\n";
  while (!gone.aborted) {
    await pause(LOOK_MS);
    if (gone.aborted || stamp() === told) continue;
    told = stamp();
    const start = performance.now();
    // Made ready before the page is told, so that it need not wait, and a slow one is not asked for at once again.
    const isReady = await prepare().then(
      () => true,
      () => false,
    );
    if (isReady) yield "data: changed\n\n";
    await pause(Math.max(LEAST_BETWEEN_MS, 5 * (performance.now() - start)));
  }
}

/** The first run against each other one, on the items that both have verdicts on. */
async function pairsOf(runs: readonly RunView[]): Promise<readonly PairedRuns[]> {
  const [first, ...others] = runs;
  if (!first) return [];
  const ofFirst = await first.verdicts();
  return Promise.all(
    others.map(async (other) => {
      const own = await other.verdicts();
      const groupOf = groupsOfRows([...ofFirst.ratings, ...own.ratings]);
      return {
        first: first.name,
        second: other.name,
        differences: compareRuns(ofFirst.verdicts, own.verdicts, groupOf),
      };
    }),
  );
}

/** Serves the pages of runs, ended or under way, to this machine until it is interrupted. */
export async function run(context: Context, args: readonly string[], raw: unknown): Promise<ExitCode> {
  const { port } = parseOptions(Options, raw);
  const runs = foldersOf(context, args).map((folder, index) => runView(folder, `/run/${index + 1}`));
  const template = await pageTemplate();
  const served = servedTemplate(template);

  const pageOf = async (view: RunView): Promise<LocalReply> => ({
    type: HTML,
    body: renderReport(served, await view.data()),
  });
  const index = async (): Promise<LocalReply> => {
    const summaries = await Promise.all(runs.map((view) => view.summary()));
    return { type: HTML, body: runsIndex(summaries, await pairsOf(runs), styleOf(template)) };
  };
  const all: Watched = { stamp: () => runs.map(({ stamp }) => stamp()).join(), prepare: index };
  const events = (watched: Watched, request: LocalRequest): LocalReply => ({
    type: "text/event-stream",
    body: changesOf(watched, request, context.signal),
  });
  const [only] = runs;
  const answer = async (request: LocalRequest): Promise<LocalReply> => {
    const { path } = request;
    if (path === "/") return only && runs.length === 1 ? pageOf(only) : index();
    if (path === "/follow.js") return { type: "text/javascript; charset=utf-8", body: INDEX_SCRIPT };
    if (path === "/changes") return events(all, request);
    const [, number, what] = /^\/run\/(\d+)(?:\/(data|changes))?$/.exec(path) ?? [];
    const view = runs[Number(number) - 1];
    if (!view) return { status: 404, type: "text/plain; charset=utf-8", body: "there is no such page" };
    if (what === "data") return { type: "application/json", body: JSON.stringify(await view.data()) };
    if (what === "changes") return events({ stamp: view.stamp, prepare: view.data }, request);
    return pageOf(view);
  };
  const server = await serveLocally(port, answer);
  context.print(`${server.origin}/`);
  context.remark("open this address in a browser; Ctrl-C ends it");
  await new Promise<void>((ended) => {
    if (context.signal.aborted) ended();
    else context.signal.addEventListener("abort", () => ended(), { once: true });
  });
  await server.close();
  return EXIT.done;
}
