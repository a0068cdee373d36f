import { existsSync, readdirSync } from "node:fs";
import { cp } from "node:fs/promises";
import { basename, join } from "node:path";
import { z } from "zod";
import { findProvider } from "../../adapters/chat/provider.ts";
import { LIMITS } from "../../adapters/documents/limits.ts";
import { listDocuments } from "../../adapters/documents/list-documents.ts";
import { readItems } from "../../adapters/files/read-items.ts";
import { fileError, readText } from "../../adapters/files/read-text.ts";
import { readYaml } from "../../adapters/files/read-yaml.ts";
import { writeText } from "../../adapters/files/write-files.ts";
import { InputError } from "../../domain/errors.ts";
import type { Item } from "../../domain/item.ts";
import { Rubric } from "../../domain/rubric.ts";
import { type Context, EXIT, type ExitCode } from "../context.ts";
import { parseOptions, pathFrom } from "../options.ts";
import { packagePath } from "../package-root.ts";
import { type NewStudy, newStudyText } from "../study/new-study.ts";
import { askPerson } from "../terminal/ask-person.ts";
import { shownPath } from "../terminal/shown-path.ts";
import { usageError } from "../usage-error.ts";

const Options = z.object({
  corpus: z.string().optional(),
  items: z.string().optional(),
  rubric: z.string().optional(),
  model: z.string().optional(),
  baseUrl: z.url({ message: "an address such as http://localhost:11434/v1 is needed" }).optional(),
  apiKeyEnv: z.string().optional(),
  task: z.string().optional(),
  name: z
    .string()
    .regex(/^[\w.-]+$/, "letters, digits, dots and hyphens")
    .default("study"),
  force: z.boolean().default(false),
});
type Options = z.infer<typeof Options>;

const EXAMPLE = "plain-medicine";
const EXAMPLE_TASK =
  "Judge plain-language summaries of medical evidence, written for patients and the people who help them.";
const PLACEBO = "support-desk-1";

/** What a person at the terminal wants, where they said nothing on the command line. */
async function asked(context: Context, options: Options, isBare: boolean): Promise<Options> {
  if (!isBare || !context.isInteractive || process.stdin.isTTY !== true) return options;
  const [corpus, items, model] = await askPerson(
    [
      ["A folder with documents of your domain?", "an example: plain medicine"],
      ["A file of items to judge (JSONL)?", "an example: summaries of medical reviews"],
      ["Which model, as provider:name?", "lexical, the built-in baseline"],
    ],
    context.signal,
  );
  const told = (answer: string | undefined): string | undefined => (answer === "" ? undefined : answer);
  return { ...options, corpus: told(corpus), items: told(items), model: told(model) };
}

/** Copies a file or a folder, what is hidden aside: replies beside documents stay where they are. */
async function copy(from: string, to: string): Promise<void> {
  if (from === to) return;
  const filter = (path: string): boolean => path === from || !basename(path).startsWith(".");
  await cp(from, to, { recursive: true, filter }).catch((error: unknown) => {
    throw fileError(from, error);
  });
}

/** Copies a persona set with the clean texts of its documents. */
async function copySet(name: string, folder: string): Promise<string> {
  for (const path of [`${name}.json`, `${name}.text`])
    await copy(packagePath(`personas/grounded/${path}`), join(folder, "personas", path));
  return `personas/${name}.json`;
}

/** The sources of the items as documents, each once. */
async function putSources(folder: string, items: readonly Item[]): Promise<string> {
  const corpus = "corpora/sources";
  const sources = [...new Set(items.map(({ source }) => source))].filter((source) => source.trim() !== "");
  for (const [index, source] of sources.entries())
    await writeText(join(folder, corpus, `source-${index + 1}.txt`), `${source}\n`);
  return corpus;
}

/** The documents: the person's own, else the items' sources; the example comes with two sets grounded in its own. */
async function putCorpus(
  folder: string,
  { corpus, isExample, items }: Inputs,
): Promise<NewStudy["grounded"]> {
  if (corpus !== null) {
    const to = `corpora/${basename(corpus)}`;
    await copy(corpus, join(folder, to));
    return { corpus: to };
  }
  if (!isExample) return { corpus: await putSources(folder, items) };
  await copy(packagePath(`corpora/${EXAMPLE}`), join(folder, "corpora", EXAMPLE));
  return { sets: [await copySet(`${EXAMPLE}-1`, folder), await copySet(`${EXAMPLE}-2`, folder)] };
}

