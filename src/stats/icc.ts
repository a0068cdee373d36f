import { fQuantile } from "./distributions.ts";

/** What an intraclass correlation is called in full. */
export type IccForm = {
  readonly model: "oneway" | "twoway-random" | "twoway-mixed";
  readonly type: "agreement" | "consistency";
  readonly unit: "single" | "average";
};
export type Icc = IccForm & {
  readonly value: number;
  readonly low: number;
  readonly high: number;
};

const ROUNDING = 1e-12;

/**
 * The six intraclass correlations of Shrout & Fleiss (Psychological Bulletin 1979) with their F
 * intervals, of a complete table: a row per target, a column per rater. ICC(1), ICC(2) and ICC(3) for
 * a single rater, and for the mean of all of them. Null with fewer than two rows or columns, and where
 * targets do not differ or raters never disagree: there is then no F ratio.
 *
 * @example intraclassCorrelations([[9, 2], [6, 1], [8, 4]], 0.95)
 */
export function intraclassCorrelations(
  table: readonly (readonly number[])[],
  level: number,
): readonly Icc[] | null {
  const n = table.length;
  const k = table[0]?.length ?? 0;
  if (table.some((row) => row.length !== k)) throw new RangeError("icc: rows of unequal length");
  if (n < 2 || k < 2) return null;
  const { rows, columns, within, error } = meanSquares(table, n, k);
  const nothing = ROUNDING * (rows + columns + within);
  if (rows <= nothing || error <= nothing) return null;
  const tail = (1 + level) / 2;
  const agreement = { model: "twoway-random", type: "agreement" } as const;
  const consistency = { model: "twoway-mixed", type: "consistency" } as const;
  const random = agreementBounds({ rows, columns, error, n, k, tail });
  return [
    ...fForms({ model: "oneway", type: "agreement" }, rows / within, k, [n - 1, n * (k - 1)], tail),
    { ...agreement, unit: "single", ...random },
    { ...agreement, unit: "average", ...stepUp(random, k) },
    ...fForms(consistency, rows / error, k, [n - 1, (n - 1) * (k - 1)], tail),
  ];
}

type Bounds = { readonly value: number; readonly low: number; readonly high: number };

function meanSquares(table: readonly (readonly number[])[], n: number, k: number) {
  const mean = table.flat().reduce((sum, value) => sum + value, 0) / (n * k);
  const rowMeans = table.map((row) => row.reduce((sum, value) => sum + value, 0) / k);
  const columnMeans = Array.from({ length: k }, (_, column) =>
    table.reduce((sum, row) => sum + row[column]! / n, 0),
  );
  const squares = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const betweenRows = k * squares(rowMeans);
  const betweenColumns = n * squares(columnMeans);
  const residual = table
    .flatMap((row, i) => row.map((value, j) => value - rowMeans[i]! - columnMeans[j]! + mean))
    .reduce((sum, value) => sum + value * value, 0);
  return {
    rows: betweenRows / (n - 1),
    columns: betweenColumns / (k - 1),
    within: (betweenColumns + residual) / (n * (k - 1)),
    error: residual / ((n - 1) * (k - 1)),
  };
}

/** ICC(1) and ICC(3): both are (F - 1)/(F + k - 1), and (F - 1)/F for the mean. */
function fForms(
  name: Omit<IccForm, "unit">,
  f: number,
  k: number,
  [df1, df2]: readonly [number, number],
  tail: number,
): readonly Icc[] {
  const low = f / fQuantile(tail, df1, df2);
  const high = f * fQuantile(tail, df2, df1);
  const single = (ratio: number): number => (ratio - 1) / (ratio + k - 1);
  const average = (ratio: number): number => (ratio - 1) / ratio;
  return [
    { ...name, unit: "single", value: single(f), low: single(low), high: single(high) },
    { ...name, unit: "average", value: average(f), low: average(low), high: average(high) },
  ];
}

type Agreement = {
  readonly rows: number;
  readonly columns: number;
  readonly error: number;
  readonly n: number;
  readonly k: number;
  readonly tail: number;
};

/** ICC(2) for a single rater, its bounds by Satterthwaite's degrees of freedom for the error. */
function agreementBounds({ rows, columns, error, n, k, tail }: Agreement): Bounds {
  const value = (rows - error) / (rows + (k - 1) * error + (k * (columns - error)) / n);
  const a = (k * value) / (n * (1 - value));
  const b = 1 + (k * value * (n - 1)) / (n * (1 - value));
  const df =
    (a * columns + b * error) ** 2 / ((a * columns) ** 2 / (k - 1) + (b * error) ** 2 / ((n - 1) * (k - 1)));
  const lowF = fQuantile(tail, n - 1, df);
  const highF = fQuantile(tail, df, n - 1);
  const spread = k * columns + (k * n - k - n) * error;
  return {
    value,
    low: (n * (rows - lowF * error)) / (lowF * spread + n * rows),
    high: (n * (highF * rows - error)) / (spread + n * highF * rows),
  };
}

/** Spearman & Brown: from one rater to the mean of k. */
function stepUp({ value, low, high }: Bounds, k: number): Bounds {
  const step = (single: number): number => (k * single) / (1 + (k - 1) * single);
  return { value: step(value), low: step(low), high: step(high) };
}
