/** The sizes over which a design averages. `sets` are persona sets; `raters` counts all of them together. */
export type DesignSizes = {
  readonly items: number;
  readonly raters: number;
  readonly framings: number;
  readonly sets: number;
  readonly replicates: number;
};

type Facet = keyof DesignSizes;

/** Every effect with its facets: its variance is divided by their sizes when they are averaged over. */
const EFFECTS = [
  ["item", ["items"]],
  ["rater", ["raters"]],
  ["itemRater", ["items", "raters"]],
  ["framing", ["framings"]],
  ["itemFraming", ["items", "framings"]],
  ["raterFraming", ["raters", "framings"]],
  ["itemRaterFraming", ["items", "raters", "framings"]],
  ["personaSet", ["sets"]],
  ["itemPersonaSet", ["items", "sets"]],
  ["personaSetFraming", ["sets", "framings"]],
  ["itemPersonaSetFraming", ["items", "sets", "framings"]],
  ["session", ["items", "sets", "replicates"]],
  ["run", ["items", "raters", "framings", "replicates"]],
] as const satisfies readonly (readonly [string, readonly Facet[]])[];

export type Effect = (typeof EFFECTS)[number][0];
export type EffectVariances = Readonly<Partial<Record<Effect, number | null | undefined>>>;

/** Eρ² for rankings and Φ for the values themselves; null where a part of them is not estimable. */
export type Coefficients = { readonly relative: number | null; readonly dependability: number | null };

const OBJECTS = { item: "items", rater: "raters" } as const;

/**
 * Generalizability coefficients of averages over a design: σ²_object / (σ²_object + error). The
 * relative error holds the effects that the object takes part in, the absolute error all others too,
 * each divided by the sizes that are averaged over (Brennan, Generalizability Theory, 2001). Raw
 * components, so a coefficient may leave 0 to 1.
 *
 * @example generalizability("item", components, { items: 4, raters: 3, framings: 1, sets: 1, replicates: 2 })
 */
export function generalizability(
  object: keyof typeof OBJECTS,
  variances: EffectVariances,
  sizes: DesignSizes,
): Coefficients {
  const universe = variances[object] ?? null;
  return {
    relative: share(universe, relativeError(object, variances, sizes)),
    dependability: share(
      universe,
      errorOf(object, variances, sizes, () => true),
    ),
  };
}

/** Variance of an average by which objects are ranked wrongly: the effects that the object takes part in. */
export function relativeError(
  object: keyof typeof OBJECTS,
  variances: EffectVariances,
  sizes: DesignSizes,
): number | null {
  return errorOf(object, variances, sizes, (facets) => facets.includes(OBJECTS[object]));
}

function errorOf(
  object: keyof typeof OBJECTS,
  variances: EffectVariances,
  sizes: DesignSizes,
  isError: (facets: readonly Facet[]) => boolean,
): number | null {
  const errors = effectsOf(variances).filter(({ effect, facets }) => effect !== object && isError(facets));
  return total(
    errors.map(({ variance, facets }) =>
      variance === null ? null : variance / product(facets, OBJECTS[object], sizes),
    ),
  );
}

/**
 * Variance of the difference between two arms' means over the same items, with panels of their own:
 * twice the sum of what does not cancel. Items and wordings cancel but for how they take the arms,
 * `itemArm`; replicates never shrink what personas owe to themselves.
 */
export function armDifferenceVariance(
  variances: EffectVariances,
  itemArm: number,
  sizes: DesignSizes,
): number | null {
  const own = effectsOf(variances).filter(
    ({ facets }) => facets.includes("raters") || facets.includes("sets"),
  );
  const sum = total(
    own.map(({ variance, facets }) => (variance === null ? null : variance / product(facets, null, sizes))),
  );
  return sum === null ? null : 2 * (sum + itemArm / sizes.items);
}

type KnownEffect = {
  readonly effect: Effect;
  readonly facets: readonly Facet[];
  readonly variance: number | null;
};

function effectsOf(variances: EffectVariances): readonly KnownEffect[] {
  return EFFECTS.flatMap(([effect, facets]) => {
    const variance = variances[effect];
    return variance === undefined ? [] : [{ effect, facets, variance }];
  });
}

function product(facets: readonly Facet[], object: Facet | null, sizes: DesignSizes): number {
  return facets.reduce((size, facet) => (facet === object ? size : size * sizes[facet]), 1);
}

function total(parts: readonly (number | null)[]): number | null {
  return parts.reduce<number | null>((sum, part) => (sum === null || part === null ? null : sum + part), 0);
}

function share(universe: number | null, error: number | null): number | null {
  if (universe === null || error === null || universe + error <= 0) return null;
  return universe / (universe + error);
}
