import type { ConditionResult } from "../domain/condition-result.ts";
import { tQuantile } from "../stats/distributions.ts";
import { armDifferenceVariance, type EffectVariances } from "../stats/generalizability.ts";
import { POWER, smallestDetectable } from "./generalizability.ts";
import type { PlannedSizes } from "./lambda-power.ts";

/** What ratings are supposed to vary by before there are any, or what an earlier run has shown. */
export type VarianceSource = {
  readonly variances: EffectVariances;
  /** How much items take the arms differently. */
  readonly itemArm: number;
};

/** The smallest difference of two arms that a design finds with 80 % power, and what twice as much of one thing would do. */
export type ArmPower = {
  readonly detectable: number | null;
  readonly withTwice: Readonly<
    Record<"items" | "personas" | "sets" | "framings" | "replicates", number | null>
  >;
};

/** Twice the personas are twice the raters in as many sets; twice the sets are twice both. */
export function armPower({ variances, itemArm }: VarianceSource, sizes: PlannedSizes): ArmPower {
  const detectable = (changed: Partial<PlannedSizes>): number | null =>
    smallestDetectable(variances, itemArm, { ...sizes, ...changed });
  const { items, raters, sets, framings, replicates } = sizes;
  return {
    detectable: detectable({}),
    withTwice: {
      items: detectable({ items: 2 * items }),
      personas: detectable({ raters: 2 * raters }),
      sets: detectable({ sets: 2 * sets, raters: 2 * raters }),
      framings: detectable({ framings: 2 * framings }),
      replicates: detectable({ replicates: 2 * replicates }),
    },
  };
}

/** Run noise of a tenth of the scale; personas that differ by `lambda` of it, half in harshness; items that take arms as they take personas. */
export function assumedVariances(lambda: number, scaleRange: number): VarianceSource {
  const run = (scaleRange / 10) ** 2;
  const half = (lambda * run) / 2;
  return { variances: { rater: half, itemRater: half, run }, itemArm: half / 2 };
}

/**
 * What a condition of an earlier run says for planning. How items take the arms is read back from the difference that
 * it could detect. Null where its components were not estimable.
 */
export function measuredVariances(condition: ConditionResult, sets: number): VarianceSource | null {
  const { components, generalizability, n } = condition;
  if (components?.run == null || components.rater === null || components.itemRater === null) return null;
  const sizes = { items: n.items, raters: n.raters, framings: n.framings, replicates: n.replicates, sets };
  const own = armDifferenceVariance(components, 0, sizes);
  const detectable = generalizability?.detectable;
  if (own === null) return null;
  if (detectable == null) return { variances: components, itemArm: 0 };
  const df = 2 * (n.raters - 1);
  const variance = (detectable / (tQuantile(0.975, df) + tQuantile(POWER, df))) ** 2;
  return { variances: components, itemArm: Math.max(0, ((variance - own) / 2) * n.items) };
}
