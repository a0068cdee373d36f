import { JSON_OPTION, LEDGER_OPTION } from "./options.ts";
import type { UsageGroup } from "./usage.ts";

export const ledger: UsageGroup = {
  name: "ledger",
  description: "look after the ledger",
  commands: [
    {
      usage: "stats",
      description: "what it holds: replies by model and end, tokens, bytes",
      options: [LEDGER_OPTION, JSON_OPTION],
      load: () => import("../commands/ledger-stats.ts"),
    },
    {
      usage: "verify",
      description: "take every digest anew; exit code 1 where an entry is not what it was stored as",
      options: [LEDGER_OPTION, JSON_OPTION],
      load: () => import("../commands/ledger-verify.ts"),
    },
    {
      usage: "gc",
      description: "drop what is old; a study that asks for it again pays for it again",
      options: [
        LEDGER_OPTION,
        ["--older-than <days>", "replies and notes of calls of before"],
        ["--vectors", "all vectors of texts"],
        ["--dry-run", "only say what would go"],
      ],
      load: () => import("../commands/ledger-gc.ts"),
    },
  ],
};
