import { type Context, EXIT, type ExitCode } from "../context.ts";
import { usageError } from "../usage-error.ts";

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };
/** Timers count milliseconds in 31 bits. */
const LONGEST_MS = 2 ** 31 - 1;

/** A time such as `90s`, `30m` or `2h`, in milliseconds. */
function readTime(text: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)([smh])$/.exec(text) ?? [];
  const milliseconds = Number(amount) * (UNITS[unit ?? ""] ?? Number.NaN);
  if (milliseconds > 0 && milliseconds <= LONGEST_MS) return milliseconds;
  throw usageError(`--time-limit: "${text}" is no time such as 90s, 30m or 2h, of at most 24 days`);
}

/** Does some work, and calls it off when its time is over, as an interruption would. */
export async function withinTimeLimit(
  context: Context,
  limit: string | undefined,
  work: (context: Context) => Promise<ExitCode>,
): Promise<ExitCode> {
  if (limit === undefined) return work(context);
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(new Error("the time is over")), readTime(limit));
  try {
    return await work({ ...context, signal: AbortSignal.any([context.signal, ending.signal]) });
  } catch (error) {
    if (!ending.signal.aborted || context.signal.aborted) throw error;
    context.remark(
      `time limit: ${limit} are over; what was answered is kept, and the same command goes on with it`,
    );
    return EXIT.interrupted;
  } finally {
    clearTimeout(timer);
  }
}
