import { existsSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import { whileHolding } from "../../adapters/files/hold-folder.ts";
import { parseValue } from "../../adapters/files/parse-value.ts";
import { readJson } from "../../adapters/files/read-json.ts";
import { readJsonl } from "../../adapters/files/read-jsonl.ts";
import { RUN_FILES, type RunFolder, readRunFolder } from "../../adapters/files/run-folder.ts";
import { writeJson, writeJsonl } from "../../adapters/files/write-files.ts";
import { Dialogue } from "../../domain/dialogue.ts";
import { InputError } from "../../domain/errors.ts";
import { LIMITS } from "../../domain/limits.ts";
import type { ModelSpec } from "../../domain/study.ts";
import { dialoguesOf } from "../../study/drift/dialogues-of.ts";
import { type Context, EXIT, type ExitCode } from "../context.ts";
import {
  DEFAULT_CONCURRENCY,
  ledgerFrom,
  ModelOptions,
  modelSpec,
  parseOptions,
  pathFrom,
  wholeNumber,
} from "../options.ts";
import { driftTable } from "../run/drift-table.ts";
import { driftOf, type JudgedDrift, judgeDialogues } from "../run/judge-run.ts";
import { writeReport } from "../run/write-report.ts";
import { setsByArm } from "../sets/sets-by-arm.ts";
import { manifestOf, setsOfRun } from "../sets/sets-of-run.ts";
import { withProgress } from "../terminal/progress.ts";
import { withModels } from "../with-models.ts";

const Options = ModelOptions.extend({
  model: z.string().optional(),
  output: z.string().optional(),
  reruns: wholeNumber(1, LIMITS.repeats).default(1),
  seed: wholeNumber(0).optional(),
  json: z.boolean().default(false),
});
type Options = z.infer<typeof Options>;

const DEFAULT_MODEL = "lexical";

/** What is to be judged, and by whom. */
type Material = {
  readonly dialogues: readonly Dialogue[];
  readonly seed: number;
  /** Models that answer for the speakers, by the names that the dialogues' conditions have; empty where one does it all. */
  readonly simulators: readonly ModelSpec[];
};

async function readDialogues(path: string): Promise<Dialogue[]> {
  const dialogues: Dialogue[] = [];
  for await (const { value, place } of readJsonl(path)) dialogues.push(parseValue(Dialogue, value, place));
  return dialogues;
}

function ofRun(path: string, run: RunFolder): Material {
  const manifest = manifestOf(path, run);
  return {
    dialogues: dialoguesOf(run.debates, setsByArm(setsOfRun(manifest, run.sets))),
    seed: manifest.seeds.study,
    simulators: manifest.models.map(({ fingerprint: _, ...spec }) => spec),
  };
}

async function judge(context: Context, options: Options, material: Material): Promise<JudgedDrift> {
  const { dialogues, simulators } = material;
  const { model, reruns } = options;
  const judging =
    model === undefined && simulators.length > 0
      ? null
      : { ...modelSpec({ ...options, model: model ?? DEFAULT_MODEL }), id: "the judge" };
  const specs = [...simulators, ...(judging === null ? [] : [judging])];
  const ledger = ledgerFrom(context, options.ledger, ".");
  const window = options.concurrency ?? DEFAULT_CONCURRENCY;
  return withModels(context, { ledger, specs, concurrency: options.concurrency }, ({ complete }) =>
    withProgress(context, options.quiet, (notify) =>
      judgeDialogues({
        dialogues,
        complete,
        judge: judging?.id,
        simulator: simulators.length === 0 ? judging?.id : undefined,
        reruns,
        seed: options.seed ?? material.seed,
        window,
        notify,
        signal: context.signal,
      }),
    ),
  );
}

async function judgeAt(path: string, isRun: boolean, context: Context, options: Options): Promise<ExitCode> {
  const folder = isRun ? await readRunFolder(path) : null;
  const material =
    folder === null ? { dialogues: await readDialogues(path), seed: 1, simulators: [] } : ofRun(path, folder);
  if (material.dialogues.length === 0)
    throw new InputError(
      "no-dialogue",
      `${path}: nobody talked to anybody; drift is judged of discussions, which the protocols "debate" and "gated" hold`,
    );
  const judged = await judge(context, options, material);
  const output = options.output ?? (isRun ? join(path, RUN_FILES.drift) : undefined);
  if (output !== undefined) await writeJsonl(pathFrom(context, output), judged.judgements);
  if (folder !== null) {
    const { manifest, ...held } = folder;
    const result = { ...folder.result, ...driftOf(judged) };
    // What stands in the file stays as it stands there, in its order.
    const before = await readJson(join(path, RUN_FILES.result), z.record(z.string(), z.unknown()));
    await writeJson(join(path, RUN_FILES.result), { ...before, ...driftOf(judged) });
    const title = basename(path);
    await writeReport(path, { title, ...held, result, ...(manifest === null ? {} : { manifest }) });
  }
  context.print(options.json ? JSON.stringify(judged.drift, null, 2) : driftTable(judged.drift));
  return EXIT.done;
}

/**
 * Judges how far speakers keep to their personas: in the discussions of a run, whose result and page then say so, or
 * in dialogues of any origin.
 */
export async function run(context: Context, args: readonly string[], raw: unknown): Promise<ExitCode> {
  const options = parseOptions(Options, raw);
  const path = pathFrom(context, args[0] ?? "");
  const isRun = existsSync(path) && statSync(path).isDirectory();
  const work = (): Promise<ExitCode> => judgeAt(path, isRun, context, options);
  return isRun ? whileHolding(path, work) : work();
}
