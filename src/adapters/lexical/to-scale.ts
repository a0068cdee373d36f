import type { Scale } from "../../domain/rubric.ts";

/** A legal rating and how likely another lot would have given it too. */
type ScaledRating = { readonly value: number; readonly odds: number };

/**
 * A rating between 1 and 5 on another scale: linear between the bounds. Between two steps it falls to either in
 * proportion to its nearness, as `lot` (uniform in [0, 1)) decides, so that means over runs and panelists keep what one
 * rounded number loses. Null on a nominal scale of more than two categories, which have no order to measure along.
 *
 * @example toScale(4, { min: 0, max: 1, level: "probability" }, 0.5) // { value: 0.75, odds: 1 }
 */
export function toScale(rating: number, scale: Scale, lot: number): ScaledRating | null {
  const { min, max, step, level } = scale;
  const steps = step === undefined ? null : Math.floor((max - min) / step + 1e-9);
  if (level === "nominal" && steps !== 1) return null;
  const value = min + ((rating - 1) / 4) * (max - min);
  if (step === undefined || steps === null)
    return { value: Math.min(max, Math.max(min, Number(value.toPrecision(6)))), odds: 1 };
  const place = Math.min(steps, Math.max(0, (value - min) / step));
  const taken = Math.min(steps, Math.floor(place + lot));
  return { value: Number((min + taken * step).toPrecision(12)), odds: 1 - Math.abs(place - taken) };
}

/** The inverse of `toScale`, but for the rounding to a step. */
export function fromScale(value: number, scale: Scale): number {
  return 1 + (4 * (value - scale.min)) / (scale.max - scale.min);
}
