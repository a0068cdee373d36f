import { Command } from "commander";
import type { Context, ExitCode } from "./context.ts";
import { EXIT } from "./context.ts";
import { packageVersion } from "./package-root.ts";

/** What every command module exports: its work, given its arguments and raw options. */
type CommandModule = {
  readonly run: (context: Context, args: readonly string[], options: unknown) => Promise<ExitCode>;
};

/** Looked for by `main`, before a command is known. */
export const ENV_FILE_FLAG = "--env-file";

const BASE_URL_OPTION = [
  "--base-url <url>",
  "an OpenAI-compatible server: Ollama, vLLM, llama.cpp, LM Studio",
] as const;
const LEDGER_OPTION = [
  "--ledger <place>",
  "where replies are kept: a file or postgres://… (default: ASSIZE_LEDGER, else .assize/ledger.sqlite)",
] as const;

const JUNIT_OPTION = ["--junit <file>", "the gates as JUnit XML, a test case for each"] as const;

const MODEL_OPTIONS: readonly (readonly [string, string])[] = [
  [
    "--model <name>",
    'who answers: "lexical" or provider:name, such as openai:gpt-5-mini (default "lexical")',
  ],
  BASE_URL_OPTION,
  ["--api-key-env <name>", "the environment variable that holds the key"],
  ["--temperature <number>", "sampling temperature of the model"],
  ["--concurrency <n>", "calls in flight at most (default 64)"],
  LEDGER_OPTION,
];

const ANY_LANGUAGE_OPTION = [
  "--any-language",
  "use documents that are taken for another language than English, too",
] as const;

const EMBEDDER_OPTION = [
  "--embedder <name>",
  'who embeds: "lsa", openai:name, ollama:name or transformers:folder (default "lsa")',
] as const;

const PRICES_OPTION = [
  "--prices <file>",
  "a price list of your own, asked before the one that comes along",
] as const;
const QUEUE_OPTION = [
  "--queue <url>",
  "the queue's PostgreSQL, such as postgres://user@host/database (default ASSIZE_QUEUE)",
] as const;
const HEARTBEAT_OPTIONS: readonly (readonly [string, string])[] = [
  ["--heartbeat <seconds>", "a worker silent for so long is taken for dead (default 20, at least 10)"],
];
const OUTSIDE_OPTION = [
  "--allow-outside",
  "let the study name files outside its folder and project",
] as const;

/**
 * The command line. Each command's code is loaded when it is called, so that help is quick.
 * Wrong usage throws commander's own error; everything else is the command's.
 */
