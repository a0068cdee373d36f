import { expect, test } from "vitest";
import { allowanceFor } from "../../../src/adapters/budget/allowance.ts";
import { createBudget, NOTHING } from "../../../src/adapters/budget/budget.ts";
import type { ModelPrice } from "../../../src/domain/price.ts";

const cost = (money: number) => ({ money, tokens: 0, calls: 1 });
const most = (money: number) => () => cost(money);
const settled = (money: number) => ({ brought: () => cost(money), failed: () => NOTHING });
const price: ModelPrice = { input: 1, cachedInput: null, output: 1, currency: "USD", from: "a list" };

/** Calls that end when they are told to. */
function calls() {
  const pending: (() => void)[] = [];
  let started = 0;
  return {
    call: () => {
      started++;
      return new Promise<string>((resolve) => pending.push(() => resolve("")));
    },
    end: () => pending.shift()?.(),
    started: () => started,
  };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

test("a call waits while those in flight may need what is left, and goes when they took less", async () => {
  const budget = createBudget({ money: 10 }, NOTHING);
  const { call, end, started } = calls();
  const made = [1, 2, 3].map(() => budget.spend(most(4), call, settled(1)));
  await turn();
  expect(started()).toBe(2);
  expect(budget.spent().inFlight).toEqual({ money: 8, tokens: 0, calls: 2 });
  end();
  await made[0];
  await turn();
  expect(started()).toBe(3);
  end();
  end();
  await Promise.all(made);
  expect(budget.spent().settled).toEqual({ money: 3, tokens: 0, calls: 3 });
});

test("once a call could go beyond the limit nothing new is made, and those in flight end", async () => {
  const budget = createBudget({ money: 5 }, cost(2));
  const { call, end, started } = calls();
  const first = budget.spend(most(3), call, settled(2));
  await expect(budget.spend(most(3.5), call, settled(0))).rejects.toThrow(/limit of money \(5\) is reached/);
  await expect(budget.spend(most(0.1), call, settled(0))).rejects.toMatchObject({ code: "budget" });
  const idle = budget.idle();
  end();
  await first;
  await idle;
  expect(started()).toBe(1);
  expect(budget.spent()).toEqual({ settled: { money: 4, tokens: 0, calls: 2 }, inFlight: NOTHING });
});

test("calls and tokens are limits like money", async () => {
  const budget = createBudget({ calls: 2 }, NOTHING);
  const one = { money: 0, tokens: 5, calls: 1 };
  const outcome = { brought: () => one, failed: () => NOTHING };
  const once = () =>
    budget.spend(
      () => one,
      async () => "",
      outcome,
    );
  await once();
  await once();
  await expect(once()).rejects.toThrow("limit of calls (2)");
});

test("a budget is never overspent by calls that cost no more than was to be expected of them", async () => {
  const budget = createBudget({ money: 0.02 }, NOTHING);
  const allowance = allowanceFor(budget, price, undefined);
  let paid = 0;
  const outcomes = await Promise.allSettled(
    Array.from({ length: 200 }, (_, index) =>
      allowance(
        { name: "assess", characters: 400, count: 1 },
        async () => {
          await turn();
          const usage = { promptTokens: 100, completionTokens: 100 + (index % 40) };
          paid += (usage.promptTokens + usage.completionTokens) / 1e6;
          return [usage];
        },
        () => true,
      ),
    ),
  );
  expect(paid).toBeLessThanOrEqual(0.02);
  // What it learns lets it come near the limit: a call may take 1.5 times the dearest so far.
  expect(paid).toBeGreaterThan(0.019);
  expect(budget.spent().settled.money).toBeCloseTo(paid, 9);
  expect(outcomes.some(({ status }) => status === "rejected")).toBe(true);
});

test("a call that broke off is taken to have cost the most that it may have, one that was turned down nothing", async () => {
  const budget = createBudget({ money: 1 }, NOTHING);
  const allowance = allowanceFor(budget, price, 100);
  const request = { name: "assess", characters: 400, count: 1 };
  const fail = async (): Promise<[]> => Promise.reject(new Error("cut"));
  await expect(allowance(request, fail, () => true)).rejects.toThrow("cut");
  expect(budget.spent().settled.tokens).toBe(300 + 100);
  await expect(allowance(request, fail, () => false)).rejects.toThrow("cut");
  expect(budget.spent().settled.tokens).toBe(400);
});
