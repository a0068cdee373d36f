import jstat from "jstat";
import type { Rng } from "./rng.ts";

/** Student's t: the value below which a share p lies. */
export function tQuantile(p: number, df: number): number {
  return jstat.studentt.inv(p, df);
}

/** Student's t: the share at or below a value. */
export function tCumulative(value: number, df: number): number {
  return jstat.studentt.cdf(value, df);
}

/** Fisher's F: the value below which a share p lies. */
export function fQuantile(p: number, df1: number, df2: number): number {
  return jstat.centralF.inv(p, df1, df2);
}

/** Fisher's F: the share at or below a value. */
export function fCumulative(value: number, df1: number, df2: number): number {
  return jstat.centralF.cdf(value, df1, df2);
}

/** Chi-square: the value below which a share p lies. */
export function chiSquareQuantile(p: number, df: number): number {
  return jstat.chisquare.inv(p, df);
}

/** The standard normal value below which a share p lies. */
export function normalQuantile(p: number): number {
  return jstat.normal.inv(p, 0, 1);
}

/** A standard normal draw (Box & Muller, Annals of Mathematical Statistics 1958). */
export function normalDraw(rng: Rng): number {
  return Math.sqrt(-2 * Math.log(1 - rng())) * Math.cos(2 * Math.PI * rng());
}

/** A chi-square draw: twice a gamma draw of shape df/2 (Marsaglia & Tsang, ACM TOMS 2000). */
export function chiSquareDraw(df: number, rng: Rng): number {
  const shape = df / 2;
  // Below shape 1 the method draws one shape higher and shrinks by a power of a uniform draw.
  const shrink = shape < 1 ? rng() ** (1 / shape) : 1;
  const d = (shape < 1 ? shape + 1 : shape) - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normalDraw(rng);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - rng()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return 2 * d * v * shrink;
  }
}
