import type { Kysely, Transaction } from "kysely";

type Job<Tables> = {
  /** Does the writing; what it returns is called after the commit. */
  readonly write: (transaction: Transaction<Tables>) => Promise<() => void>;
  readonly reject: (error: unknown) => void;
};

export type Commit<Tables> = <T>(write: (transaction: Transaction<Tables>) => Promise<T>) => Promise<T>;

/**
 * Lets writes that arrive together share one transaction, and so one wait for the disk. A writer's promise
 * resolves only after the commit that holds its write. Writes keep their order; when one fails, all that share
 * its transaction fail.
 */
export function groupCommit<Tables>(database: Kysely<Tables>): Commit<Tables> {
  let waiting: Job<Tables>[] = [];
  let isFlushing = false;

  async function flush(): Promise<void> {
    while (waiting.length > 0) {
      const jobs = waiting;
      waiting = [];
      try {
        const settled: (() => void)[] = [];
        await database.transaction().execute(async (transaction) => {
          for (const job of jobs) settled.push(await job.write(transaction));
        });
        for (const settle of settled) settle();
      } catch (error) {
        for (const job of jobs) job.reject(error);
      }
    }
    isFlushing = false;
  }

  return (write) =>
    new Promise((resolve, reject) => {
      waiting.push({
        write: async (transaction) => {
          const value = await write(transaction);
          return () => resolve(value);
        },
        reject,
      });
      if (!isFlushing) {
        isFlushing = true;
        setImmediate(() => void flush());
      }
    });
}
