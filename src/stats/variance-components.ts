import { type PairTerms, pairMean } from "./pair-terms.ts";

/** A facet by name; `within` names the facets in which it is nested (a wording within its item). */
export type FacetName = { readonly name: string; readonly within?: readonly string[] };

/**
 * Variance components from pair terms: σ²_A = Σ_{B ⊆ A} ± (c_∅ - c_B), over the sets B that nesting
 * allows; what pairs within one cell differ by is the run. Raw: unbiased, and negative at times.
 * Equal to ANOVA where data are balanced. Null where no pair can tell.
 *
 * Keys are facet names joined by `×` in the order given, and `run`.
 *
 * @example varianceComponents(terms, [{ name: "item" }, { name: "rater" }]) // { item, rater, "item×rater", run }
 */
export function varianceComponents(
  terms: PairTerms,
  facets: readonly FacetName[],
): Readonly<Record<string, number | null>> {
  const all = 2 ** facets.length - 1;
  const maskOf = (names: readonly string[]): number =>
    names.reduce((mask, name) => mask | (1 << facets.findIndex((facet) => facet.name === name)), 0);
  const isClosed = (set: number): boolean =>
    facets.every(({ within = [] }, facet) => {
      const outer = maskOf(within);
      return !((set >> facet) & 1) || (set & outer) === outer;
    });
  const apart = pairMean(terms, 0);
  const found = new Map<number, number | null>();
  const components: Record<string, number | null> = {};
  for (const set of setsBySize(all)) {
    if (!isClosed(set)) continue;
    const together = pairMean(terms, set);
    let component = apart === null || together === null ? null : apart - together;
    for (const [inner, value] of found)
      if ((inner & set) === inner)
        component = component === null || value === null ? null : component - value;
    found.set(set, component);
    components[nameOf(set, facets)] = component;
  }
  components.run = pairMean(terms, all);
  return components;
}

function nameOf(set: number, facets: readonly FacetName[]): string {
  return facets
    .filter((_, facet) => (set >> facet) & 1)
    .map((facet) => facet.name)
    .join("×");
}

function setsBySize(all: number): readonly number[] {
  const size = (set: number): number => set.toString(2).replaceAll("0", "").length;
  return Array.from({ length: all }, (_, index) => index + 1).toSorted((a, b) => size(a) - size(b) || a - b);
}