export function program(context: Context): { readonly run: (args: readonly string[]) => Promise<ExitCode> } {
  let exitCode: ExitCode = EXIT.done;
  const root = new Command("assize")
    .description(
      "Seats a panel of personas from documents, lets it debate and rate summaries and dialogues, " +
        "and measures whether the persona or the model's own randomness made the rating.",
    )
    .version(packageVersion())
    .option("--quiet", "no progress")
    .option(
      `${ENV_FILE_FLAG} <file>`,
      "environment variables, read before .env.local and .env; may stand several times",
    )
    .showHelpAfterError("(assize --help shows the commands)")
    .configureOutput({
      writeOut: (text) => context.print(text.trimEnd()),
      writeErr: (text) => context.remark(text.trimEnd()),
    })
    .exitOverride();

  const add = (
    usage: string,
    description: string,
    options: readonly (readonly [string, string])[],
    load: () => Promise<CommandModule>,
    parent = root,
  ): Command => {
    const command = parent.command(usage).description(description);
    for (const [flags, meaning] of options) command.option(flags, meaning);
    return command.action(async (...given: unknown[]) => {
      const args = command.args;
      const { run } = await load();
      exitCode = await run(context, args, { ...root.opts(), ...command.opts() });
      void given;
    });
  };

  add(
    "init [folder]",
    "write a study that runs at once: an example, or on your own documents and items",
    [
      ["--corpus <folder>", "documents of your domain, from which personas are grounded"],
      ["--items <file>", "what is to be judged (JSONL)"],
      ["--rubric <file>", "dimensions and scales (default: what people rated, else the usual ones)"],
      ["--task <text>", "what the panel is for"],
      ["--model <name>", 'who answers: "lexical" or provider:name (default "lexical")'],
      BASE_URL_OPTION,
      ["--api-key-env <name>", "the environment variable that holds the key"],
      ["--name <name>", "the study's name (default study)"],
      ["--force", "write into a folder that is not empty"],
    ],
    () => import("./commands/init.ts"),
  );
  add(
    "ground <corpus>",
    "documents → a grounded persona set",
    [
      ["-o, --output <set>", "the set's file, such as personas/clinical.json"],
      ["--personas <n>", "how many personas (default 8)"],
      ["--k <n>", "how many clusters (default: by silhouette)"],
      ["--seed <n>", "seed (default 1)"],
      ["--task <text>", "what the panel is for"],
      ANY_LANGUAGE_OPTION,
      [
        "--repeat <r>",
        "make it r - 1 times again from other seeds, as often from other documents too, and report how much comes back",
      ],
      EMBEDDER_OPTION,
      ...MODEL_OPTIONS,
    ],
    () => import("./commands/ground.ts"),
  );
  add(
    "invent <task>",
    "a task's text alone → an invented persona set",
    [
      ["-o, --output <set>", "the set's file"],
      ["--like <set>", "match this set in personas, groups, words and reading grade"],
      ["--personas <n>", "how many personas, without --like (default 8)"],
      ["--groups <n>", "how many stakeholder groups, without --like (default 3)"],
      ["--seed <n>", "seed (default 1)"],
      ["--repeat <r>", "make it r - 1 times again from other seeds, and report how much comes back"],
      EMBEDDER_OPTION,
      ...MODEL_OPTIONS,
    ],
    () => import("./commands/invent.ts"),
  );
  const personas = root.command("personas").description("look at persona sets").exitOverride();
  add(
    "show <set>",
    "who sits on the panel, with the evidence",
    [["--json", "the set itself"]],
    () => import("./commands/personas-show.ts"),
    personas,
  );
  add(
    "variant <set>",
    "the set changed in one respect, for an arm that shows what it does",
    [
      ["-o, --output <set>", "the variant's file"],
      ["--without-demographics", "no demographics, and names that say the role alone"],
      ["--shuffle-demographics", "each persona's demographics handed to another"],
      ["--seed <n>", "seed of the shuffle (default 1)"],
    ],
    () => import("./commands/personas-variant.ts"),
    personas,
  );
  add(
    "diff <a> <b>",
    "two sets matched persona to persona: who came back, who is gone, who is new",
    [EMBEDDER_OPTION, BASE_URL_OPTION, LEDGER_OPTION, ["--json", "for machines"]],
    () => import("./commands/personas-diff.ts"),
    personas,
  );
  add(
    "probe <set>",
    "closed-book questions on its evidence: what the persona knows, and what its documents add",
    [
      ["--placebo <set>", "a set of another domain (default: one that comes along)"],
      ["--questions <n>", "questions for each persona at most (default 8)"],
      ["--runs <r>", "times that each is asked in two forms, two orders and four contexts (default 3)"],
      ["--seed <n>", "seed (default 1)"],
      ["-o, --output <file>", "write what was found as JSON"],
      ["--json", "print it as JSON"],
      ...MODEL_OPTIONS,
    ],
    () => import("./commands/personas-probe.ts"),
    personas,
  );
  add(
    "check <set> <corpus>",
    "verify a set against its corpus: quotes, pages, digests, references",
    [["--json", "for machines"], ANY_LANGUAGE_OPTION],
    () => import("./commands/personas-check.ts"),
    personas,
  );
  const ledger = root.command("ledger").description("look after the ledger").exitOverride();
  add(
    "stats",
    "what it holds: replies by model and end, tokens, bytes",
    [LEDGER_OPTION, ["--json", "for machines"]],
    () => import("./commands/ledger-stats.ts"),
    ledger,
  );
  add(
    "verify",
    "take every digest anew; exit code 1 where an entry is not what it was stored as",
    [LEDGER_OPTION, ["--json", "for machines"]],
    () => import("./commands/ledger-verify.ts"),
    ledger,
  );
  add(
    "gc",
    "drop what is old; a study that asks for it again pays for it again",
    [
      LEDGER_OPTION,
      ["--older-than <days>", "replies and notes of calls of before"],
      ["--vectors", "all vectors of texts"],
      ["--dry-run", "only say what would go"],
    ],
    () => import("./commands/ledger-gc.ts"),
    ledger,
  );
  add(
    "score <items>",
    "rate items with a persona set; verdicts out",
    [
      ["--personas <set>", "the persona set"],
      ["--rubric <file>", "dimensions and scales (default: the items' human dimensions, else the personas')"],
      ["--protocol <name>", 'independent, self-consistency, read-only, debate or gated (default "debate")'],
      ["--panel <n>", "panelists at most (default 6)"],
      ["--replicates <n>", "independent repeats (default 3)"],
      ["--limit <n>", "items at most"],
      ["--seed <n>", "seed (default 1)"],
      ["-o, --output <dir>", "run folder (default runs/score-<items>)"],
      ["--min <dim=value...>", "gate: the lower 95 % bound of the mean over items must reach value"],
      JUNIT_OPTION,
      ["--markdown <file>", "the headline, for a pull request"],
      ["--json", "print the verdicts as JSON lines"],
      ...MODEL_OPTIONS,
    ],
    () => import("./commands/score.ts"),
  );
  add(
    "validate <study>",
    "whether a study would run: the file, its items, rubric and persona sets; nothing is asked",
    [
      ["--allow-outside", "let the study name files outside its folder and project"],
      ["--json", "for machines"],
    ],
    () => import("./commands/validate.ts"),
  );
  add(
    "run <study>",
    "the experiment; running it again resumes it",
    [
      ["-o, --output <dir>", "run folder (default runs/<study>)"],
      ["--json", "print result.json"],
      ["--budget <money>", "stop before this much is spent, over all starts of the run"],
      PRICES_OPTION,
      ["--queue <url>", "let workers do the cells, through a PostgreSQL that keeps the replies, too"],
      ...HEARTBEAT_OPTIONS,
      OUTSIDE_OPTION,
      ["--concurrency <n>", "calls in flight at most (default 64)"],
      ["--time-limit <time>", "end after 90s, 30m or 2h; the same command goes on from there"],
      [
        "--ledger <place>",
        "where replies are kept: a file or postgres://… (default: ASSIZE_LEDGER, else .assize/ledger.sqlite beside the study)",
      ],
    ],
    () => import("./commands/run.ts"),
  );
  add(
    "plan <study>",
    "calls, tokens, money, time and power of a study, before anything is spent",
    [
      ["-o, --output <dir>", "the run folder, for sets that were made already (default runs/<study>)"],
      ["--from <dir>", "an earlier run: its variances, calls and tokens in the place of assumptions"],
      PRICES_OPTION,
      ["--concurrency <n>", "calls in flight at most (default 64)"],
      ["--json", "for machines"],
      OUTSIDE_OPTION,
    ],
    () => import("./commands/plan.ts"),
  );
  add(
    "worker",
    "do cells of queued studies, on as many machines as there are",
    [
      QUEUE_OPTION,
      ["--concurrency <n>", "calls in flight at most, for each model (default 64)"],
      ["--slots <n>", "cells at once (default: a quarter of the calls)"],
      ...HEARTBEAT_OPTIONS,
    ],
    () => import("./commands/worker.ts"),
  );
  add(
    "status",
    "how far queued studies are, and what they have cost, seen from any machine",
    [QUEUE_OPTION, ["--json", "for machines"]],
    () => import("./commands/status.ts"),
  );
  add(
    "analyze <ratings...>",
    "rating rows of any origin → result.json and report.html",
    [
      ["-o, --output <dir>", "where result.json and report.html go"],
      ["--json", "print result.json alone"],
      ["--seed <n>", "seed of the resampling (default 1)"],
      ["--positional-raters", "the same position in an item's ratings is the same annotator"],
      ["--variant-as <what>", 'of judgement files: "framing" or "rater" (default "framing")'],
      ["--threads <n>", "worker threads (default: one for each core)"],
      ["--quiet", "no progress"],
    ],
    () => import("./commands/analyze.ts"),
  );
  add(
    "drift <run>",
    "judge how far panelists kept to their personas: a run folder, or a JSONL file of dialogues",
    [
      ["-o, --output <file>", "where the judgements go (default: drift.jsonl in the run folder)"],
      ["--reruns <r>", "judgements of each line (default 1); with more the judge's own noise is told apart"],
      ["--model <name>", "who judges (default: the run's own models; lexical for dialogues)"],
      ["--seed <n>", "seed (default: the run's)"],
      ["--json", "for machines"],
      ...MODEL_OPTIONS.filter(([flags]) => !flags.startsWith("--model ")),
    ],
    () => import("./commands/drift.ts"),
  );
  const exported = root
    .command("export")
    .description("write what a run holds for other tools")
    .exitOverride();
  add(
    "training <run>",
    "a run's judged turns and ratings as preference data (JSONL for DPO and reward training)",
    [
      ["-o, --output <file>", "the pairs, such as pairs.jsonl; what is held out stands beside it"],
      ["--held-out <share>", "share of the source groups that is kept from training (default 0.2)"],
      [
        "--off <share>",
        "a panel is wrong where its mean misses people's by this share of the scale (default 0.25)",
      ],
      ["--sure <share>", "and sure where it states, or its ratings show, this much confidence (default 0.7)"],
      ["--for <trainer>", "dpo: prompt, chosen, rejected; reward: the prompt within both (default dpo)"],
      ["--rubric <file>", "the run's rubric, where its manifest does not hold it"],
      ["--seed <n>", "seed of what is held out (default 1)"],
    ],
    () => import("./commands/export-training.ts"),
    exported,
  );
  add(
    "csv <run...>",
    "ratings as long CSV for R, pandas and spreadsheets: of a run folder, or of files that analyze reads",
    [["-o, --output <file>", "where it goes (default: printed)"]],
    () => import("./commands/export-csv.ts"),
    exported,
  );
  add(
    "markdown <run>",
    "a run's headline for a pull request",
    [["-o, --output <file>", "where it goes (default: printed)"]],
    () => import("./commands/export-markdown.ts"),
    exported,
  );
  add(
    "junit <run>",
    "a run held to gates, as JUnit XML; exit code 100 where one is not met",
    [
      ["--min <dim=value...>", "gate: the lower 95 % bound of the mean over items must reach value"],
      ["-o, --output <file>", "where it goes (default: printed)"],
    ],
    () => import("./commands/export-junit.ts"),
    exported,
  );
  add(
    "compare <dir> [other]",
    "two runs of the same items, paired; or the systems inside one run",
    [
      ["--no-worse-than <margin>", "gate: the second run may lose at most this much on any dimension"],
      JUNIT_OPTION,
      ["--json", "for machines"],
    ],
    () => import("./commands/compare.ts"),
  );
  add(
    "annotate <items>",
    "a local form on which people rate the items, blind to the panel; saves every click",
    [
      ["-o, --output <file>", "the rating rows, such as people.jsonl; the same file again goes on"],
      ["--rubric <file>", "dimensions and scales (default: the items' human dimensions)"],
      ["--annotator <id>", "who rates (default: the page asks)"],
      ["--repeats <share>", "share of items that come again in the same words (default 0.2)"],
      ["--reworded <share>", "share of items that come again in other words (default 0.2)"],
      ["--delay <n>", "other texts between the two times (default 5)"],
      ["--limit <n>", "items at most"],
      ["--seed <n>", "seed of each annotator's order (default 1)"],
      ["--port <n>", "where the form is served on this machine (default 7423; 0 takes a free one)"],
    ],
    () => import("./commands/annotate.ts"),
  );
  const data = root.command("data").description("public data in our form").exitOverride();
  add(
    "pull [name]",
    "fetch SummEval, Topical-Chat, MSLR-Cochrane or DICES, with a study on it; without a name: what there is",
    [
      ["--into <folder>", "where the folder data/ is put (default: here)"],
      ["--mirror <url>", "take the files from here, as <url>/<name>/<file>"],
    ],
    () => import("./commands/data-pull.ts"),
    data,
  );
  add("report <dir>", "write a run's page anew", [], () => import("./commands/report.ts"));
  add(
    "view [dirs...]",
    "serve the pages of runs, ended or under way, to this machine (default: all in runs/)",
    [["--port <n>", "port on 127.0.0.1 (default: a free one)"]],
    () => import("./commands/view.ts"),
  );
  add(
    "mcp",
    "studies of this folder for an assistant, over standard input and output (MCP)",
    [["--allow-spending", "let studies ask models other than the built-in baseline"]],
    () => import("./commands/mcp.ts"),
  );
  add(
    "doctor [study]",
    "what is configured, reachable and missing, in general or for a study",
    [
      ["--base-url <url>", "a server to try"],
      ["--json", "for machines"],
    ],
    () => import("./commands/doctor.ts"),
  );

  return {
    run: async (args) => {
      if (args.length === 0) {
        context.print(root.helpInformation().trimEnd());
        return EXIT.usage;
      }
      await root.parseAsync([...args], { from: "user" });
      return exitCode;
    },
  };
}
