import type { Estimate } from "../domain/estimate.ts";
import { kendall } from "../stats/kendall.ts";
import type { Weights } from "../stats/weights.ts";
import { clusteredEstimate } from "./clustered-estimate.ts";
import { type Context, drawsOf } from "./context.ts";
import type { Table } from "./table.ts";

const FEWEST_SYSTEMS = 3;

/**
 * Whether a second run would rank the systems alike: Kendall's τ-b between the systems' means of two
 * replicates, averaged over each replicate and the next (the last and the first), with source groups
 * resampled. Null with fewer than three systems or two replicates.
 */
export function rankStabilityOf(table: Table, context: Context): Estimate | null {
  const [systems, replicates, groups] = [table.systems.length, table.replicates.length, table.groups.length];
  if (systems < FEWEST_SYSTEMS || replicates < 2) return null;
  const size = groups * replicates * systems;
  const sum = new Float64Array(size);
  const count = new Float64Array(size);
  table.value.forEach((value, row) => {
    const item = table.item[row]!;
    const system = table.systemOfItem[item]!;
    if (system < 0) return;
    const cell = (table.groupOfItem[item]! * replicates + table.replicate[row]!) * systems + system;
    sum[cell]! += value;
    count[cell]! += 1;
  });
  const statistic = (weights: Weights): number | null => {
    const total = new Float64Array(replicates * systems);
    const mass = new Float64Array(replicates * systems);
    for (let cell = 0; cell < size; cell++) {
      const weight = weights[Math.floor(cell / (replicates * systems))]!;
      total[cell % (replicates * systems)]! += weight * sum[cell]!;
      mass[cell % (replicates * systems)]! += weight * count[cell]!;
    }
    return meanTau(total, mass, replicates, systems);
  };
  return clusteredEstimate({
    clusters: groups,
    statistic,
    method: "Kendall's tau-b of the systems' means between replicates, mean over neighbouring replicates",
    reason: "no two replicates hold two systems that differ",
    n: systems,
    draws: drawsOf(context, table, "rank stability", context.bootstraps),
    level: context.level,
  });
}

function meanTau(
  total: Float64Array,
  mass: Float64Array,
  replicates: number,
  systems: number,
): number | null {
  const taus: number[] = [];
  for (let one = 0; one < replicates; one++) {
    const other = (one + 1) % replicates;
    const present = Array.from({ length: systems }, (_, system) => system).filter(
      (system) => mass[one * systems + system]! > 0 && mass[other * systems + system]! > 0,
    );
    const meansOf = (replicate: number): number[] =>
      present.map((system) => total[replicate * systems + system]! / mass[replicate * systems + system]!);
    const tau = kendall(meansOf(one), meansOf(other));
    if (tau !== null) taus.push(tau);
  }
  return taus.length === 0 ? null : taus.reduce((sum, tau) => sum + tau, 0) / taus.length;
}
