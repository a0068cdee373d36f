import { expect, test } from "vitest";
import { createTurns } from "../../../src/adapters/chat/turns.ts";

const soon = () => new Promise((resolve) => setImmediate(resolve));

test("calls to one place are grouped by model, and every model gets its turn", async () => {
  const turns = createTurns();
  const order: string[] = [];
  const ask = (model: string, place = "here") =>
    turns.take(
      place,
      model,
      async () => {
        order.push(model);
        await soon();
      },
      undefined,
    );
  await Promise.all(["a", "b", "a", "c", "b", "a"].map((model) => ask(model)));
  expect(order).toEqual(["a", "a", "a", "b", "b", "c"]);
});

test("places do not wait for each other, and neither do calls of one model", async () => {
  const turns = createTurns();
  let underWay = 0;
  let most = 0;
  const call = async () => {
    underWay++;
    most = Math.max(most, underWay);
    await soon();
    underWay--;
  };
  await Promise.all([
    turns.take("here", "a", call, undefined),
    turns.take("here", "a", call, undefined),
    turns.take("there", "b", call, undefined),
  ]);
  expect(most).toBe(3);
});

test("a call that fails or was called off hands the turn on", async () => {
  const turns = createTurns();
  const failing = turns.take(
    "here",
    "a",
    () => soon().then(() => Promise.reject(new Error("no"))),
    undefined,
  );
  const stop = new AbortController();
  const stopped = turns.take("here", "b", async () => "never", stop.signal);
  const last = turns.take("here", "c", async () => "done", undefined);
  stop.abort(new Error("enough"));
  await expect(failing).rejects.toThrow("no");
  await expect(stopped).rejects.toThrow("enough");
  expect(await last).toBe("done");
});
