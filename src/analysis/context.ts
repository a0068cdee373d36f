import { conditionKey } from "../domain/condition-key.ts";
import { deriveSeed, rngFrom } from "../domain/random.ts";
import type { Draws } from "../stats/bootstrap.ts";
import type { Rng } from "../stats/rng.ts";
import type { Table } from "./table.ts";

/** What every part of the analysis is given beside its table. */
export type Context = {
  readonly seed: number;
  /** Confidence level of every interval. */
  readonly level: number;
  readonly bootstraps: number;
  readonly permutations: number;
  /** Arms whose true λ is 0 by construction. */
  readonly nullArms: readonly string[];
};

/** A stream that depends on the study's seed, the table and the purpose alone. */
export function streamOf(context: Context, table: Table, purpose: string, draw = 0): Rng {
  return rngFrom(deriveSeed(context.seed, purpose, conditionKey(table.condition), table.dimension, draw));
}

/** Draws 0 to `count` for one purpose, each with its own stream. */
export function drawsOf(context: Context, table: Table, purpose: string, count: number): Draws {
  return { from: 0, to: count, rngOf: (draw) => streamOf(context, table, purpose, draw) };
}
