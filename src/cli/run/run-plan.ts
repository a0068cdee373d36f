import type { Item } from "../../domain/item.ts";
import type { ModelSpec, Study } from "../../domain/study.ts";
import type { ResolvedRubric } from "../../study/resolve-rubric.ts";
import type { SeatedSet } from "../sets/prepare-sets.ts";

/** A study that is ready to run, and where to. */
export type RunPlan = {
  readonly title: string;
  readonly study: Study;
  readonly specs: readonly ModelSpec[];
  readonly runFolder: string;
  readonly itemsFile: string;
  readonly items: readonly Item[];
  readonly rubric: ResolvedRubric;
  readonly sets: readonly SeatedSet[];
  readonly concurrency: number;
  readonly isQuiet: boolean;
  /** The name under which the ledger adds up what it pays. */
  readonly run?: string | undefined;
  /** Whether the folder belongs to one study, which may only grow; else it is written over. */
  readonly keepsStudy: boolean;
};
