import { gateMeans } from "../../analysis/gate-means.ts";
import { conditionKey } from "../../domain/condition-key.ts";
import type { Verdict } from "../../domain/verdict.ts";
import { conditionLabels } from "../../report/condition-label.ts";
import type { Gate } from "../../report/junit-xml.ts";
import type { Context } from "../context.ts";
import { usageError } from "../usage-error.ts";

/** A least value for the mean of a dimension. */
export type Demand = { readonly dimension: string; readonly least: number };

/** `--min DIM=V` as a dimension and a number. */
export function parseDemand(text: string): Demand {
  const match = /^(.+)=(-?\d+(?:\.\d+)?)$/.exec(text);
  if (!match?.[1] || !match[2])
    throw usageError(`--min: "${text}" is not of the form DIM=VALUE, such as fluency=3.5`);
  return { dimension: match[1], least: Number(match[2]) };
}

/**
 * Holds the verdicts of each condition to demands: the lower 95 % bound of the mean over items, clustered
 * by source, must reach the value. Throws for a demand on a dimension that has no verdicts.
 */
export function meanGates(
  verdicts: readonly Verdict[],
  groupOf: (item: string) => string,
  demands: readonly Demand[],
): readonly Gate[] {
  const label = conditionLabels(verdicts.map(({ condition }) => condition));
  const panels = [...Map.groupBy(verdicts, ({ condition }) => conditionKey(condition)).values()];
  return demands.flatMap(({ dimension, least }): Gate[] => {
    const gates = panels.flatMap((own): Gate[] => {
      const of = own.filter((verdict) => verdict.dimension === dimension);
      const [first] = of;
      const [found] = gateMeans(of, groupOf);
      if (first === undefined || found === undefined) return [];
      const { mean: estimate } = found;
      return [
        {
          name: panels.length === 1 ? dimension : `${dimension} (${label(first.condition)})`,
          demand: `lower bound of the mean at least ${least}`,
          estimate,
          isMet: estimate.value !== null && estimate.low !== undefined && estimate.low >= least,
        },
      ];
    });
    if (gates.length === 0)
      throw usageError(
        `--min: there are no verdicts on "${dimension}" (${[...new Set(verdicts.map((verdict) => verdict.dimension))].join(", ")})`,
      );
    return gates;
  });
}

/** Tells how each gate ended; whether all are met. */
export function tellGates(context: Context, gates: readonly Gate[]): boolean {
  for (const { name, demand, isMet } of gates)
    context.remark(`gate ${name}, ${demand}: ${isMet ? "met" : "not met"}`);
  return gates.every(({ isMet }) => isMet);
}