/** What a study is made from: the person's own files, or the example's. */
type Inputs = {
  readonly isExample: boolean;
  readonly itemsFile: string;
  readonly items: readonly Item[];
  readonly corpus: string | null;
  /** Null where people rated the items, and so say what to rate. */
  readonly rubric: string | null;
};

/** Finds and checks what was given, before anything is written. */
async function inputsOf(context: Context, options: Options): Promise<Inputs> {
  const { corpus, items: given, rubric, model } = options;
  const isExample = given === undefined;
  if (isExample && corpus !== undefined)
    throw usageError("--items is needed beside --corpus: the example's items are of another domain");
  const itemsFile = isExample ? packagePath(`corpora/${EXAMPLE}/items.jsonl`) : pathFrom(context, given);
  const items = await readItems(itemsFile);
  if (
    corpus !== undefined &&
    (await listDocuments(pathFrom(context, corpus), LIMITS.files)).files.length === 0
  )
    throw new InputError(
      "no-documents",
      `${corpus}: holds no document (PDF, Markdown, text, HTML or JATS XML)`,
    );
  const isRated = items.some(({ human }) => human !== undefined);
  const usual =
    items[0]?.kind === "dialogue"
      ? "dialogue"
      : (model ?? "lexical") === "lexical"
        ? "summary-fine"
        : "summary";
  const rubricFile =
    rubric !== undefined
      ? pathFrom(context, rubric)
      : isRated
        ? null
        : packagePath(`configs/rubrics/${usual}.yaml`);
  if (rubricFile !== null) await readYaml(rubricFile, Rubric);
  return {
    isExample,
    itemsFile,
    items,
    corpus: corpus === undefined ? null : pathFrom(context, corpus),
    rubric: rubricFile,
  };
}

/** Writes a study that runs as it is, in a folder that stands for itself. */
export async function run(context: Context, args: readonly string[], raw: unknown): Promise<ExitCode> {
  const given = parseOptions(Options, raw);
  const folder = pathFrom(context, args[0] ?? "assize-study");
  if (!given.force && existsSync(folder) && readdirSync(folder).length > 0)
    throw new InputError(
      "not-empty",
      `${folder}: is not empty; choose a new folder, or add --force to write into it`,
    );
  const isBare = given.corpus === undefined && given.items === undefined && given.model === undefined;
  const options = await asked(context, given, isBare);
  const { model = "lexical", baseUrl } = options;
  const isServed = model !== "lexical" && baseUrl === undefined;
  const usualKey = isServed ? findProvider({ model }, {}).keyVariable : null;
  const key = options.apiKeyEnv ?? usualKey ?? undefined;
  const inputs = await inputsOf(context, options);
  const { isExample, items, rubric } = inputs;
  if (!isExample && inputs.corpus === null)
    context.remark("no --corpus: personas will be grounded in the items' own sources");
  await copy(inputs.itemsFile, join(folder, "items.jsonl"));
  if (rubric !== null)
    await writeText(
      join(folder, "rubric.yaml"),
      (await readText(rubric)).replace(/^# yaml-language-server:.*\n/, ""),
    );
  const usualTask = `Judge each ${items[0]?.kind} against its source, for the people it is for.`;
  const text = newStudyText({
    items: "items.jsonl",
    rubric: rubric === null ? null : "rubric.yaml",
    task: options.task ?? (isExample ? EXAMPLE_TASK : usualTask),
    grounded: await putCorpus(folder, inputs),
    placebo: await copySet(PLACEBO, folder),
    model: {
      model,
      ...(baseUrl === undefined ? {} : { baseURL: baseUrl }),
      ...(key === undefined ? {} : { apiKeyEnv: key }),
    },
  });
  const study = join(folder, `${options.name}.yaml`);
  await writeText(study, text);
  await copy(packagePath("schema/study.schema.json"), join(folder, "study.schema.json"));
  const ignored = join(folder, ".gitignore");
  if (!existsSync(ignored)) await writeText(ignored, ".env\n.env.local\n.assize/\nruns/\n");

  const shown = shownPath(context, study);
  context.print(
    `wrote ${shown}: what is judged in items.jsonl, documents in corpora/, personas in personas/`,
  );
  if (key !== undefined && (context.environment[key] ?? "") === "")
    context.print(`before it runs: put your key into the environment variable ${key}, or into .env here`);
  context.print(`next: assize plan ${shown}`);
  return EXIT.done;
}
