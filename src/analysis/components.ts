import type { Components } from "../domain/condition-result.ts";
import { type Grouping, pairSum, sumPoints } from "../stats/grouped-sums.ts";
import { type Metric, metricPoints, type Points } from "../stats/metric-points.ts";
import { type Cells, gatherCells, type PairTerms, pairMean, pairTerms } from "../stats/pair-terms.ts";
import { type FacetName, varianceComponents } from "../stats/variance-components.ts";
import type { Design } from "./design.ts";
import type { Table } from "./table.ts";

/** The names that the result gives to effects; facets stand in the order item, rater, framing, set. */
const NAMES: Readonly<Record<string, keyof Components>> = {
  item: "item",
  rater: "rater",
  "rater×set": "rater",
  "item×rater": "itemRater",
  "item×rater×set": "itemRater",
  framing: "framing",
  "item×framing": "itemFraming",
  "rater×framing": "raterFraming",
  "rater×framing×set": "raterFraming",
  "item×rater×framing": "itemRaterFraming",
  "item×rater×framing×set": "itemRaterFraming",
  set: "personaSet",
  "item×set": "itemPersonaSet",
  "framing×set": "personaSetFraming",
  "item×framing×set": "itemPersonaSetFraming",
  run: "run",
};

type NamedFacet = FacetName & { readonly grouping: Grouping };

/** A table's variance split, and the cells from which it can be split again without some of them. */
export type VarianceSplit = {
  readonly components: Components;
  /** Variance of a rating drawn from anywhere in the table; null where no two ratings share nothing. */
  readonly total: number | null;
  readonly cells: Cells;
  /** The cells' facets by name, without the session. */
  readonly facets: readonly string[];
  /** Components and total from other terms of the same cells. */
  readonly from: (terms: PairTerms) => readonly [components: Components, total: number | null];
};

/**
 * Raw variance components of a table, by symmetric pair differences: what a rating owes to the item,
 * the rater, the wording, the persona set and the run. Where there are several sets, `rater` and
 * `itemRater` are within a set. After a discussion, what a session shares is its own component and
 * `run` is the rest. Components that no pair can tell are null.
 */
export function splitVariance(table: Table, design: Design, metric: Metric): VarianceSplit {
  const points = metricPoints(table.value, metric);
  const facets = facetsOf(design);
  const groupings = facets.map((facet) => facet.grouping);
  const cells = gatherCells(points, design.session === null ? groupings : [...groupings, design.session]);
  const terms = betweenSessions(pairTerms(cells), facets);
  return {
    components: withSession(named(terms, facets), design, points, terms, facets),
    total: pairMean(terms, 0),
    cells,
    facets: facets.map(({ name }) => name),
    from: (some) => {
      const kept = betweenSessions(some, facets);
      return [named(kept, facets), pairMean(kept, 0)];
    },
  };
}

/** The facets that vary: with one rater alone there is still an item, a wording and a run. */
function facetsOf(design: Design): readonly NamedFacet[] {
  const facets: readonly NamedFacet[] = [
    { name: "item", grouping: design.item },
    { name: "rater", grouping: design.rater, ...(design.set.size > 1 ? { within: ["set"] } : {}) },
    { name: "framing", grouping: design.framing, ...(design.nestedFramings ? { within: ["item"] } : {}) },
    { name: "set", grouping: design.set },
  ];
  return facets.filter(({ grouping }) => grouping.size > 1);
}

function named(terms: PairTerms, facets: readonly NamedFacet[]): Components {
  const components: Components = { item: null, rater: null, itemRater: null, run: null };
  for (const [effect, value] of Object.entries(varianceComponents(terms, facets))) {
    const name = NAMES[effect];
    if (name !== undefined && value !== null) components[name] = value;
  }
  return components;
}

/** The terms of pairs that share no session: a session is the last facet, the highest bit of a set. */
function betweenSessions(terms: PairTerms, facets: readonly NamedFacet[]): PairTerms {
  const sets = 2 ** facets.length;
  return { total: terms.total.subarray(0, sets), pairs: terms.pairs.subarray(0, sets) };
}

/** What raters of one debate share beyond the item: the gap between pairs of two sessions and pairs of one. */
function withSession(
  components: Components,
  { debate }: Design,
  points: Points,
  terms: PairTerms,
  facets: readonly NamedFacet[],
): Components {
  if (debate === null || components.run === null) return components;
  // Whoever shares a debate shares everything but the rater.
  const sameQuestion = facets.reduce((set, { name }, bit) => (name === "rater" ? set : set | (1 << bit)), 0);
  const apart = pairMean(terms, sameQuestion);
  const together = pairSum(sumPoints(points, debate));
  if (apart === null || together.pairs === 0) return components;
  const session = apart - together.total / together.pairs;
  return { ...components, session, run: components.run - session };
}
