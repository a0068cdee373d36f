/** Results that may wait for their turn, for each task that may be under way. */
const AHEAD = 8;

/**
 * Runs tasks with at most `window` of them under way and yields the results in the tasks' order, so
 * that what is written does not depend on which finished first. A slow task holds back the results
 * after it, but not the tasks, up to eight windows ahead. The first failure stops the rest.
 *
 * @param start starts one task; called in order.
 */
export async function* inOrder<Task, Result>(
  tasks: Iterable<Task>,
  window: number,
  start: (task: Task) => Promise<Result>,
): AsyncGenerator<Result> {
  const remaining = tasks[Symbol.iterator]();
  const unyielded: Promise<Result>[] = [];
  let underWay = 0;
  let hasStopped = false;

  const begin = async (task: Task): Promise<Result> => {
    try {
      return await start(task);
    } catch (error) {
      hasStopped = true;
      throw error;
    } finally {
      underWay--;
      fill();
    }
  };
  const fill = (): void => {
    while (!hasStopped && underWay < window && unyielded.length < AHEAD * window) {
      const next = remaining.next();
      if (next.done) return;
      underWay++;
      const result = begin(next.value);
      // A later task may fail while an earlier one is awaited; its turn to be reported comes.
      result.catch(() => {});
      unyielded.push(result);
    }
  };

  try {
    fill();
    for (let first = unyielded.shift(); first !== undefined; first = unyielded.shift()) {
      const result = await first;
      fill();
      yield result;
    }
  } finally {
    hasStopped = true;
  }
}
