import { expect, test } from "vitest";
import { inOrder } from "../../src/study/in-order.ts";

async function collect<T>(results: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const result of results) all.push(result);
  return all;
}

/** A task that ends when it is told to. */
function gate(): { readonly open: () => void; readonly opened: Promise<void> } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

test("results come in the tasks' order, whichever ends first", async () => {
  const gates = [gate(), gate(), gate()];
  const results = collect(
    inOrder([0, 1, 2], 3, async (task) => {
      await gates[task]?.opened;
      return task;
    }),
  );
  for (const index of [2, 1, 0]) gates[index]?.open();
  expect(await results).toEqual([0, 1, 2]);
});

test("no more than the window are under way", async () => {
  let underWay = 0;
  let most = 0;
  await collect(
    inOrder(Array.from({ length: 20 }), 4, async () => {
      underWay++;
      most = Math.max(most, underWay);
      await Promise.resolve();
      underWay--;
    }),
  );
  expect(most).toBe(4);
});

test("a failure is reported when its turn comes, and no task is started after it", async () => {
  const started: number[] = [];
  const seen: number[] = [];
  const run = async () => {
    for await (const result of inOrder([0, 1, 2, 3, 4, 5], 2, async (task) => {
      started.push(task);
      if (task === 2) throw new Error("task 2");
      return task;
    }))
      seen.push(result);
  };
  await expect(run()).rejects.toThrow("task 2");
  expect(seen).toEqual([0, 1]);
  expect(started).toEqual([0, 1, 2, 3]);
});

test("a slow task holds back the results after it and not the tasks, which run some windows ahead", async () => {
  const slow = gate();
  const started: number[] = [];
  const results = collect(
    inOrder(Array.from({ length: 100 }).keys(), 4, async (task) => {
      started.push(task);
      if (task === 0) await slow.opened;
      return task;
    }),
  );
  await new Promise((resolve) => setImmediate(resolve));
  // The slow one, and eight windows of results that wait behind it.
  expect(started).toHaveLength(33);
  slow.open();
  expect(await results).toEqual([...Array.from({ length: 100 }).keys()]);
});

test("nothing is started any more once nobody wants the results", async () => {
  const started: number[] = [];
  for await (const result of inOrder([0, 1, 2, 3, 4, 5, 6, 7], 1, async (task) => {
    started.push(task);
    return task;
  }))
    if (result === 1) break;
  const before = started.length;
  await new Promise((resolve) => setImmediate(resolve));
  expect(started).toHaveLength(before);
});
