/** n / Σ 1/x: the size by which a variance of means is divided where sizes differ. Zeros are left out. */
export function harmonicMean(sizes: Float64Array): number {
  let [count, inverse] = [0, 0];
  for (const size of sizes) {
    if (size === 0) continue;
    count += 1;
    inverse += 1 / size;
  }
  return count / inverse;
}
