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

/** Ratings gathered in cells: what they sum to, each cell's level of every facet, and one rating of each. */
export type Cells = {
  readonly sums: GroupedSums;
  readonly facets: readonly Grouping[];
  readonly member: Int32Array;
};

/** Gathers ratings that agree in every facet. All that follows is linear in cells, not in ratings. */
export function gatherCells(points: Points, facets: readonly Grouping[]): Cells {
  const cells = crossGroupings(facets, points[0]?.length ?? 0);
  const member = memberOfGroup(cells);
  return {
    sums: sumPoints(points, cells),
    facets: facets.map((facet) => ofMembers(facet, member)),
    member,
  };
}

/** A grouping of ratings as one of cells, where all ratings of a cell agree in it. */
export function ofMembers({ codes, size }: Grouping, member: Int32Array): Grouping {
  return { codes: member.map((row) => codes[row]!), size };
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
  exactly(total);
  exactly(pairs);
  return { total, pairs };
}

/**
 * A statistic of the terms with one cluster of cells left out, for every cluster in turn; linear in
 * cells. The statistic must not keep the terms that it is shown.
 *
 * @example withoutEach(cells, cells.facets[0], (terms) => signalRatio(terms, 3)?.ratio ?? null)
 */
export function withoutEach(
  cells: Cells,
  clusters: Grouping,
  statistic: (terms: PairTerms) => number | null,
): (number | null)[] {
  const sets = 2 ** cells.facets.length;
  const sums = Array.from({ length: sets }, (_, set) => {
    const groups = sharing(cells, set);
    const parts = crossGroupings([groups, clusters], groups.codes.length);
    const member = memberOfGroup(parts);
    return pairSumsWithout(
      mergeSums(cells.sums, groups),
      mergeSums(cells.sums, parts),
      member.map((cell) => groups.codes[cell]!),
      ofMembers(clusters, member),
    );
  });
  const total = new Float64Array(sets);
  const pairs = new Float64Array(sets);
  return Array.from({ length: clusters.size }, (_, cluster) => {
    for (let set = 0; set < sets; set++) {
      total[set] = sums[set]!.total[cluster]!;
      pairs[set] = sums[set]!.pairs[cluster]!;
    }
    exactly(total);
    exactly(pairs);
    return statistic({ total, pairs });
  });
}

/** The terms when one facet is no longer looked at: pairs that share it and pairs that do not, together. */
export function dropFacet(terms: PairTerms, facet: number): PairTerms {
  const bit = 2 ** facet;
  const drop = (of: Float64Array): Float64Array =>
    Float64Array.from({ length: of.length / 2 }, (_, set) => {
      const spread = (set & (bit - 1)) | ((set & ~(bit - 1)) << 1);
      return of[spread]! + of[spread | bit]!;
    });
  return { total: drop(terms.total), pairs: drop(terms.pairs) };
}

/** The mean difference over the pairs that share exactly a set of facets; null where there is no such pair. */
export function pairMean(terms: PairTerms, set: number): number | null {
  return terms.pairs[set]! > 0 ? terms.total[set]! / terms.pairs[set]! : null;
}

function sharing(cells: Cells, set: number): Grouping {
  const shared = cells.facets.filter((_, facet) => (set >> facet) & 1);
  return crossGroupings(shared, cells.sums.count.length);
}

/** From "shares at least A" to "shares exactly A", in place: inclusion and exclusion, one facet at a time. */
function exactly(terms: Float64Array): void {
  for (let bit = 1; bit < terms.length; bit *= 2)
    for (let set = 0; set < terms.length; set++) if (!(set & bit)) terms[set]! -= terms[set | bit]!;
}
