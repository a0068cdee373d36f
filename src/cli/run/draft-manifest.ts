import { execFileSync } from "node:child_process";
import { relative } from "node:path";
import type { Manifest } from "../../domain/study.ts";
import { FRAMINGS_VERSION } from "../../prompts/framings.ts";
import type { Context } from "../context.ts";
import { packageVersion } from "../package-root.ts";
import { digestOf } from "./digest-of.ts";
import type { RunPlan } from "./run-plan.ts";

function gitCommit(folder: string): string | null {
  try {
    return execFileSync("git", ["rev-parse", "HEAD"], {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return null;
  }
}

/** The manifest of a run of which nothing is done yet. */
export function draftManifest(plan: RunPlan, planned: number, context: Context): Manifest {
  const { study, rubric, sets, specs, runFolder } = plan;
  return {
    version: 1,
    assize: packageVersion(),
    study,
    studyDigest: digestOf(study),
    itemsFile: relative(runFolder, plan.itemsFile),
    items: Object.fromEntries(plan.items.map((item) => [item.id, digestOf(item)])),
    rubric: {
      from: rubric.from,
      digest: digestOf(rubric.rubric),
      dimensions: rubric.rubric.dimensions.map(({ id }) => id),
      full: rubric.rubric,
    },
    sets: sets.map(({ arm, set, file, match }) => ({
      arm,
      id: set.id,
      file: relative(runFolder, file),
      origin: set.origin,
      digest: digestOf(set),
      ...(match === undefined ? {} : { match: { ...match } }),
      dropped: { ...set.dropped },
    })),
    models: [...specs],
    seeds: { study: study.seed },
    ...(plan.run === undefined ? {} : { run: plan.run }),
    framingsVersion: FRAMINGS_VERSION,
    commit: gitCommit(context.cwd),
    startedAt: new Date().toISOString(),
    finishedAt: null,
    node: process.version,
    cells: { planned, done: 0 },
    calls: {
      used: 0,
      made: 0,
      replayed: 0,
      repeated: 0,
      failed: 0,
      promptTokens: null,
      completionTokens: null,
    },
    money: null,
    notes: [],
  };
}
