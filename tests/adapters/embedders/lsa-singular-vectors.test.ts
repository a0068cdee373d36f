import { Matrix, SingularValueDecomposition } from "ml-matrix";
import { expect, test } from "vitest";
import { leadingSingularVectors } from "../../../src/adapters/embedders/lsa-singular-vectors.ts";
import type { SparseRow } from "../../../src/adapters/embedders/lsa-term-space.ts";
import { rngFrom } from "../../../src/domain/random.ts";

/** A matrix with many zeros and a clear order of singular values. */
function sparseMatrix(rows: number, columns: number): Matrix {
  const rng = rngFrom(5);
  return new Matrix(
    Array.from({ length: rows }, () =>
      Array.from({ length: columns }, (_, column) => (rng() < 0.4 ? rng() * (1 + 8 / (1 + column)) : 0)),
    ),
  );
}

function sparseRows(matrix: Matrix): readonly SparseRow[] {
  return matrix.to2DArray().map((row) => {
    const columns = row.flatMap((value, column) => (value === 0 ? [] : [column]));
    return {
      columns: Int32Array.from(columns),
      values: Float64Array.from(columns, (column) => row[column]!),
    };
  });
}

/** A times V times V transposed: what is left of A in the space of the vectors. */
function projected(matrix: Matrix, vectors: readonly Float64Array[]): Matrix {
  const basis = new Matrix(vectors.map((vector) => [...vector]));
  return matrix.mmul(basis.transpose()).mmul(basis);
}

test("the leading vectors reconstruct a matrix as the direct decomposition of ml-matrix does", () => {
  const matrix = sparseMatrix(30, 18);
  const direct = new SingularValueDecomposition(matrix, { autoTranspose: true });
  const vectors = leadingSingularVectors(sparseRows(matrix), 18, 6, rngFrom(1));
  const { rightSingularVectors: right } = direct;
  const oracle = projected(
    matrix,
    Array.from({ length: 6 }, (_, index) => Float64Array.from(right.getColumn(index))),
  );
  expect(vectors).toHaveLength(6);
  expect(Matrix.sub(projected(matrix, vectors), oracle).norm()).toBeLessThan(1e-4 * matrix.norm());
});

test("the vectors are the direct decomposition's, one by one, with the largest entry positive", () => {
  const matrix = sparseMatrix(12, 20);
  const { rightSingularVectors: right } = new SingularValueDecomposition(matrix, { autoTranspose: true });
  const vectors = leadingSingularVectors(sparseRows(matrix), 20, 5, rngFrom(2));
  expect(vectors).toHaveLength(5);
  for (const [index, vector] of vectors.entries()) {
    const cosine = right.getColumn(index).reduce((sum, value, at) => sum + value * vector[at]!, 0);
    expect(Math.abs(cosine)).toBeCloseTo(1, 8);
    expect(Math.max(...vector)).toBeCloseTo(Math.max(...vector.map(Math.abs)), 12);
  }
});

test("a matrix of rank two has two singular vectors, however many are asked for", () => {
  const matrix = new Matrix([
    [1, 0, 2],
    [2, 0, 4],
    [0, 3, 0],
    [0, 6, 0],
  ]);
  expect(leadingSingularVectors(sparseRows(matrix), 3, 8, rngFrom(1))).toHaveLength(2);
});

test("an empty matrix has none", () => {
  expect(leadingSingularVectors([], 0, 4, rngFrom(1))).toEqual([]);
});
