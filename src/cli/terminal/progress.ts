import type { Notify, ProgressEvent } from "../../domain/ports.ts";
import type { Context } from "../context.ts";
import { createPace, durationText, type Pace } from "../run/pace.ts";
import { harmless } from "./harmless.ts";

const BAR_WIDTH = 24;
const REDRAW_MS = 100;
const MONEY_MS = 2000;

function bar(share: number): string {
  const full = Math.round(share * BAR_WIDTH);
  return `[${"#".repeat(full)}${".".repeat(BAR_WIDTH - full)}]`;
}

/** `12.5/s, 3 min left`; nothing before the pace shows. */
function paceText(pace: Pace): string {
  if (pace === null) return "";
  const rate = pace.perSecond >= 10 ? pace.perSecond.toFixed(0) : pace.perSecond.toFixed(1);
  return ` ${rate}/s, ${durationText(pace.secondsLeft)} left`;
}

/** Asks now and then what was paid so far, and tells the last answer; nothing where nothing is charged. */
function createPurse(money: () => Promise<number | null>): (now: number) => string {
  let askedAt = Number.NEGATIVE_INFINITY;
  let paid: number | null = null;
  return (now) => {
    if (now - askedAt >= MONEY_MS) {
      askedAt = now;
      // A purse that cannot be looked into is no reason to stop.
      money().then(
        (value) => {
          paid = value;
        },
        () => {},
      );
    }
    return paid === null || paid === 0 ? "" : `, ${paid.toFixed(2)} USD so far`;
  };
}

/**
 * Shows progress on standard error: a bar that is drawn over itself on a terminal (at most ten times
 * a second) with rate, time left and what was paid, elsewhere one plain line at each tenth of a stage.
 */
export function progress(
  context: Context,
  isQuiet: boolean,
  money: () => Promise<number | null> = () => Promise.resolve(null),
): { readonly notify: Notify; readonly end: () => void } {
  if (isQuiet) return { notify: () => {}, end: () => {} };
  let drawnAt = 0;
  let isDrawn = false;
  const tenths = new Map<string, number>();
  const paces = new Map<string, ReturnType<typeof createPace>>();
  const purse = createPurse(money);

  const draw = ({ stage, done, total, note }: ProgressEvent): void => {
    const now = Date.now();
    if (done < total && now - drawnAt < REDRAW_MS) return;
    drawnAt = now;
    isDrawn = true;
    const share = total > 0 ? done / total : 1;
    const paceAt = paces.get(stage) ?? createPace();
    paces.set(stage, paceAt);
    const pace = `${paceText(paceAt(now, done, total))}${purse(now)}`;
    const line = `${stage} ${bar(share)} ${done}/${total}${pace}${note === undefined ? "" : ` ${note}`}`;
    const width = (process.stderr.columns ?? 80) - 1;
    process.stderr.write(`\r\u001b[K${harmless(line.replaceAll(/\s/g, " ")).slice(0, width)}`);
    if (done === total) end();
  };
  const end = (): void => {
    if (isDrawn) process.stderr.write("\n");
    isDrawn = false;
  };
  const line = ({ stage, done, total }: ProgressEvent): void => {
    const tenth = total > 0 ? Math.floor((10 * done) / total) : 10;
    if (tenth === (tenths.get(stage) ?? 0)) return;
    tenths.set(stage, tenth);
    context.remark(`${stage}: ${done}/${total}`);
  };
  return context.isInteractive ? { notify: draw, end } : { notify: line, end: () => {} };
}

/** Shows progress for the time of `work`. */
export async function withProgress<T>(
  context: Context,
  isQuiet: boolean,
  work: (notify: Notify) => Promise<T>,
  money?: () => Promise<number | null>,
): Promise<T> {
  const { notify, end } = progress(context, isQuiet, money);
  return work(notify).finally(end);
}
