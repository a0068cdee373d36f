import type { IntervalGroup } from "./interval-chart.ts";

/**
 * A linear domain that holds all values, bounds and origins, and `anchors`, with a little air. It spans
 * at least `least`, so that a small difference does not look like a large one.
 */
export function linearDomain(
  groups: readonly IntervalGroup[],
  anchors: readonly number[] = [],
  least = 0,
): readonly [number, number] {
  const numbers = groups
    .flatMap((group) => group.rows)
    .flatMap((row) => [row.value, row.low, row.high, row.from ?? null, row.limit ?? null])
    .filter((value) => value !== null)
    .filter(Number.isFinite);
  const all = [...numbers, ...anchors];
  if (all.length === 0) return [0, 1];
  const low = Math.min(...all);
  const high = Math.max(...all);
  const air = Math.max((high - low || 1) * 0.06, (least - (high - low)) / 2);
  return [low - air, high + air];
}
