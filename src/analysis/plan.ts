import type { PlanRow } from "../domain/reliability-result.ts";
import { type DesignSizes, type EffectVariances, generalizability } from "../stats/generalizability.ts";

/** What one call costs in a condition; null where it is not known. */
export type CallCost = { readonly tokens: number | null; readonly money: number | null };

const RATERS = [2, 3, 4, 6, 8, 12, 16, 20, 30, 40];
const REPLICATES = [1, 2, 3, 5, 10];
const FRAMINGS = [1, 2, 3];
/** The dependability that the cheapest design must reach. */
export const TARGET = 0.8;

/**
 * What other designs would reach, from the components: Eρ² and Φ of the panel mean for every number of
 * raters, replicates and wordings, with the calls that each takes on the same items. Replicates and
 * wordings vary only where the data tell what they are worth.
 */
export function planOf(
  variances: EffectVariances,
  own: DesignSizes,
  known: { readonly replicates: boolean; readonly framings: boolean },
  cost: CallCost | null,
): readonly PlanRow[] {
  const replicates = known.replicates ? REPLICATES : [1];
  const framings = known.framings ? FRAMINGS : [1];
  return RATERS.flatMap((raters) =>
    replicates.flatMap((runs) =>
      framings.flatMap((wordings): PlanRow[] => {
        const sizes = { ...own, raters, replicates: runs, framings: wordings };
        const { relative, dependability } = generalizability("item", variances, sizes);
        if (relative === null || dependability === null) return [];
        const calls = own.items * raters * runs * wordings;
        const times = (price: number | null | undefined): number | null =>
          price == null ? null : price * calls;
        return [
          {
            raters,
            replicates: runs,
            framings: wordings,
            relative,
            dependability,
            calls,
            tokens: times(cost?.tokens),
            money: times(cost?.money),
          },
        ];
      }),
    ),
  );
}

/** The row of the cheapest design that reaches the target Φ, or null where none on the grid does. */
export function cheapestOf(plan: readonly PlanRow[]): number | null {
  const reaching = [...plan.keys()].filter((row) => plan[row]!.dependability >= TARGET);
  return reaching.toSorted((a, b) => plan[a]!.calls - plan[b]!.calls)[0] ?? null;
}
