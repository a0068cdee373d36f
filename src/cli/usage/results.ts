import { JSON_OPTION, JUNIT_OPTION, MIN_OPTION, PRINTED_OPTION, REACHING_OPTIONS } from "./options.ts";
import type { Usage, UsageGroup } from "./usage.ts";

export const analyze: Usage = {
  usage: "analyze <ratings...>",
  description: "rating rows of any origin → result.json and report.html",
  options: [
    ["-o, --output <dir>", "where result.json and report.html go"],
    ["--json", "print result.json alone"],
    ["--seed <n>", "seed of the resampling (default 1)"],
    ["--positional-raters", "the same position in an item's ratings is the same annotator"],
    ["--variant-as <what>", 'of judgement files: "framing" or "rater" (default "framing")'],
    ["--threads <n>", "worker threads (default: one for each core)"],
    ["--quiet", "no progress"],
  ],
  load: () => import("../commands/analyze.ts"),
};

export const drift: Usage = {
  usage: "drift <run>",
  description: "judge how far panelists kept to their personas: a run folder, or a JSONL file of dialogues",
  options: [
    ["-o, --output <file>", "where the judgements go (default: drift.jsonl in the run folder)"],
    ["--reruns <r>", "judgements of each line (default 1); with more the judge's own noise is told apart"],
    ["--model <name>", "who judges (default: the run's own models; lexical for dialogues)"],
    ["--seed <n>", "seed (default: the run's)"],
    JSON_OPTION,
    ...REACHING_OPTIONS,
  ],
  load: () => import("../commands/drift.ts"),
};

export const exported: UsageGroup = {
  name: "export",
  description: "write what a run holds for other tools",
  commands: [
    {
      usage: "training <run>",
      description: "a run's judged turns and ratings as preference data (JSONL for DPO and reward training)",
      options: [
        ["-o, --output <file>", "the pairs, such as pairs.jsonl; what is held out stands beside it"],
        ["--held-out <share>", "share of the source groups that is kept from training (default 0.2)"],
        [
          "--off <share>",
          "a panel is wrong where its mean misses people's by this share of the scale (default 0.25)",
        ],
        [
          "--sure <share>",
          "and sure where it states, or its ratings show, this much confidence (default 0.7)",
        ],
        ["--for <trainer>", "dpo: prompt, chosen, rejected; reward: the prompt within both (default dpo)"],
        ["--rubric <file>", "the run's rubric, where its manifest does not hold it"],
        ["--seed <n>", "seed of what is held out (default 1)"],
      ],
      load: () => import("../commands/export-training.ts"),
    },
    {
      usage: "csv <run...>",
      description:
        "ratings as long CSV for R, pandas and spreadsheets: of a run folder, or of files that analyze reads",
      options: [PRINTED_OPTION],
      load: () => import("../commands/export-csv.ts"),
    },
    {
      usage: "markdown <run>",
      description: "a run's headline for a pull request",
      options: [PRINTED_OPTION],
      load: () => import("../commands/export-markdown.ts"),
    },
    {
      usage: "junit <run>",
      description: "a run held to gates, as JUnit XML; exit code 100 where one is not met",
      options: [MIN_OPTION, PRINTED_OPTION],
      load: () => import("../commands/export-junit.ts"),
    },
  ],
};

export const compare: Usage = {
  usage: "compare <dir> [other]",
  description: "two runs of the same items, paired; or the systems inside one run",
  options: [
    ["--no-worse-than <margin>", "gate: the second run may lose at most this much on any dimension"],
    JUNIT_OPTION,
    JSON_OPTION,
  ],
  load: () => import("../commands/compare.ts"),
};
