import { once } from "node:events";
import { existsSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { z } from "zod";
import { readText } from "../../adapters/files/read-text.ts";
import { RUN_FILES, readManifest, readRunFolder } from "../../adapters/files/run-folder.ts";
import { InputError } from "../../domain/errors.ts";
import { mcpServer } from "../../mcp/mcp-server.ts";
import { runBook } from "../../mcp/run-book.ts";
import type { RunState, StudyDoors } from "../../mcp/study-doors.ts";
import { checkWithinFolder, withinFolder } from "../../mcp/within-folder.ts";
import { markdownSummary } from "../../report/markdown-summary.ts";
import { type Context, EXIT, type ExitCode } from "../context.ts";
import { paidNames } from "../money/paid-names.ts";
import { parseOptions } from "../options.ts";
import { packageVersion } from "../package-root.ts";
import { isModule, readStudy } from "../study/read-study.ts";
import { type StudyInputs, studyInputs } from "../study/study-inputs.ts";
import { run as plan } from "./plan.ts";
import { run as runStudy } from "./run.ts";
import { run as validate } from "./validate.ts";

const Options = z.object({ allowSpending: z.boolean().default(false) });

/** What a command prints and remarks, handed over instead of written: standard output is the protocol's. */
async function printed(
  context: Context,
  command: typeof runStudy,
  args: readonly string[],
  options: object,
): Promise<string> {
  const lines: string[] = [];
  await command({ ...context, print: (text) => lines.push(text), remark: () => {} }, args, options);
  return lines.join("\n");
}

/** Reads a study for an assistant: inside the folder, as data alone, with nothing of the environment in it. */
async function guarded(context: Context, study: string): Promise<StudyInputs> {
  const file = withinFolder(context.cwd, context.cwd, study);
  if (isModule(file))
    throw new InputError("module", `${study}: a module runs code when it is read; give a study in YAML`);
  if (/(?<!\$)\$\{/.test(await readText(file)))
    throw new InputError(
      "reference",
      `${study}: references to the environment are not filled in here; write the values`,
    );
  // Before anything that it names is opened: what is not to be read is not to be told of either.
  const { task: _, ...rest } = await readStudy(context, file);
  checkWithinFolder(context.cwd, dirname(file), rest);
  return studyInputs(context, file, { allowOutside: false });
}

/** A run that this server knows nothing of, by what stands in its folder. */
async function stateOnDisk(folder: string, run: string): Promise<RunState> {
  const manifest = await readManifest(folder);
  if (manifest === null) throw new InputError("no-run", `${run}: there is no such run; \`run\` starts one`);
  const { done, planned } = manifest.cells;
  return {
    run,
    state: manifest.finishedAt === null ? "interrupted" : "done",
    said: [`${done} of ${planned} cells`],
  };
}

function doorsIn(context: Context, allowSpending: boolean) {
  const book = runBook();
  const folderOf = (run: string): string => withinFolder(context.cwd, context.cwd, run);
  const idOf = (folder: string): string => relative(context.cwd, folder).split(sep).join("/") || ".";
  const doors: StudyDoors = {
    validate: async (study) =>
      printed(context, validate, [(await guarded(context, study)).file], { json: true }),
    plan: async (study) => printed(context, plan, [(await guarded(context, study)).file], { json: true }),
    run: async (study, output) => {
      const inputs = await guarded(context, study);
      const paid = paidNames(inputs.study, inputs.specs);
      if (paid.length > 0 && !allowSpending)
        throw new InputError(
          "spending",
          `${study}: would ask ${paid.join(", ")}, which may cost money; whoever starts the server allows that with assize mcp --allow-spending`,
        );
      const folder = folderOf(output ?? join("runs", inputs.name));
      return book.enter(idOf(folder), async (say) => {
        await runStudy({ ...context, print: () => {}, remark: say }, [inputs.file], { output: folder });
      });
    },
    status: async (run) => {
      const folder = folderOf(run);
      return book.find(idOf(folder)) ?? (await stateOnDisk(folder, idOf(folder)));
    },
    results: async (run, { part, offset, limit }) => {
      const folder = folderOf(run);
      const state = book.find(idOf(folder))?.state;
      if (state === "waiting" || state === "running")
        throw new InputError("not-done", `${run}: is not done yet; ask for its status`);
      if (part === "result" && existsSync(join(folder, RUN_FILES.result)))
        return readText(join(folder, RUN_FILES.result));
      const { result, verdicts } = await readRunFolder(folder);
      if (part !== "verdicts") return markdownSummary(result);
      return verdicts
        .slice(offset, offset + limit)
        .map((verdict) => JSON.stringify(verdict))
        .join("\n");
    },
  };
  return { doors, settled: book.settled };
}

/** Serves studies of this folder to an assistant over standard input and output. */
export async function run(context: Context, _args: readonly string[], raw: unknown): Promise<ExitCode> {
  const { allowSpending } = parseOptions(Options, raw);
  const { serveStdio } = await import("@modelcontextprotocol/server/stdio");
  const stop = new AbortController();
  const inner = { ...context, signal: AbortSignal.any([context.signal, stop.signal]), isInteractive: false };
  const { doors, settled } = doorsIn(inner, allowSpending);
  const ended = Promise.race([once(process.stdin, "end"), once(process.stdin, "close")]);
  const server = serveStdio(() => mcpServer(doors, packageVersion()), {
    onerror: (error) => context.remark(`assize mcp: ${error.message}`),
  });
  context.remark(
    `assize mcp: serving ${context.cwd}; ${allowSpending ? "models may be asked" : "nothing is spent"}`,
  );
  await Promise.race([ended, ...(context.signal.aborted ? [] : [once(context.signal, "abort")])]);
  // What was answered is kept; the same run goes on with the next server.
  stop.abort();
  await settled();
  await server.close();
  return EXIT.done;
}
