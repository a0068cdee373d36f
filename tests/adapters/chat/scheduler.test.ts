import { expect, test } from "vitest";
import { createScheduler, type SchedulerSettings } from "../../../src/adapters/chat/scheduler.ts";

const times = (count: number, act: () => void): void => {
  for (let index = 0; index < count; index++) act();
};
const ASK = { tokens: 100, goesFirst: false, signal: undefined };
const soon = () => new Promise((resolve) => setImmediate(resolve));

/** A scheduler whose clock stands still until it is told to move. */
function clocked(settings: Partial<SchedulerSettings>) {
  let time = 0;
  const alarms = new Map<() => void, number>();
  const scheduler = createScheduler({
    most: 1000,
    ...settings,
    now: () => time,
    after: (milliseconds, act) => {
      alarms.set(act, time + milliseconds);
      return () => alarms.delete(act);
    },
  });
  return {
    scheduler,
    alarms,
    moveTo: async (to: number) => {
      for (;;) {
        await soon();
        const due = [...alarms].filter(([, at]) => at <= to).sort(([, a], [, b]) => a - b)[0];
        if (!due) break;
        alarms.delete(due[0]);
        time = due[1];
        due[0]();
      }
      time = to;
    },
  };
}

test("rate limits in more than a tenth of a round halve the calls at once", () => {
  const { scheduler } = clocked({ most: 64 });
  times(56, () => scheduler.answered(0));
  times(8, () => scheduler.limited(null));
  expect(scheduler.concurrency()).toBe(32);
  times(32, () => scheduler.limited(null));
  expect(scheduler.concurrency()).toBe(16);
});

test("stray rate limits do not narrow the window, however long they go on", () => {
  const { scheduler } = clocked({ most: 64 });
  for (let call = 0; call < 20_000; call++)
    if (call % 50 === 0) scheduler.limited(1000);
    else scheduler.answered(0);
  expect(scheduler.concurrency()).toBe(64);
});

test("every other round adds one, up to the bound", () => {
  const { scheduler } = clocked({ most: 64 });
  times(64, () => scheduler.limited(null));
  expect(scheduler.concurrency()).toBe(32);
  times(32, () => scheduler.answered(0));
  expect(scheduler.concurrency()).toBe(33);
  times(10_000, () => scheduler.answered(0));
  expect(scheduler.concurrency()).toBe(64);
});

test("it never stops altogether, and opens again when waiting did not help", () => {
  const { scheduler } = clocked({ most: 8 });
  times(1000, () => scheduler.limited(null));
  expect(scheduler.concurrency()).toBe(1);
  scheduler.givenUp();
  expect(scheduler.concurrency()).toBe(8);
});

test("calls beyond the bound wait for their turn, and what goes on with something begun goes before the others", async () => {
  const { scheduler } = clocked({ most: 2 });
  const order: string[] = [];
  let running = 0;
  let most = 0;
  const work = (name: string) => async () => {
    running++;
    most = Math.max(most, running);
    order.push(name);
    await soon();
    running--;
  };
  const names = ["a", "b", "c", "d", "again"];
  await Promise.all(names.map((name) => scheduler.run(work(name), { ...ASK, goesFirst: name === "again" })));
  expect(most).toBe(2);
  expect(order).toEqual(["a", "b", "again", "c", "d"]);
});

test("requests a minute are spread over it, but for one second's worth", async () => {
  const { scheduler, moveTo } = clocked({ rpm: 120 });
  let started = 0;
  const all = Array.from({ length: 300 }, () =>
    scheduler.run(async () => {
      started++;
    }, ASK),
  );
  await moveTo(0);
  expect(started).toBeLessThanOrEqual(3);
  await moveTo(30_000);
  expect(started).toBeGreaterThanOrEqual(60);
  expect(started).toBeLessThanOrEqual(63);
  await moveTo(60_000);
  expect(started).toBeLessThanOrEqual(123);
  await moveTo(150_000);
  await Promise.all(all);
});

test("tokens a minute are kept to by what calls took, not by what was expected of them", async () => {
  const { scheduler, moveTo } = clocked({ tpm: 60_000 });
  let started = 0;
  const all = Array.from({ length: 120 }, () =>
    scheduler.run(async () => {
      started++;
      scheduler.answered(900);
    }, ASK),
  );
  await moveTo(60_000);
  expect(started).toBeGreaterThanOrEqual(58);
  expect(started).toBeLessThanOrEqual(63);
  await moveTo(130_000);
  await Promise.all(all);
});

test("where nothing more is free nothing is sent until it is, and never for longer than a minute", async () => {
  const { scheduler, moveTo } = clocked({});
  scheduler.hold(5000);
  let started = 0;
  const run = () =>
    scheduler.run(async () => {
      started++;
    }, ASK);
  const first = run();
  await moveTo(4999);
  expect(started).toBe(0);
  await moveTo(5000);
  await first;
  scheduler.hold(3_600_000);
  const second = run();
  await moveTo(65_000);
  await second;
  expect(started).toBe(2);
});

test("many rate limits at once hold everybody for as long as the provider asks, a stray one does not", async () => {
  const { scheduler, moveTo } = clocked({ most: 20 });
  const run = () => scheduler.run(async () => {}, ASK);
  scheduler.limited(3000);
  await run();
  times(4, () => scheduler.limited(3000));
  let done = false;
  const held = run().then(() => {
    done = true;
  });
  await moveTo(2999);
  expect(done).toBe(false);
  await moveTo(3000);
  await held;
});

test("who is called off while waiting is told at once, and leaves no alarm behind", async () => {
  const { scheduler, alarms } = clocked({ most: 1 });
  scheduler.hold(60_000);
  const stop = new AbortController();
  const waiting = scheduler.run(async () => "never", { ...ASK, signal: stop.signal });
  stop.abort(new Error("enough"));
  await expect(waiting).rejects.toThrow("enough");
  expect(alarms.size).toBe(0);
});

test("calls that ended together do not begin together again, and none waits for long", async () => {
  const { scheduler, moveTo } = clocked({ most: 64 });
  let time = 0;
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const ask = () =>
    scheduler.run(() => {
      begun.push(time);
      return new Promise<void>((resolve) => ends.push(resolve));
    }, ASK);
  const endAll = () => {
    for (const end of ends.splice(0)) end();
  };
  const asked = Array.from({ length: 128 }, ask);
  expect(begun).toHaveLength(64);
  time = 200;
  await moveTo(time);
  endAll();
  while (time < 400) await moveTo(++time);
  const second = begun.slice(64).map((at) => at - 200);
  expect(second).toHaveLength(64);
  const atOnce = Math.max(...second.map((at) => second.filter((other) => other === at).length));
  expect(atOnce).toBeLessThanOrEqual(64 / 4);
  expect(Math.max(...second)).toBeLessThanOrEqual(200 / 4);
  endAll();
  await Promise.all(asked);
});
