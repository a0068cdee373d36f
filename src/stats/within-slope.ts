import type { WeightedStatistic } from "./weights.ts";

/** Points of one group, whose level is its own. */
export type GroupPoints = readonly { readonly x: number; readonly y: number }[];

/**
 * The slope that groups share when each keeps its own level: Σ(x - x̄ of the group)(y - ȳ of the group) over
 * Σ(x - x̄)², as a function of the groups' weights. Null where x varies in no group.
 *
 * @example withinSlope([[{ x: 1, y: 0 }, { x: 2, y: 1 }], [{ x: 1, y: 5 }, { x: 3, y: 7 }]])([1, 1]) // 1
 */
export function withinSlope(groups: readonly GroupPoints[]): WeightedStatistic {
  const sums = groups.map((points) => {
    const mean = (of: (point: GroupPoints[number]) => number): number =>
      points.reduce((sum, point) => sum + of(point), 0) / Math.max(1, points.length);
    const [x, y] = [mean((point) => point.x), mean((point) => point.y)];
    return {
      product: points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0),
      square: points.reduce((sum, point) => sum + (point.x - x) ** 2, 0),
    };
  });
  return (weights) => {
    let [product, square] = [0, 0];
    sums.forEach((own, group) => {
      product += weights[group]! * own.product;
      square += weights[group]! * own.square;
    });
    return square === 0 ? null : product / square;
  };
}
