const ASYMPTOTIC_FROM = 8;

/**
 * The trigamma function, the second derivative of ln Γ, for x > 0: the variance of the logarithm of a
 * gamma draw of shape x. By recurrence to x ≥ 8, then its asymptotic series (Abramowitz & Stegun 6.4.12).
 *
 * @example trigamma(1) // π²/6
 */
export function trigamma(x: number): number {
  let shifted = 0;
  let at = x;
  for (; at < ASYMPTOTIC_FROM; at++) shifted += 1 / (at * at);
  const square = 1 / (at * at);
  const series = (1 / at) * (1 + square * (1 / 6 - square * (1 / 30 - square * (1 / 42 - square / 30))));
  return shifted + series + square / 2;
}

/** The x at which the trigamma function, which falls throughout, takes a positive value. */
export function trigammaInverse(value: number): number {
  let [low, high] = [1e-6, 1e9];
  for (let step = 0; step < 100; step++) {
    const middle = Math.sqrt(low * high);
    if (trigamma(middle) > value) low = middle;
    else high = middle;
  }
  return Math.sqrt(low * high);
}
