import type { Rating } from "../../src/domain/rating.ts";
import { normalDraw, normalQuantile } from "../../src/stats/distributions.ts";
import type { Rng } from "../../src/stats/rng.ts";

/** A table's size. */
export type Size = { readonly items: number; readonly raters: number; readonly replicates: number };

/**
 * How a latent rating becomes one that is written down: as it is, or by the share of ratings that
 * should lie at or below each step of a scale.
 */
export type ScaleKind = { readonly name: string; readonly shares: readonly number[] | null };

/** Latent variances: one item, one run, and a signal of which half is the rater's main effect. */
export type Latent = { readonly lambda: number; readonly sharedBySession: number };

const ITEM_VARIANCE = 1;
const MAIN_SHARE = 0.5;

/** Reads a latent rating off the scale. */
export function scaleReader(scale: ScaleKind, lambda: number): (latent: number) => number {
  if (scale.shares === null) return (latent) => latent;
  const spread = Math.sqrt(ITEM_VARIANCE + lambda + 1);
  const cuts = scale.shares.map((share) => spread * normalQuantile(share));
  return (latent) => 1 + cuts.filter((cut) => latent > cut).length;
}

/** One data set: items, raters with main effect and interaction, runs, and cells missing at random. */
export function simulateRows(
  size: Size,
  scale: ScaleKind,
  { lambda, sharedBySession }: Latent,
  missingCells: number,
  phase: Rating["phase"],
  rng: Rng,
): Rating[] {
  const read = scaleReader(scale, lambda);
  const draw = (variance: number): number => Math.sqrt(variance) * normalDraw(rng);
  const raters = range(size.raters).map(() => draw(lambda * MAIN_SHARE));
  return range(size.items).flatMap((item) => {
    const quality = draw(ITEM_VARIANCE);
    const sessions = range(size.replicates).map(() => draw(sharedBySession));
    return raters.flatMap((leaning, rater) => {
      const reading = draw(lambda * (1 - MAIN_SHARE));
      const isMissing = rng() < missingCells;
      const rows = sessions.map((session, replicate): Rating => {
        const latent = quality + leaning + reading + session + draw(1 - sharedBySession);
        return {
          item: `i${item}`,
          dimension: "quality",
          arm: "simulated",
          rater: `r${rater}`,
          framing: "plain",
          replicate,
          phase,
          value: read(latent),
        };
      });
      return isMissing ? [] : rows;
    });
  });
}

/** Which rater gave which rating is drawn anew within every item: λ is then 0 whatever the scale. */
export function shuffleWithinItems(rows: readonly Rating[], rng: Rng): Rating[] {
  return [...Map.groupBy(rows, ({ item }) => item).values()].flatMap((own) => {
    const values = own.map(({ value }) => value);
    for (let last = values.length - 1; last > 0; last--) {
      const other = Math.floor(rng() * (last + 1));
      const held = values[last]!;
      values[last] = values[other]!;
      values[other] = held;
    }
    return own.map((row, index) => ({ ...row, value: values[index]! }));
  });
}

/** λ of the written ratings, from pairs of runs and pairs of raters, each on a fresh item. */
export function observedLambda(scale: ScaleKind, lambda: number, pairs: number, rng: Rng): number {
  if (scale.shares === null) return lambda;
  const read = scaleReader(scale, lambda);
  let [same, different] = [0, 0];
  for (let pair = 0; pair < pairs; pair++) {
    const quality = Math.sqrt(ITEM_VARIANCE) * normalDraw(rng);
    const [one, other] = [Math.sqrt(lambda) * normalDraw(rng), Math.sqrt(lambda) * normalDraw(rng)];
    const first = read(quality + one + normalDraw(rng));
    same += (first - read(quality + one + normalDraw(rng))) ** 2;
    different += (first - read(quality + other + normalDraw(rng))) ** 2;
  }
  return different / same - 1;
}

function range(length: number): readonly number[] {
  return Array.from({ length }, (_, index) => index);
}
