import type { Components } from "../domain/result.ts";
import { pairSum, sumPoints } from "../stats/grouped-sums.ts";
import { type Metric, metricPoints } from "../stats/metric-points.ts";
import { gatherCells, type PairTerms, pairMean, pairTerms } from "../stats/pair-terms.ts";
import { varianceComponents } from "../stats/variance-components.ts";
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

const ITEM_AND_FRAMING = ["item", "framing"];

/**
 * Raw variance components of a table, by symmetric pair differences: what a rating owes to the item,
 * the rater, the wording, the persona set and the run. Where there are several sets, `rater` and
 * `itemRater` are within a set. After a discussion, what a session shares is its own component and
 * `run` is the rest. Components that no pair can tell are null.
 */
export function componentsOf(table: Table, design: Design, metric: Metric): Components {
  const points = metricPoints(table.value, metric);
  const hasFramings = design.framing.size > 1;
  const hasSets = design.set.size > 1;
  const facets = [
    { name: "item", grouping: design.item },
    { name: "rater", grouping: design.rater, ...(hasSets ? { within: ["set"] } : {}) },
    ...(hasFramings
      ? [
          {
            name: "framing",
            grouping: design.framing,
            ...(design.nestedFramings ? { within: ["item"] } : {}),
          },
        ]
      : []),
    ...(hasSets ? [{ name: "set", grouping: design.set }] : []),
  ];
  const groupings = facets.map((facet) => facet.grouping);
  const all = pairTerms(
    gatherCells(points, design.session === null ? groupings : [...groupings, design.session]),
  );
  // Terms of the sets without the session, its last facet: they leave out pairs that share one.
  const sets = 2 ** facets.length;
  const terms = { total: all.total.subarray(0, sets), pairs: all.pairs.subarray(0, sets) };
  const found = varianceComponents(terms, facets);

  const components: Components = { item: null, rater: null, itemRater: null, run: null };
  for (const [effect, value] of Object.entries(found)) {
    const name = NAMES[effect];
    if (name !== undefined && value !== null) components[name] = value;
  }
  const session = sessionOf(
    design,
    points,
    terms,
    facets.map((facet) => facet.name),
  );
  if (session === null || components.run === null) return components;
  return { ...components, session, run: components.run - session };
}

/** What raters of one debate share beyond the item: the gap between pairs of two sessions and pairs of one. */
function sessionOf(
  { debate }: Design,
  points: ReturnType<typeof metricPoints>,
  terms: PairTerms,
  facets: readonly string[],
): number | null {
  if (debate === null) return null;
  const sameQuestion = facets.reduce(
    (set, name, bit) => (ITEM_AND_FRAMING.includes(name) ? set | (1 << bit) : set),
    0,
  );
  // A debate is held within one set.
  const sameSet = facets.includes("set") ? sameQuestion | (1 << facets.indexOf("set")) : sameQuestion;
  const apart = pairMean(terms, sameSet);
  const together = pairSum(sumPoints(points, debate));
  return apart === null || together.pairs === 0 ? null : apart - together.total / together.pairs;
}
