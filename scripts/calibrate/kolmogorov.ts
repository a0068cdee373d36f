/**
 * p of the Kolmogorov-Smirnov test that values are uniform on 0 to 1, by the asymptotic series with
 * Stephens' correction for n (JRSS-B 1970).
 */
export function uniformP(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const n = sorted.length;
  const gap = sorted.reduce(
    (most, value, index) => Math.max(most, (index + 1) / n - value, value - index / n),
    0,
  );
  const scaled = gap * (Math.sqrt(n) + 0.12 + 0.11 / Math.sqrt(n));
  let p = 0;
  for (let term = 1; term <= 100; term++)
    p += (term % 2 === 1 ? 2 : -2) * Math.exp(-2 * (term * scaled) ** 2);
  return Math.min(1, Math.max(0, p));
}
