import type { Usage } from "./usage.ts";

export const annotate: Usage = {
  usage: "annotate <items>",
  description: "a local form on which people rate the items, blind to the panel; saves every click",
  options: [
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
  load: () => import("../commands/annotate.ts"),
};

export const report: Usage = {
  usage: "report <dir>",
  description: "write a run's page anew",
  options: [],
  load: () => import("../commands/report.ts"),
};

export const view: Usage = {
  usage: "view [dirs...]",
  description: "serve the pages of runs, ended or under way, to this machine (default: all in runs/)",
  options: [["--port <n>", "port on 127.0.0.1 (default: a free one)"]],
  load: () => import("../commands/view.ts"),
};
