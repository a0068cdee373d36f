import { expect, test } from "vitest";
import type { RawReply } from "../../../src/adapters/ledger/ledger.ts";
import { openLedger } from "../../../src/adapters/ledger/open-ledger.ts";
import { recorded, type Send, type Try } from "../../../src/adapters/ledger/recorded.ts";
import { createCounter } from "../../../src/adapters/ledger/tally.ts";

const raw = (text: string, tokens: number | null = 5): RawReply => ({
  end: "complete",
  text,
  promptTokens: tokens,
  completionTokens: tokens,
  model: "m",
  fingerprint: null,
});

const always = () => true;
const never = () => false;
const gone = () => Promise.reject(new Error("gone"));
const sending =
  (text: string, tokens?: number | null): Send =>
  (noted) =>
    noted(async () => raw(text, tokens), never);

function setUp() {
  const ledger = openLedger(":memory:");
  const counter = createCounter();
  const limit = <T>(work: () => Promise<T>) => work();
  return { ledger, counter, give: recorded({ ledger, counter, limit, isPaid: true }) };
}

test("what nobody saw is stored before it is given", async () => {
  const { ledger, give } = setUp();
  const reply = await give("k", sending("text"), undefined);
  expect(await ledger.findReply("k")).toEqual(reply);
  const unsent = () => Promise.reject(new Error("must not be sent"));
  expect(await give("k", unsent, undefined)).toEqual(reply);
});

test("lost tries are counted as repeated once a reply came", async () => {
  const { counter, give } = setUp();
  const send = async (noted: Try) => {
    await expect(noted(gone, always)).rejects.toThrow("gone");
    await expect(noted(gone, always)).rejects.toThrow("gone");
    return noted(async () => raw("text"), always);
  };
  await give("k", send, undefined);
  expect(counter.tally()).toMatchObject({ used: 1, made: 1, repeated: 2 });
});

test("a call given up after lost tries is counted in full, and not again when it is asked once more", async () => {
  const { counter, give } = setUp();
  const losing = async (noted: Try) => {
    await expect(noted(gone, always)).rejects.toThrow("gone");
    return noted(gone, always);
  };
  await expect(give("k", losing, undefined)).rejects.toThrow("gone");
  expect(counter.tally().repeated).toBe(2);
  await give("k", sending("text"), undefined);
  expect(counter.tally()).toMatchObject({ used: 1, repeated: 2 });
});

test("a call that was turned down is not counted when it is asked again", async () => {
  const { counter, give } = setUp();
  const refused: Send = (noted) => noted(() => Promise.reject(new Error("no")), never);
  await expect(give("k", refused, undefined)).rejects.toThrow("no");
  await give("k", sending("text"), undefined);
  expect(counter.tally()).toMatchObject({ used: 1, made: 1, repeated: 0 });
});

test("of two processes that ask the same at once both use the first reply, and one call is a repeated one", async () => {
  const { ledger, counter, give } = setUp();
  const theirs = createCounter();
  const other = recorded({ ledger, counter: theirs, limit: (work) => work(), isPaid: true });
  const send: Send = (noted) =>
    noted(async () => {
      await other("k", sending("theirs"), undefined);
      return raw("mine");
    }, never);
  expect((await give("k", send, undefined)).text).toBe("theirs");
  expect(counter.tally()).toMatchObject({ used: 1, made: 0, replayed: 1, repeated: 0 });
  expect(theirs.tally()).toMatchObject({ used: 1, made: 1, repeated: 1 });
});

test("a reply that came while a call waited for its turn is used, and nothing is sent", async () => {
  const { ledger, counter } = setUp();
  const other = recorded({ ledger, counter: createCounter(), limit: (work) => work(), isPaid: true });
  const limit = async <T>(work: () => Promise<T>) => {
    await other("k", sending("theirs"), undefined);
    return work();
  };
  const give = recorded({ ledger, counter, limit, isPaid: true });
  const unsent: Send = (noted) => noted(() => Promise.reject(new Error("must not be sent")), never);
  expect((await give("k", unsent, undefined)).text).toBe("theirs");
  expect(counter.tally()).toMatchObject({ used: 1, made: 0, replayed: 1, repeated: 0 });
});

test("tokens are summed over entries, each once, and unknown as soon as one is", async () => {
  const { counter, give } = setUp();
  await give("a", sending("a", 5), undefined);
  await give("b", sending("b", 7), undefined);
  await give("a", sending("a", 5), undefined);
  expect(counter.tally()).toMatchObject({ used: 2, promptTokens: 12, completionTokens: 12 });
  await give("c", sending("c", null), undefined);
  expect(counter.tally()).toMatchObject({ used: 3, promptTokens: null });
});

test("half a surrogate pair is mended before the reply is used, so that it replays as it was used", async () => {
  const { ledger, give } = setUp();
  const reply = await give("k", sending("broken \ud83d off"), undefined);
  expect(reply.text).toBe("broken \ufffd off");
  expect(await ledger.findReply("k")).toEqual(reply);
});
