/** The key that most weight falls on, the earliest of equals; null where there is nothing to weigh. */
export function heaviest<T, K>(
  values: Iterable<T>,
  keyOf: (value: T) => K,
  weightOf: (value: T) => number,
): K | null {
  const weights = new Map<K, number>();
  for (const value of values) {
    const key = keyOf(value);
    weights.set(key, (weights.get(key) ?? 0) + weightOf(value));
  }
  let best: { key: K; weight: number } | null = null;
  for (const [key, weight] of weights) if (best === null || weight > best.weight) best = { key, weight };
  return best?.key ?? null;
}
