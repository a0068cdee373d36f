/** How well a set matches the one it is like, in words: ratios as shares, the reading grade as a difference. */
export function matchText(match: Readonly<Record<string, number>>): string {
  return Object.entries(match)
    .map(([what, value]) =>
      what === "grade"
        ? `reading grade ${value >= 0 ? "+" : ""}${value.toFixed(2)}`
        : `${what} ${Math.round(100 * value)} %`,
    )
    .join(", ");
}
