/** A piece of a text and how many of the spans cover it. */
export type MarkedPiece = { readonly text: string; readonly covers: number };

/**
 * Cuts a text at the ends of spans, so that each piece is covered by the same spans throughout.
 * The pieces joined give the text; spans may overlap, and what lies outside the text is ignored.
 *
 * @example markSpans("abcd", [{ start: 1, end: 3 }]) // a, bc (covered once), d
 */
export function markSpans(
  text: string,
  spans: readonly { readonly start: number; readonly end: number }[],
): readonly MarkedPiece[] {
  const inside = spans
    .map(({ start, end }) => ({ start: Math.max(start, 0), end: Math.min(end, text.length) }))
    .filter(({ start, end }) => start < end);
  const cuts = [...new Set([0, text.length, ...inside.flatMap(({ start, end }) => [start, end])])].toSorted(
    (a, b) => a - b,
  );
  return cuts.slice(0, -1).map((from, index) => {
    const to = cuts[index + 1] ?? text.length;
    const covers = inside.filter(({ start, end }) => start <= from && end >= to).length;
    return { text: text.slice(from, to), covers };
  });
}
