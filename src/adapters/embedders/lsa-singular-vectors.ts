import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import type { Rng } from "../../domain/random.ts";
import type { SparseRow } from "./lsa-term-space.ts";

type Columns = readonly Float64Array[];

/** More directions are tried than asked for, and the tried ones are sharpened this often. */
const OVERSAMPLING = 10;
const POWER_ITERATIONS = 3;
/** What is left of a direction after the others are taken off, below which it adds nothing. */
const NEGLIGIBLE = 1e-9;

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += a[index]! * b[index]!;
  return sum;
}

function times(rows: readonly SparseRow[], columns: Columns): Columns {
  return columns.map((column) => {
    const product = new Float64Array(rows.length);
    for (let index = 0; index < rows.length; index++) {
      const { columns: at, values } = rows[index]!;
      for (let entry = 0; entry < at.length; entry++) product[index]! += values[entry]! * column[at[entry]!]!;
    }
    return product;
  });
}

function transposeTimes(rows: readonly SparseRow[], columns: Columns, width: number): Columns {
  return columns.map((column) => {
    const product = new Float64Array(width);
    for (let index = 0; index < rows.length; index++) {
      const { columns: at, values } = rows[index]!;
      for (let entry = 0; entry < at.length; entry++) product[at[entry]!]! += values[entry]! * column[index]!;
    }
    return product;
  });
}

/** Gram and Schmidt, each direction cleaned twice; directions that the earlier ones span are dropped. */
function orthonormal(columns: Columns): Columns {
  const basis: Float64Array[] = [];
  for (const column of columns) {
    const rest = Float64Array.from(column);
    const before = Math.sqrt(dot(rest, rest));
    for (let pass = 0; pass < 2; pass++)
      for (const direction of basis) {
        const share = dot(direction, rest);
        for (let index = 0; index < rest.length; index++) rest[index]! -= share * direction[index]!;
      }
    const norm = Math.sqrt(dot(rest, rest));
    if (norm > NEGLIGIBLE * before) basis.push(rest.map((value) => value / norm));
  }
  return basis;
}

function withFixedSign(vector: Float64Array): Float64Array {
  const largest = vector.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
  return largest < 0 ? vector.map((value) => -value) : vector;
}

/**
 * The leading right singular vectors of a sparse matrix with `width` columns, by a randomized range finder with power
 * iterations (Halko, Martinsson and Tropp, SIAM Review 2011): exact where as many directions are tried as the matrix
 * has rank. Largest singular value first, the largest entry of each vector positive, at most `count` of them.
 */
export function leadingSingularVectors(
  rows: readonly SparseRow[],
  width: number,
  count: number,
  rng: Rng,
): Columns {
  const tried = Math.min(count + OVERSAMPLING, rows.length, width);
  const start = Array.from({ length: tried }, () =>
    Float64Array.from({ length: width }, () => (rng() < 0.5 ? -1 : 1)),
  );
  let range = orthonormal(times(rows, start));
  for (let iteration = 0; iteration < POWER_ITERATIONS; iteration++)
    range = orthonormal(times(rows, transposeTimes(rows, range, width)));
  if (range.length === 0) return [];

  // Eigenvectors of the small Gram matrix turn the projected rows into singular vectors.
  const projected = transposeTimes(rows, range, width);
  const gram = new Matrix(projected.map((a) => projected.map((b) => dot(a, b))));
  const { realEigenvalues: values, eigenvectorMatrix: vectors } = new EigenvalueDecomposition(gram, {
    assumeSymmetric: true,
  });
  const order = values.map((_, index) => index).sort((a, b) => values[b]! - values[a]!);
  const least = NEGLIGIBLE * Math.max(...values);
  return order
    .slice(0, count)
    .filter((index) => values[index]! > least)
    .map((index) => {
      const vector = new Float64Array(width);
      const scale = 1 / Math.sqrt(values[index]!);
      for (const [part, column] of projected.entries()) {
        const share = vectors.get(part, index) * scale;
        for (let at = 0; at < width; at++) vector[at]! += share * column[at]!;
      }
      return withFixedSign(vector);
    });
}
