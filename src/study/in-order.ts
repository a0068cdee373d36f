/**
 * Runs tasks with at most `window` of them under way and yields the results in the tasks' order, so
 * that what is written does not depend on which finished first. The first failure stops the rest.
 *
 * @param start starts one task; called in order, never for more than `window` unyielded tasks.
 */
export async function* inOrder<Task, Result>(
  tasks: readonly Task[],
  window: number,
  start: (task: Task) => Promise<Result>,
): AsyncGenerator<Result> {
  const underWay: Promise<Result>[] = [];
  let next = 0;
  const fill = (): void => {
    const room = window - underWay.length;
    for (const task of tasks.slice(next, next + room)) {
      const result = start(task);
      // A later task may fail while an earlier one is awaited; its turn to be reported comes.
      result.catch(() => {});
      underWay.push(result);
    }
    next += room;
  };
  fill();
  for (let first = underWay.shift(); first !== undefined; first = underWay.shift()) {
    const result = await first;
    fill();
    yield result;
  }
}
