import type { Components } from "../domain/condition-result.ts";
import type { Estimate } from "../domain/estimate.ts";
import type { Generalizability } from "../domain/reliability-result.ts";
import { tQuantile } from "../stats/distributions.ts";
import {
  armDifferenceVariance,
  type Coefficients,
  type DesignSizes,
  type EffectVariances,
  generalizability,
} from "../stats/generalizability.ts";
import { crossGroupings, groupSizes, memberOfGroup } from "../stats/grouped-sums.ts";
import { ofMembers, withoutEach } from "../stats/pair-terms.ts";
import { twoWayJackknife } from "../stats/two-way-jackknife.ts";
import type { VarianceSplit } from "./components.ts";
import type { Context } from "./context.ts";
import type { Design } from "./design.ts";
import { harmonicMean } from "./harmonic-mean.ts";
import { notEstimable } from "./not-estimable.ts";
import { type CallCost, cheapestOf, planOf, TARGET } from "./plan.ts";

type Read = (components: Components, total: number | null) => number | null;

export const POWER = 0.8;

/** What a condition's numbers are worth beyond the table itself. */
export type GeneralizabilityOptions = {
  /** How much items take the arms differently, from the other arms; 0 where there are none. */
  readonly itemArm: number;
  readonly cost: CallCost | null;
};

/**
 * Generalizability of the panel's mean as a measure of items, of a rater's mean as a measure of
 * raters, and of one rater on one item; what other designs would reach; and the smallest difference
 * from another arm of this size that is found with 80 % power.
 */
export function generalizabilityOf(
  design: Design,
  split: VarianceSplit,
  { itemArm, cost }: GeneralizabilityOptions,
  context: Context,
): Generalizability {
  const sizes = ownSizes(design);
  const estimate = (method: string, read: Read): Estimate =>
    coefficientEstimate(design, split, context, method, read);
  const coefficient =
    (object: "item" | "rater", which: keyof Coefficients): Read =>
    (components, total) => {
      const variances = variancesOf(components, total);
      if (variances === null || design.rater.size < 2) return null;
      // Raters of one item each: what they share with nobody cannot be told from the item.
      if (which === "relative" && components.rater === null) return null;
      if (object === "rater" && components.rater === null) return null;
      return generalizability(object, variances, object === "item" ? sizes.ofItem : sizes.ofRater)[which];
    };
  const variances = variancesOf(split.components, split.total);
  const known = { replicates: split.components.run !== null, framings: design.framing.size > 1 };
  const crossed = variances !== null && split.components.rater !== null;
  const plan = crossed ? planOf(variances, { ...sizes.ofItem, items: design.unit.size }, known, cost) : [];
  return {
    relative: estimate("Eρ² of items, mean over the panel", coefficient("item", "relative")),
    dependability: estimate("Φ of items, mean over the panel", coefficient("item", "dependability")),
    persona: {
      relative: estimate("Eρ² of raters, mean over items", coefficient("rater", "relative")),
      dependability: estimate("Φ of raters, mean over items", coefficient("rater", "dependability")),
    },
    cell: estimate("reliability of one rater on one item over its runs", ({ rater, itemRater, run }) => {
      if (rater === null || itemRater === null || run === null) return null;
      const signal = rater + itemRater;
      const whole = signal + run / sizes.ofItem.replicates;
      return whole > 0 ? signal / whole : null;
    }),
    plan: [...plan],
    cheapest: cheapestOf(plan),
    target: TARGET,
    detectable: crossed
      ? smallestDetectable(variances, itemArm, { ...sizes.ofItem, items: design.unit.size })
      : null,
  };
}

/** The components, or with one run a cell what is left beside the known ones in the place of the interaction. */
export function variancesOf(components: Components, total: number | null): EffectVariances | null {
  if (components.item === null) return null;
  if (components.run !== null && components.itemRater !== null) return components;
  if (total === null) return null;
  const known = Object.entries(components).filter(([, value]) => value !== null);
  const itemRater = known.reduce((rest, [, value]) => rest - (value ?? 0), total);
  return { ...Object.fromEntries(known), itemRater };
}

/** By how many raters, wordings and replicates an item's mean is made; and a rater's mean, by how many items. */
export function ownSizes(design: Design): { readonly ofItem: DesignSizes; readonly ofRater: DesignSizes } {
  const sets = design.set.size;
  const replicates = harmonicMean(groupSizes(design.cell));
  const framings = design.nestedFramings ? design.block.size / design.item.size : design.framing.size;
  const met = crossGroupings([design.item, design.rater], design.item.codes.length);
  const meetings = memberOfGroup(met);
  const ratersOfItem = groupSizes(ofMembers(design.item, meetings));
  const itemsOfRater = groupSizes(ofMembers(design.rater, meetings));
  const shared = { framings, sets, replicates };
  return {
    ofItem: { ...shared, items: 1, raters: harmonicMean(ratersOfItem) },
    ofRater: { ...shared, items: harmonicMean(itemsOfRater), raters: 1 },
  };
}

/** On -ln(1 - coefficient), the logarithm of the ratio of the whole to the error. */
function coefficientEstimate(
  design: Design,
  split: VarianceSplit,
  { level }: Context,
  method: string,
  read: Read,
): Estimate {
  const value = read(split.components, split.total);
  const n = design.item.size;
  if (value === null) return notEstimable(reasonOf(split.components, design), n);
  const onLog = (coefficient: number | null): number | null =>
    coefficient === null || coefficient >= 1 ? null : -Math.log(1 - coefficient);
  const at = onLog(value);
  if (at === null || design.session !== null) return { value, method, n };
  const left = [design.unit, design.rater].map((clusters) =>
    withoutEach(split.cells, ofMembers(clusters, split.cells.member), (terms) =>
      onLog(read(...split.from(terms))),
    ),
  );
  const defined = left.map((values) => values.filter((each) => each !== null));
  if (defined.some((values, facet) => values.length < left[facet]!.length || values.length < 2))
    return { value, method, n };
  const { low, high } = twoWayJackknife(at, defined, level);
  return {
    value,
    low: 1 - Math.exp(-low),
    high: 1 - Math.exp(-high),
    level,
    method: `${method}; jackknife`,
    n,
  };
}

function reasonOf({ item, rater, run }: Components, design: Design): string {
  if (design.rater.size < 2) return "one rater: what raters differ by cannot be told";
  if (item === null && design.session !== null && design.item.size > 1)
    return "every two raters of an item sat in one session: hold the discussion at least twice";
  if (item === null) return "one item, or no two raters of an item: items cannot be told apart";
  if (rater === null) return "no rater rated two items: raters cannot be told from items";
  if (run === null) return "one replicate a cell: the run cannot be told from the rater";
  return "the components leave no variance to share out";
}

/**
 * The smallest difference of two arms' means that is found with 80 % power at the 5 % level: (t.975 + t.80) standard
 * errors, on the personas' degrees of freedom. Null where there is one rater or a variance is not known.
 */
export function smallestDetectable(
  variances: EffectVariances,
  itemArm: number,
  sizes: DesignSizes,
): number | null {
  const variance = armDifferenceVariance(variances, Math.max(0, itemArm), sizes);
  const df = 2 * (sizes.raters - 1);
  if (variance === null || variance < 0 || df <= 0) return null;
  return (tQuantile(0.975, df) + tQuantile(POWER, df)) * Math.sqrt(variance);
}
