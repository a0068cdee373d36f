/** When a model is asked: so many calls at once, so many a minute, and fewer after rate limits. */
export type Scheduler = {
  /**
   * Runs a try when there is room for it. `tokens` is what it is expected to take; `goesFirst` puts what goes on
   * with something begun before what begins something. Rejects with the signal's reason where it is called off before it began.
   */
  readonly run: <T>(work: () => Promise<T>, ask: Ask) => Promise<T>;
  /** A call was answered, with so many tokens more (or fewer) than expected. */
  readonly answered: (surplusTokens: number) => void;
  /** The provider turned a call away; `waitMs` is what it asks to wait. */
  readonly limited: (waitMs: number | null) => void;
  /** The provider says that nothing more is free for so long. */
  readonly hold: (milliseconds: number) => void;
  /** A call was given up although it waited: fewer at once did not help, so the rest need not queue for the same end. */
  readonly givenUp: () => void;
  readonly concurrency: () => number;
};

export type Ask = {
  readonly tokens: number;
  readonly goesFirst: boolean;
  readonly signal: AbortSignal | undefined;
};

export type SchedulerSettings = {
  /** Calls at once, at most. */
  readonly most: number;
  /** Requests and tokens a minute, at most. */
  readonly rpm?: number | undefined;
  readonly tpm?: number | undefined;
  readonly now?: () => number;
  /** Calls back after so many milliseconds; gives what takes it back. */
  readonly after?: (milliseconds: number, act: () => void) => () => void;
};

/** Rate limits among the outcomes of a round above which there are too many calls at once; fewer are chance. */
const TOLERATED = 0.1;
/** Outcomes in a round at least: among fewer, one says nothing. */
const SMALLEST_ROUND = 16;
/** No provider's word stops everything for longer. */
const LONGEST_HOLD_MS = 60_000;
/** A minute's allowance is spread evenly, but for what falls into one second. */
const BURST_MS = 1000;
const MINUTE_MS = 60_000;
/**
 * Calls that begin together end together, and then each waits for the work on all the others' replies, round after
 * round. So starts are put so far apart, but all of them within this part of the time that a call usually takes.
 */
const APART_MS = 1;
const SPREAD = 1 / 4;
/** What may start at once all the same: timers are no finer. */
const WAVE_MS = 2;
/** Weight of the newest call in the time that one usually takes. */
const NEWEST = 0.05;

type Pace = {
  /** Milliseconds until something may be taken. */
  readonly wait: (now: number) => number;
  /** Takes what stands for so many milliseconds of the allowance. */
  readonly take: (milliseconds: number, now: number) => void;
};

/** Spreads an allowance over time: the generic cell rate algorithm of ATM networks (ITU-T I.371). */
function pace(burstMs: number): Pace {
  let spent = Number.NEGATIVE_INFINITY;
  return {
    wait: (now) => Math.max(0, spent - burstMs - now),
    take: (milliseconds, now) => {
      spent = Math.max(spent, now) + milliseconds;
    },
  };
}

/** The milliseconds that an amount stands for; nothing where there is no allowance to keep to. */
const share = (amount: number, perMinute: number | undefined): number =>
  perMinute === undefined ? 0 : (amount * MINUTE_MS) / perMinute;

type Waiting = { readonly start: () => void; readonly tokens: number };

function timer(milliseconds: number, act: () => void): () => void {
  const set = setTimeout(act, milliseconds);
  return () => clearTimeout(set);
}

/**
 * A sliding window whose width follows the provider by rounds, each of as many outcomes as calls may be under way:
 * additive increase, multiplicative decrease (Chiu and Jain, 1989). A round in which more than a tenth met a rate limit
 * halves the width; any other widens it by one, up to `most`. Stray rate limits, which say nothing of how many calls there
 * are, thus do not narrow it. Starts are spread within a round, by how long calls take.
 *
 * @example await createScheduler({ most: 64, rpm: 500 }).run(() => ask(), { tokens: 900, goesFirst: false, signal })
 */
export function createScheduler(settings: SchedulerSettings): Scheduler {
  const { most, rpm, tpm, now = () => performance.now(), after = timer } = settings;
  const requests = pace(BURST_MS);
  const tokens = pace(BURST_MS);
  const starts = pace(WAVE_MS);
  const first: Waiting[] = [];
  const then: Waiting[] = [];
  let width = most;
  let usualMs = 0;
  let active = 0;
  let round = { outcomes: 0, limited: 0 };
  let heldUntil = 0;
  let cancelTimer: (() => void) | undefined;

  function startWaiting(): void {
    while (active < width) {
      const queue = first.length > 0 ? first : then;
      const [next] = queue;
      if (!next) return;
      const time = now();
      const wait = Math.max(heldUntil - time, requests.wait(time), tokens.wait(time), starts.wait(time));
      if (wait > 0) {
        cancelTimer?.();
        cancelTimer = after(wait, startWaiting);
        return;
      }
      queue.shift();
      requests.take(share(1, rpm), time);
      tokens.take(share(next.tokens, tpm), time);
      starts.take(Math.min(APART_MS, (SPREAD * usualMs) / width), time);
      active++;
      next.start();
    }
  }

  function endRound(): void {
    const { outcomes, limited } = round;
    if (outcomes < Math.max(width, SMALLEST_ROUND)) return;
    round = { outcomes: 0, limited: 0 };
    width = limited > TOLERATED * outcomes ? Math.max(1, Math.floor(width / 2)) : Math.min(most, width + 1);
  }

  const hold = (milliseconds: number): void => {
    heldUntil = Math.max(heldUntil, now() + Math.min(milliseconds, LONGEST_HOLD_MS));
  };

  return {
    run: (work, { tokens: expected, goesFirst, signal }) =>
      new Promise((resolve, reject) => {
        const queue = goesFirst ? first : then;
        const callOff = (): void => {
          queue.splice(queue.indexOf(waiting), 1);
          if (first.length + then.length === 0) cancelTimer?.();
          reject(signal?.reason);
        };
        const waiting: Waiting = {
          tokens: expected,
          start: () => {
            signal?.removeEventListener("abort", callOff);
            const began = now();
            work()
              .then(resolve, reject)
              .finally(() => {
                usualMs += NEWEST * (now() - began - usualMs);
                active--;
                startWaiting();
              });
          },
        };
        if (signal?.aborted) return reject(signal.reason);
        signal?.addEventListener("abort", callOff, { once: true });
        queue.push(waiting);
        startWaiting();
      }),
    answered: (surplusTokens) => {
      tokens.take(share(surplusTokens, tpm), now());
      round.outcomes++;
      endRound();
    },
    limited: (waitMs) => {
      round.outcomes++;
      round.limited++;
      // A word of one call's is for that call; the word of many is for all.
      if (waitMs !== null && round.limited > TOLERATED * Math.max(width, SMALLEST_ROUND)) hold(waitMs);
      endRound();
    },
    hold,
    givenUp: () => {
      width = most;
    },
    concurrency: () => width,
  };
}
