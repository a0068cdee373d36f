import type { Notify } from "../domain/ports.ts";

/** Does a stage's work side by side, results in order, and tells of each piece that is done. */
export function inParallel<T, R>(
  notify: Notify | undefined,
  stage: string,
  pieces: readonly T[],
  work: (piece: T, index: number) => Promise<R>,
): Promise<R[]> {
  let done = 0;
  if (pieces.length > 0) notify?.({ stage, done, total: pieces.length });
  return Promise.all(
    pieces.map(async (piece, index) => {
      const result = await work(piece, index);
      done++;
      notify?.({ stage, done, total: pieces.length });
      return result;
    }),
  );
}
