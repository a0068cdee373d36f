import { type Cost, type GrowingLimits, type Limits, NOTHING, plus } from "./budget.ts";

/** Takes so much of limits that several processes share (negative amounts give it back); false where it is not there. */
export type ClaimShare = (amount: Cost) => Promise<boolean>;

export type SharedLimits = GrowingLimits & {
  /** Gives back what was claimed and not spent. */
  readonly leave: (spent: Cost) => Promise<void>;
};

/** A claim is at least this share of the limits, so that claims are few. */
const SHARE = 1 / 200;

/**
 * This process's part of limits that others share. Parts are claimed before they are spent, so that all together never
 * go beyond; what a killed process had claimed stays claimed until somebody settles the account.
 */
export function sharedLimits(limits: Limits, claim: ClaimShare): SharedLimits {
  let granted = NOTHING;
  let asking: Promise<boolean> | undefined;

  const only = (amount: Cost): Cost => ({
    money: limits.money === undefined ? 0 : amount.money,
    tokens: limits.tokens === undefined ? 0 : amount.tokens,
    calls: limits.calls === undefined ? 0 : amount.calls,
  });

  async function ask(missing: Cost): Promise<boolean> {
    const needed = only(missing);
    const generous = only({
      money: Math.max(needed.money, (limits.money ?? 0) * SHARE),
      tokens: Math.max(needed.tokens, (limits.tokens ?? 0) * SHARE),
      calls: Math.max(needed.calls, Math.floor((limits.calls ?? 0) * SHARE)),
    });
    for (const amount of [generous, needed])
      if (await claim(amount)) {
        granted = plus(granted, amount);
        return true;
      }
    return false;
  }

  return {
    now: () => ({
      money: limits.money === undefined ? undefined : granted.money,
      tokens: limits.tokens === undefined ? undefined : granted.tokens,
      calls: limits.calls === undefined ? undefined : granted.calls,
    }),
    // One question at a time: what it brings may be enough for whoever waits behind.
    more: (missing) => {
      if (asking) return asking.then(() => true);
      asking = ask(missing).finally(() => {
        asking = undefined;
      });
      return asking;
    },
    leave: async (spent) => {
      const left = {
        money: granted.money - spent.money,
        tokens: granted.tokens - spent.tokens,
        calls: granted.calls - spent.calls,
      };
      granted = spent;
      await claim({ money: -only(left).money, tokens: -only(left).tokens, calls: -only(left).calls });
    },
  };
}
