import {
  crossGroupings,
  type GroupedSums,
  type Grouping,
  memberOfGroup,
  mergeSums,
  pairSum,
  pairSumsWithout,
  sumPoints,
} from "./grouped-sums.ts";
import type { Points } from "./metric-points.ts";

/**
 * Pair sums by the facets that a pair shares. A set of facets is a number whose bit k stands for
 * the k-th facet: `total[5]` sums over the pairs that share facets 0 and 2 and no other.
 */
export type PairTerms = { readonly total: Float64Array; readonly pairs: Float64Array };

/** Ratings gathered in cells: what they sum to, and each cell's level of every facet. */
export type Cells = { readonly sums: GroupedSums; readonly facets: readonly Grouping[] };

/** Gathers ratings that agree in every facet. All that follows is linear in cells, not in ratings. */
export function gatherCells(points: Points, facets: readonly Grouping[]): Cells {
  const cells = crossGroupings(facets, facets[0]?.codes.length ?? 0);
  const member = memberOfGroup(cells);
  return {
    sums: sumPoints(points, cells),
    facets: facets.map(({ codes, size }) => ({ codes: member.map((row) => codes[row]!), size })),
  };
}

/**
 * The mean differences c_A of Koch-type symmetric pair estimation, as sums and counts, for every
 * set A of facets, over the pairs that share exactly A. Any pattern of missing cells.
 */
export function pairTerms(cells: Cells): PairTerms {
  const sets = 2 ** cells.facets.length;
  const total = new Float64Array(sets);
  const pairs = new Float64Array(sets);
  for (let set = 0; set < sets; set++) {
    const shared = pairSum(mergeSums(cells.sums, sharing(cells, set)));
    total[set] = shared.total;
    pairs[set] = shared.pairs;
  }
  return { total: exactly(total), pairs: exactly(pairs) };
}

/** The same terms with one cluster of cells left out, for every cluster in turn. */
export function pairTermsWithout(cells: Cells, clusters: Grouping): readonly PairTerms[] {
  const sets = 2 ** cells.facets.length;
  const terms = Array.from({ length: clusters.size }, () => ({
    total: new Float64Array(sets),
    pairs: new Float64Array(sets),
  }));
  for (let set = 0; set < sets; set++) {
    const groups = sharing(cells, set);
    const parts = crossGroupings([groups, clusters], groups.codes.length);
    const member = memberOfGroup(parts);
    const without = pairSumsWithout(
      mergeSums(cells.sums, groups),
      mergeSums(cells.sums, parts),
      member.map((cell) => groups.codes[cell]!),
      { codes: member.map((cell) => clusters.codes[cell]!), size: clusters.size },
    );
    terms.forEach((term, cluster) => {
      term.total[set] = without.total[cluster]!;
      term.pairs[set] = without.pairs[cluster]!;
    });
  }
  return terms.map(({ total, pairs }) => ({ total: exactly(total), pairs: exactly(pairs) }));
}

/** The mean difference over the pairs that share exactly a set of facets; null where there is no such pair. */
export function pairMean(terms: PairTerms, set: number): number | null {
  return terms.pairs[set]! > 0 ? terms.total[set]! / terms.pairs[set]! : null;
}

function sharing(cells: Cells, set: number): Grouping {
  const shared = cells.facets.filter((_, facet) => (set >> facet) & 1);
  return crossGroupings(shared, cells.sums.count.length);
}

/** From "shares at least A" to "shares exactly A": inclusion and exclusion, one facet at a time. */
function exactly(atLeast: Float64Array): Float64Array {
  const exact = atLeast.slice();
  for (let bit = 1; bit < exact.length; bit *= 2)
    for (let set = 0; set < exact.length; set++) if (!(set & bit)) exact[set]! -= exact[set | bit]!;
  return exact;
}
