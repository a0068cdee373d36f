import { countsOf } from "../lexical/analysed-text.ts";
import { termsOf } from "../lexical/terms.ts";

/** A sparse row: ascending columns and their values. */
export type SparseRow = { readonly columns: Int32Array; readonly values: Float64Array };

/** The terms of a body of texts as columns, and any text as a row over them. */
type TermSpace = { readonly size: number; readonly rowOf: (text: string) => SparseRow };

/**
 * A TF-IDF space over the content stems of `corpus`: weight = (1 + ln tf) x (1 + ln((1 + n) / (1 + df))) for n texts,
 * rows of unit length. Terms that the corpus has not are left out of a row.
 */
export function termSpace(corpus: readonly string[]): TermSpace {
  const documentCounts = new Map<string, number>();
  for (const text of corpus)
    for (const term of new Set(termsOf(text))) documentCounts.set(term, (documentCounts.get(term) ?? 0) + 1);
  const columns = new Map(
    [...documentCounts].map(([term, count], column) => [
      term,
      { column, idf: 1 + Math.log((1 + corpus.length) / (1 + count)) },
    ]),
  );
  const rowOf = (text: string): SparseRow => {
    const entries = [...countsOf(termsOf(text))]
      .flatMap(([term, count]) => {
        const known = columns.get(term);
        return known === undefined
          ? []
          : [{ column: known.column, value: (1 + Math.log(count)) * known.idf }];
      })
      .sort((a, b) => a.column - b.column);
    const norm = Math.sqrt(entries.reduce((sum, { value }) => sum + value * value, 0));
    return {
      columns: Int32Array.from(entries, (entry) => entry.column),
      values: Float64Array.from(entries, (entry) => entry.value / norm),
    };
  };
  return { size: columns.size, rowOf };
}
