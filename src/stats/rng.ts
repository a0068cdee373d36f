/** A stream of uniform numbers in [0, 1). */
export type Rng = () => number;
