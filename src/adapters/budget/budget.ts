import { InputError } from "../../domain/errors.ts";

/** What calls take. Money is in the currency of the price list; calls that cost nothing take calls and tokens alone. */
export type Cost = { readonly money: number; readonly tokens: number; readonly calls: number };

/** The most that may be taken; what is absent is not limited. */
export type Limits = Readonly<Partial<Record<keyof Cost, number | undefined>>>;

/** What a call took, from what it brought or from how it ended. */
export type Settle<T> = {
  readonly brought: (outcome: T) => Cost;
  readonly failed: (error: unknown) => Cost;
};

/** Lets calls be made as long as none of them could take more than there is. */
export type Budget = {
  /**
   * Makes a call that may take up to `highest`, as it is known when there is room for it. Waits while calls in flight may need what is left; once a call could
   * go beyond a limit, neither it nor any later one is made.
   *
   * @throws InputError with the code "budget" for a call that is not made.
   */
  readonly spend: <T>(highest: () => Cost, call: () => Promise<T>, settle: Settle<T>) => Promise<T>;
  /** What was taken so far, earlier processes included, and what calls in flight may take. */
  readonly spent: () => { readonly settled: Cost; readonly inFlight: Cost };
  /** Resolves when no call is in flight. */
  readonly idle: () => Promise<void>;
};

export const NOTHING: Cost = { money: 0, tokens: 0, calls: 0 };
const PARTS = ["money", "tokens", "calls"] as const;

export const plus = (a: Cost, b: Cost): Cost => ({
  money: a.money + b.money,
  tokens: a.tokens + b.tokens,
  calls: a.calls + b.calls,
});

const minus = (a: Cost, b: Cost): Cost => ({
  money: a.money - b.money,
  tokens: a.tokens - b.tokens,
  calls: a.calls - b.calls,
});

/** The code of the error that ends a run at its limit. */
export const BUDGET = "budget";

/** The first limit that an amount goes beyond, or undefined. */
export function beyond(limits: Limits, amount: Cost): keyof Cost | undefined {
  return PARTS.find((part) => amount[part] > (limits[part] ?? Number.POSITIVE_INFINITY));
}

/** Limits that may grow: `more` asks for so much beyond them and resolves to whether they were raised. */
export type GrowingLimits = {
  readonly now: () => Limits;
  readonly more: (missing: Cost) => Promise<boolean>;
};

/** A budget of this process alone, of which `before` was spent by earlier ones. */
export function createBudget(limits: Limits, before: Cost): Budget {
  return growingBudget({ now: () => limits, more: async () => false }, before);
}

/** What is missing of an amount under the limits; nothing where there is no limit. */
function missing(limits: Limits, amount: Cost): Cost {
  const of = (part: keyof Cost): number =>
    Math.max(0, amount[part] - (limits[part] ?? Number.POSITIVE_INFINITY));
  return { money: of("money"), tokens: of("tokens"), calls: of("calls") };
}

/**
 * A budget whose limits may be raised while it is spent, as one that processes share.
 *
 * @example growingBudget({ now: () => ({ money: 5 }), more: async () => false }, NOTHING)
 */
export function growingBudget(limits: GrowingLimits, before: Cost): Budget {
  let settled = before;
  let inFlight = NOTHING;
  let reached: InputError | undefined;
  let wake: (() => void)[] = [];

  function settleUp(highest: Cost, actual: Cost): void {
    inFlight = minus(inFlight, highest);
    settled = plus(settled, actual);
    const waiting = wake;
    wake = [];
    for (const go of waiting) go();
  }

  const change = (): Promise<void> => new Promise((resolve) => wake.push(resolve));

  /** Waits until there is room for the call whatever those in flight take. */
  async function reserve(highestNow: () => Cost): Promise<Cost> {
    for (;;) {
      if (reached) throw reached;
      const highest = highestNow();
      const together = plus(plus(settled, inFlight), highest);
      if (beyond(limits.now(), together) === undefined) {
        inFlight = plus(inFlight, highest);
        return highest;
      }
      if (await limits.more(missing(limits.now(), together))) continue;
      const part = beyond(limits.now(), plus(settled, highest));
      if (part !== undefined) {
        reached = new InputError(
          BUDGET,
          `budget: the limit of ${part} (${limits.now()[part]}) is reached: ${settled[part]} are spent, and the next call may take ${highest[part]}`,
        );
        throw reached;
      }
      // What calls in flight leave over may be enough.
      if (inFlight.calls > 0) await change();
    }
  }

  return {
    spend: async (highestNow, call, settle) => {
      const highest = await reserve(highestNow);
      try {
        const outcome = await call();
        settleUp(highest, settle.brought(outcome));
        return outcome;
      } catch (error) {
        settleUp(highest, settle.failed(error));
        throw error;
      }
    },
    spent: () => ({ settled, inFlight }),
    idle: async () => {
      while (inFlight.calls > 0) await change();
    },
  };
}
