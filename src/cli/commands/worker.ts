import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { openLedger } from "../../adapters/ledger/open-ledger.ts";
import { openQueue, type Queue } from "../../adapters/queue/queue.ts";
import { InputError } from "../../domain/errors.ts";
import { LIMITS } from "../../domain/limits.ts";
import { type Context, EXIT, type ExitCode } from "../context.ts";
import { DEFAULT_CONCURRENCY, parseOptions, wholeNumber } from "../options.ts";
import { blockWorker } from "../queue/block-worker.ts";
import { queueUrl } from "../queue/queue-url.ts";

const Options = z.object({
  queue: z.string().optional(),
  concurrency: wholeNumber(1, LIMITS.concurrency).default(DEFAULT_CONCURRENCY),
  slots: wholeNumber(1, LIMITS.concurrency).optional(),
  heartbeat: wholeNumber(10).optional(),
  quiet: z.boolean().default(false),
});

/** Calls of a cell that are usually in flight together. */
const CALLS_OF_A_CELL = 4;
/** What is missing on this machine, and may be there on others. */
const LACKING = new Set(["missing-key", "malformed-key", "foreign-key", "unknown-provider"]);
const LOOK_AGAIN_MS = 2000;
const TELL_EVERY_MS = 30_000;

/** The queue, once somebody has made it. */
async function waitForQueue(
  context: Context,
  url: string,
  heartbeatSeconds: number | undefined,
): Promise<Queue | null> {
  let isTold = false;
  while (!context.signal.aborted) {
    const onError = (error: Error): void => context.remark(`queue: ${error.message}`);
    const queue = await openQueue({ url, makesTables: false, heartbeatSeconds, onError });
    if (queue !== null) return queue;
    if (!isTold) context.remark("nothing was ever queued there; waiting for assize run STUDY --queue");
    isTold = true;
    await delay(LOOK_AGAIN_MS, undefined, { signal: context.signal }).catch(() => {});
  }
  return null;
}

/** Works cells of whatever study is queued, until it is told to end. */
export async function run(context: Context, _args: readonly string[], raw: unknown): Promise<ExitCode> {
  const options = parseOptions(Options, raw);
  const url = queueUrl(context, options.queue);
  const queue = await waitForQueue(context, url, options.heartbeat);
  if (queue === null) return EXIT.done;
  const ledger = openLedger(url);
  const { concurrency } = options;
  const worker = blockWorker(context, { queue, ledger, concurrency });
  const fatal = new AbortController();
  const counted = { done: 0, toldAt: Date.now() };
  try {
    context.remark("at work; Ctrl-C ends, and what is under way goes to others");
    await queue.work(
      options.slots ?? Math.max(1, Math.ceil(concurrency / CALLS_OF_A_CELL)),
      async (study, block, signal) => {
        try {
          const end = await worker.doBlock(study, block, signal);
          counted.done++;
          if (!options.quiet && Date.now() - counted.toldAt > TELL_EVERY_MS) {
            counted.toldAt = Date.now();
            context.remark(`${counted.done} blocks of cells done here`);
          }
          return end;
        } catch (error) {
          // What this machine lacks, such as a key, it will lack at the next block, too.
          if (error instanceof InputError && LACKING.has(error.code)) fatal.abort(error);
          else if (!signal.aborted)
            context.remark(`put back: ${error instanceof Error ? error.message : error}`);
          throw error;
        }
      },
      AbortSignal.any([context.signal, fatal.signal]),
    );
    if (fatal.signal.aborted) throw fatal.signal.reason;
    context.remark(`${counted.done} blocks of cells done here`);
    return EXIT.done;
  } finally {
    await worker.close();
    await ledger.close();
    await queue.close();
  }
}
