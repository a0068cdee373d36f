import { deriveSeed, rngFrom } from "../../src/domain/random.ts";
import type { AskedDimension, FakeRequest } from "./read-request.ts";

/** Where ratings come from, in units of the scale's range: a mean and five variances. */
export type Latent = {
  readonly mean: number;
  readonly item: number;
  readonly persona: number;
  readonly itemPersona: number;
  readonly noise: number;
};

/**
 * A latent model whose true ratio of persona signal (main effect and interaction, half each) to run noise is `lambda`.
 * Its spread is small beside the scale, so that hardly a value is cut off at the ends.
 */
export function latentOf(lambda: number, noise = 0.0025): Latent {
  return { mean: 0.5, item: 0.01, persona: (lambda * noise) / 2, itemPersona: (lambda * noise) / 2, noise };
}

/** A standard normal number that depends on its labels alone (Box and Muller, 1958). */
export function normalFrom(...labels: readonly (string | number)[]): number {
  const rng = rngFrom(deriveSeed(...labels));
  const radius = Math.sqrt(-2 * Math.log(1 - rng()));
  return radius * Math.cos(2 * Math.PI * rng());
}

function onScale(value: number, dimension: AskedDimension): number {
  const { min, max, values } = dimension;
  const scaled = min + value * (max - min);
  if (!values) return Math.min(max, Math.max(min, scaled));
  return values.reduce((best, next) => (Math.abs(next - scaled) < Math.abs(best - scaled) ? next : best));
}

/**
 * The rating that a latent model gives: mean + item + persona + item × persona + noise. Without a persona there is
 * neither a persona's effect nor an interaction, so the true ratio is 0. Without a seed in the request the noise repeats.
 */
export function latentRating(
  request: FakeRequest,
  dimension: AskedDimension,
  latent: Latent,
  modelSeed: number,
): number {
  const { source, output, persona, seed, kind } = request;
  const labels = [modelSeed, dimension.id];
  const item = deriveSeed(source, output);
  const effect = (name: string, variance: number, ...more: readonly (string | number)[]): number =>
    variance === 0 ? 0 : Math.sqrt(variance) * normalFrom(...labels, name, ...more);
  const ofPersona =
    persona === null
      ? 0
      : effect("persona", latent.persona, persona) + effect("both", latent.itemPersona, item, persona);
  const noise = effect("noise", latent.noise, kind, seed ?? 0, item, persona ?? "");
  return onScale(latent.mean + effect("item", latent.item, item) + ofPersona + noise, dimension);
}
