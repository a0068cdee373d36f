/**
 * Rows of cells as lines of text in columns; columns from `rightFrom` on are set flush right.
 *
 * @example alignColumns([["a", "1"], ["bb", "10"]], 1) // ["a    1", "bb  10"]
 */
export function alignColumns(rows: readonly (readonly string[])[], rightFrom: number): readonly string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column >= rightFrom ? cell.padStart(width) : cell.padEnd(width);
      })
      .join("  ")
      .trimEnd(),
  );
}
