import { expect, test, vi } from "vitest";
import { type Context, EXIT } from "../../../src/cli/context.ts";
import { withinTimeLimit } from "../../../src/cli/run/within-time-limit.ts";

function place(signal = new AbortController().signal) {
  const remarks: string[] = [];
  const context: Context = {
    cwd: ".",
    environment: {},
    signal,
    print: () => {},
    remark: (text) => remarks.push(text),
    isInteractive: false,
  };
  return { context, remarks };
}

const untilCalledOff = (context: Context) =>
  new Promise<never>((_, reject) => {
    context.signal.addEventListener("abort", () => reject(context.signal.reason));
  });

test("work that lasts too long is called off, and told how to go on", async () => {
  vi.useFakeTimers();
  const { context, remarks } = place();
  const ended = withinTimeLimit(context, "1.5m", untilCalledOff);
  await vi.advanceTimersByTimeAsync(90_000);
  expect(await ended).toBe(EXIT.interrupted);
  expect(remarks.join()).toMatch(/1\.5m are over.*same command goes on/);
  vi.useRealTimers();
});

test("an interruption, a failure and work that is done in time stay what they are", async () => {
  const interrupt = new AbortController();
  const { context, remarks } = place(interrupt.signal);
  expect(await withinTimeLimit(context, "2h", async () => EXIT.gate)).toBe(EXIT.gate);
  await expect(withinTimeLimit(context, "2h", () => Promise.reject(new Error("a bug")))).rejects.toThrow(
    "a bug",
  );
  const ended = withinTimeLimit(context, "2h", untilCalledOff);
  interrupt.abort(new Error("Ctrl-C"));
  await expect(ended).rejects.toThrow("Ctrl-C");
  expect(remarks).toEqual([]);
});

test.each(["", "5", "1 h", "-3m", "0s", "99999h", "soon"])('"%s" is no time', async (text) => {
  await expect(withinTimeLimit(place().context, text, async () => EXIT.done)).rejects.toThrow(/--time-limit/);
});
