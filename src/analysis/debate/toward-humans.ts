import type { Estimate } from "../../domain/estimate.ts";
import { clusteredMeanEstimate } from "../clustered-mean-estimate.ts";
import type { PairedItem, Strand } from "./strand.ts";

/** The interval that lies within a margin where two one-sided tests at 5 % show equivalence. */
export const EQUIVALENCE_LEVEL = 0.9;

/** Nearer than this two errors are the same but for rounding. */
const ROUNDING = 1e-9;
const NO_PEOPLE = "no item was rated by people and by the panel both before and after";

type WithPeople = PairedItem & { readonly people: number };

function change(
  items: readonly WithPeople[],
  baseline: (item: WithPeople) => number | null,
  reason: string,
  level?: number,
): Estimate {
  const values = items.flatMap((item) => {
    const other = baseline(item);
    if (other === null) return [];
    const value = Math.abs(item.after - item.people) - Math.abs(other - item.people);
    return [{ group: item.group, value: Math.abs(value) < ROUNDING ? 0 : value }];
  });
  return clusteredMeanEstimate(values, reason, "items", level);
}

/**
 * Where the panel's values went as people see it: the change in absolute error to people's mean against the panel
 * before, against the protocol `independent`, once more with the interval of its equivalence to 0, and against
 * `self-consistency`, item by item; how far the panel went along the way that leads away from people; and the shares of
 * items that moved away from people and toward them. Below 0 is nearer to people.
 */
export function towardHumans(strands: readonly Strand[]) {
  const items = strands.flatMap((strand) =>
    strand.items.flatMap((item): WithPeople[] =>
      item.people === null ? [] : [{ ...item, people: item.people }],
    ),
  );
  const gap = ({ before, after, people }: WithPeople): number =>
    Math.abs(after - people) - Math.abs(before - people);
  const share = (counts: (item: WithPeople) => boolean): Estimate =>
    clusteredMeanEstimate(
      items.map((item) => ({ group: item.group, value: Number(counts(item)) })),
      NO_PEOPLE,
    );
  const missing = (protocol: string): string =>
    items.length === 0 ? NO_PEOPLE : `no item was rated under ${protocol}, too`;
  return {
    before: change(items, ({ before }) => before, NO_PEOPLE),
    independent: change(items, ({ independent }) => independent, missing("independent")),
    equivalence: change(items, ({ independent }) => independent, missing("independent"), EQUIVALENCE_LEVEL),
    selfConsistency: change(items, ({ consistency }) => consistency, missing("self-consistency")),
    away: clusteredMeanEstimate(
      items.map((item) => ({
        group: item.group,
        value: (item.after - item.before) * Math.sign(item.before - item.people),
      })),
      NO_PEOPLE,
    ),
    movedAway: share((item) => gap(item) > ROUNDING),
    movedToward: share((item) => gap(item) < -ROUNDING),
  };
}
