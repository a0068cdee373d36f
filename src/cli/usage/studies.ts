import {
  API_KEY_OPTION,
  BASE_URL_OPTION,
  CONCURRENCY_OPTION,
  HEARTBEAT_OPTION,
  JSON_OPTION,
  JUNIT_OPTION,
  MIN_OPTION,
  MODEL_OPTIONS,
  OUTSIDE_OPTION,
  PRICES_OPTION,
} from "./options.ts";
import type { Usage, UsageGroup } from "./usage.ts";

export const init: Usage = {
  usage: "init [folder]",
  description: "write a study that runs at once: an example, or on your own documents and items",
  options: [
    ["--corpus <folder>", "documents of your domain, from which personas are grounded"],
    ["--items <file>", "what is to be judged (JSONL)"],
    ["--rubric <file>", "dimensions and scales (default: what people rated, else the usual ones)"],
    ["--task <text>", "what the panel is for"],
    ["--model <name>", 'who answers: "lexical" or provider:name (default "lexical")'],
    BASE_URL_OPTION,
    API_KEY_OPTION,
    ["--name <name>", "the study's name (default study)"],
    ["--force", "write into a folder that is not empty"],
  ],
  load: () => import("../commands/init.ts"),
};

export const score: Usage = {
  usage: "score <items>",
  description: "rate items with a persona set; verdicts out",
  options: [
    ["--personas <set>", "the persona set"],
    ["--rubric <file>", "dimensions and scales (default: the items' human dimensions, else the personas')"],
    ["--protocol <name>", 'independent, self-consistency, read-only, debate or gated (default "debate")'],
    ["--panel <n>", "panelists at most (default 6)"],
    ["--replicates <n>", "independent repeats (default 3)"],
    ["--limit <n>", "items at most"],
    ["--seed <n>", "seed (default 1)"],
    ["-o, --output <dir>", "run folder (default runs/score-<items>)"],
    MIN_OPTION,
    JUNIT_OPTION,
    ["--markdown <file>", "the headline, for a pull request"],
    ["--json", "print the verdicts as JSON lines"],
    ...MODEL_OPTIONS,
  ],
  load: () => import("../commands/score.ts"),
};

export const validate: Usage = {
  usage: "validate <study>",
  description: "whether a study would run: the file, its items, rubric and persona sets; nothing is asked",
  options: [OUTSIDE_OPTION, JSON_OPTION],
  load: () => import("../commands/validate.ts"),
};

export const run: Usage = {
  usage: "run <study>",
  description: "the experiment; running it again resumes it",
  options: [
    ["-o, --output <dir>", "run folder (default runs/<study>)"],
    ["--json", "print result.json"],
    ["--budget <money>", "stop before this much is spent, over all starts of the run"],
    PRICES_OPTION,
    ["--queue <url>", "let workers do the cells, through a PostgreSQL that keeps the replies, too"],
    HEARTBEAT_OPTION,
    OUTSIDE_OPTION,
    CONCURRENCY_OPTION,
    ["--time-limit <time>", "end after 90s, 30m or 2h; the same command goes on from there"],
    [
      "--ledger <place>",
      "where replies are kept: a file or postgres://… (default: ASSIZE_LEDGER, else .assize/ledger.sqlite beside the study)",
    ],
  ],
  load: () => import("../commands/run.ts"),
};

export const plan: Usage = {
  usage: "plan <study>",
  description: "calls, tokens, money, time and power of a study, before anything is spent",
  options: [
    ["-o, --output <dir>", "the run folder, for sets that were made already (default runs/<study>)"],
    ["--from <dir>", "an earlier run: its variances, calls and tokens in the place of assumptions"],
    PRICES_OPTION,
    CONCURRENCY_OPTION,
    JSON_OPTION,
    OUTSIDE_OPTION,
  ],
  load: () => import("../commands/plan.ts"),
};

export const data: UsageGroup = {
  name: "data",
  description: "public data in our form",
  commands: [
    {
      usage: "pull [name]",
      description:
        "fetch SummEval, Topical-Chat, MSLR-Cochrane or DICES, with a study on it; without a name: what there is",
      options: [
        ["--into <folder>", "where the folder data/ is put (default: here)"],
        ["--mirror <url>", "take the files from here, as <url>/<name>/<file>"],
      ],
      load: () => import("../commands/data-pull.ts"),
    },
  ],
};
