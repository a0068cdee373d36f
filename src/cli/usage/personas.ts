import {
  ANY_LANGUAGE_OPTION,
  BASE_URL_OPTION,
  EMBEDDER_OPTION,
  JSON_OPTION,
  LEDGER_OPTION,
  MODEL_OPTIONS,
} from "./options.ts";
import type { Usage, UsageGroup } from "./usage.ts";

export const ground: Usage = {
  usage: "ground <corpus>",
  description: "documents → a grounded persona set",
  options: [
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
  load: () => import("../commands/ground.ts"),
};

export const invent: Usage = {
  usage: "invent <task>",
  description: "a task's text alone → an invented persona set",
  options: [
    ["-o, --output <set>", "the set's file"],
    ["--like <set>", "match this set in personas, groups, words and reading grade"],
    ["--personas <n>", "how many personas, without --like (default 8)"],
    ["--groups <n>", "how many stakeholder groups, without --like (default 3)"],
    ["--seed <n>", "seed (default 1)"],
    ["--repeat <r>", "make it r - 1 times again from other seeds, and report how much comes back"],
    EMBEDDER_OPTION,
    ...MODEL_OPTIONS,
  ],
  load: () => import("../commands/invent.ts"),
};

export const personas: UsageGroup = {
  name: "personas",
  description: "look at persona sets",
  commands: [
    {
      usage: "show <set>",
      description: "who sits on the panel, with the evidence",
      options: [["--json", "the set itself"]],
      load: () => import("../commands/personas-show.ts"),
    },
    {
      usage: "variant <set>",
      description: "the set changed in one respect, for an arm that shows what it does",
      options: [
        ["-o, --output <set>", "the variant's file"],
        ["--without-demographics", "no demographics, and names that say the role alone"],
        ["--shuffle-demographics", "each persona's demographics handed to another"],
        ["--seed <n>", "seed of the shuffle (default 1)"],
      ],
      load: () => import("../commands/personas-variant.ts"),
    },
    {
      usage: "diff <a> <b>",
      description: "two sets matched persona to persona: who came back, who is gone, who is new",
      options: [EMBEDDER_OPTION, BASE_URL_OPTION, LEDGER_OPTION, JSON_OPTION],
      load: () => import("../commands/personas-diff.ts"),
    },
    {
      usage: "probe <set>",
      description:
        "closed-book questions on its evidence: what the persona knows, and what its documents add",
      options: [
        ["--placebo <set>", "a set of another domain (default: one that comes along)"],
        ["--questions <n>", "questions for each persona at most (default 8)"],
        ["--runs <r>", "times that each is asked in two forms, two orders and four contexts (default 3)"],
        ["--seed <n>", "seed (default 1)"],
        ["-o, --output <file>", "write what was found as JSON"],
        ["--json", "print it as JSON"],
        ...MODEL_OPTIONS,
      ],
      load: () => import("../commands/personas-probe.ts"),
    },
    {
      usage: "check <set> <corpus>",
      description: "verify a set against its corpus: quotes, pages, digests, references",
      options: [JSON_OPTION, ANY_LANGUAGE_OPTION],
      load: () => import("../commands/personas-check.ts"),
    },
  ],
};
