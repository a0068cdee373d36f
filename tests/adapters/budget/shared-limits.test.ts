import { expect, test } from "vitest";
import { type Cost, growingBudget, NOTHING } from "../../../src/adapters/budget/budget.ts";
import { sharedLimits } from "../../../src/adapters/budget/shared-limits.ts";

const turn = () => new Promise((resolve) => setImmediate(resolve));
const cost = (money: number): Cost => ({ money, tokens: 0, calls: 1 });

/** A pot that processes share, as the row of a queued study is. */
function pot(limit: number) {
  let claimed = 0;
  return {
    claimed: () => claimed,
    claim: async ({ money }: Cost): Promise<boolean> => {
      await turn();
      if (claimed + money > limit) return false;
      claimed += money;
      return true;
    },
  };
}

test("processes that share a limit never spend more than it together, and nearly all of it", async () => {
  const { claim, claimed } = pot(10);
  let paid = 0;
  const processes = Array.from({ length: 4 }, () => sharedLimits({ money: 10 }, claim));
  const budgets = processes.map((limits) => growingBudget(limits, NOTHING));
  const call = async (): Promise<void> => {
    await turn();
    paid += 0.07;
  };
  const settle = { brought: () => cost(0.07), failed: () => NOTHING };
  const outcomes = await Promise.allSettled(
    budgets.flatMap((budget) =>
      Array.from({ length: 60 }, () => budget.spend(() => cost(0.1), call, settle)),
    ),
  );
  expect(outcomes.filter(({ status }) => status === "rejected").length).toBeGreaterThan(0);
  expect(paid).toBeLessThanOrEqual(10);
  expect(paid).toBeGreaterThan(9);
  // What nobody spent is given back, so that a later process may.
  await Promise.all(
    processes.map((limits, index) => limits.leave(budgets[index]?.spent().settled ?? NOTHING)),
  );
  expect(claimed()).toBeCloseTo(paid, 9);
});

test("what is not limited is not claimed", async () => {
  const asked: Cost[] = [];
  const limits = sharedLimits({ calls: 3 }, async (amount) => {
    asked.push(amount);
    return true;
  });
  const budget = growingBudget(limits, NOTHING);
  await budget.spend(
    () => ({ money: 5, tokens: 100, calls: 1 }),
    async () => "",
    { brought: () => cost(5), failed: () => NOTHING },
  );
  expect(asked).toEqual([{ money: 0, tokens: 0, calls: 1 }]);
});
