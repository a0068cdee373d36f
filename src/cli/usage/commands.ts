import { ledger } from "./ledger.ts";
import { annotate, report, view } from "./pages.ts";
import { ground, invent, personas } from "./personas.ts";
import { status, worker } from "./queue.ts";
import { analyze, compare, drift, exported } from "./results.ts";
import { data, init, plan, run, score, validate } from "./studies.ts";
import { doctor, mcp } from "./surroundings.ts";
import type { Usage, UsageGroup } from "./usage.ts";

/** Every command, in the order in which help lists them. */
export const COMMANDS: readonly (Usage | UsageGroup)[] = [
  init,
  ground,
  invent,
  personas,
  ledger,
  score,
  validate,
  run,
  plan,
  worker,
  status,
  analyze,
  drift,
  exported,
  compare,
  annotate,
  data,
  report,
  view,
  mcp,
  doctor,
];
