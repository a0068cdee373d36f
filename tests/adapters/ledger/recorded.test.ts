import { expect, test, vi } from "vitest";
import type { RawReply } from "../../../src/adapters/ledger/ledger.ts";
import { openLedger } from "../../../src/adapters/ledger/open-ledger.ts";
import { type Attempt, recorded, type Send, type Try } from "../../../src/adapters/ledger/recorded.ts";
import { createCounter } from "../../../src/adapters/ledger/tally.ts";

const raw = (text: string, tokens: number | null = 5): RawReply => ({
  end: "complete",
  text,
  promptTokens: tokens,
  completionTokens: tokens,
  model: "m",
  fingerprint: null,
  chances: null,
});

const always = () => true;
const never = () => false;
const gone: Attempt = async (sent) => {
  sent();
  throw new Error("gone");
};
const sending =
  (text: string, tokens?: number | null): Send =>
  (noted) =>
    noted(async (sent) => {
      sent();
      return [raw(text, tokens)];
    }, never);

function setUp() {
  const ledger = openLedger(":memory:");
  const counter = createCounter();
  return { ledger, counter, give: recorded({ ledger, counter, isPaid: true }) };
}

test("what nobody saw is stored before it is given", async () => {
  const { ledger, give } = setUp();
  const reply = await give({ key: "k", send: sending("text") });
  expect(await ledger.findReply("k")).toEqual(reply);
  const unsent = () => Promise.reject(new Error("must not be sent"));
  expect(await give({ key: "k", send: unsent })).toEqual(reply);
});

test("lost tries are counted as repeated once a reply came", async () => {
  const { counter, give } = setUp();
  const send = async (noted: Try) => {
    await expect(noted(gone, always)).rejects.toThrow("gone");
    await expect(noted(gone, always)).rejects.toThrow("gone");
    return sending("text")(noted, 1);
  };
  await give({ key: "k", send: send });
  expect(counter.tally()).toMatchObject({ used: 1, made: 1, repeated: 2 });
});

test("a call given up after lost tries is counted in full, and not again when it is asked once more", async () => {
  const { counter, give } = setUp();
  const losing = async (noted: Try) => {
    await expect(noted(gone, always)).rejects.toThrow("gone");
    return noted(gone, always);
  };
  await expect(give({ key: "k", send: losing })).rejects.toThrow("gone");
  expect(counter.tally().repeated).toBe(2);
  await give({ key: "k", send: sending("text") });
  expect(counter.tally()).toMatchObject({ used: 1, repeated: 2 });
});

test("a call that was called off before it went out was not paid, whatever its error says", async () => {
  const { ledger, counter } = setUp();
  const give = recorded({ ledger, counter, isPaid: true, run: "mine" });
  const waiting: Send = (noted) => noted(() => Promise.reject(new Error("called off")), always);
  await expect(give({ key: "k", send: waiting })).rejects.toThrow("called off");
  expect(counter.tally().repeated).toBe(0);
  expect((await ledger.spentBy("mine")).lost).toBe(0);
});

test("a call that cannot be noted does not go out, and its failure is the ledger's", async () => {
  const { ledger, counter } = setUp();
  const full = {
    ...ledger,
    sendCall: () => {
      throw new Error("the disk is full");
    },
  };
  const give = recorded({ ledger: full, counter, isPaid: true, run: "mine" });
  let went = 0;
  const send: Send = (noted) =>
    noted(async (sent) => {
      try {
        sent();
      } catch {
        throw new Error("the connection failed");
      }
      went++;
      return [raw("text")];
    }, always);
  await expect(give({ key: "k", send })).rejects.toThrow("the disk is full");
  expect([went, counter.tally().repeated]).toEqual([0, 0]);
});

test("a call that was turned down is not counted when it is asked again", async () => {
  const { counter, give } = setUp();
  const refused: Send = (noted) => noted(() => Promise.reject(new Error("no")), never);
  await expect(give({ key: "k", send: refused })).rejects.toThrow("no");
  await give({ key: "k", send: sending("text") });
  expect(counter.tally()).toMatchObject({ used: 1, made: 1, repeated: 0 });
});

test("of two processes that ask the same at once both use the first reply, and one call is a repeated one", async () => {
  const { ledger, counter, give } = setUp();
  const theirs = createCounter();
  const other = recorded({ ledger, counter: theirs, isPaid: true });
  const send: Send = (noted) =>
    noted(async (sent) => {
      sent();
      await other({ key: "k", send: sending("theirs") });
      return [raw("mine")];
    }, never);
  expect((await give({ key: "k", send: send })).text).toBe("theirs");
  expect(counter.tally()).toMatchObject({ used: 1, made: 0, replayed: 1, repeated: 0 });
  expect(theirs.tally()).toMatchObject({ used: 1, made: 1, repeated: 1 });
});

test("a reply that came while a call waited for its turn is used, and nothing is sent", async () => {
  const { ledger, counter } = setUp();
  const other = recorded({ ledger, counter: createCounter(), isPaid: true });
  const give = recorded({ ledger, counter, isPaid: true });
  const unsent: Send = async (noted) => {
    await other({ key: "k", send: sending("theirs") });
    return noted(() => Promise.reject(new Error("must not be sent")), never);
  };
  expect((await give({ key: "k", send: unsent })).text).toBe("theirs");
  expect(counter.tally()).toMatchObject({ used: 1, made: 0, replayed: 1, repeated: 0 });
});

test("tokens are summed over entries, each once, and unknown as soon as one is", async () => {
  const { counter, give } = setUp();
  await give({ key: "a", send: sending("a", 5) });
  await give({ key: "b", send: sending("b", 7) });
  await give({ key: "a", send: sending("a", 5) });
  expect(counter.tally()).toMatchObject({ used: 2, promptTokens: 12, completionTokens: 12 });
  await give({ key: "c", send: sending("c", null) });
  expect(counter.tally()).toMatchObject({ used: 3, promptTokens: null });
});

test("half a surrogate pair is mended before the reply is used, so that it replays as it was used", async () => {
  const { ledger, give } = setUp();
  const reply = await give({ key: "k", send: sending("broken \ud83d off") });
  expect(reply.text).toBe("broken \ufffd off");
  expect(await ledger.findReply("k")).toEqual(reply);
});

test("what may be drawn together is one call, whose replies are entries of their own", async () => {
  const { ledger, counter, give } = setUp();
  const counts: number[] = [];
  const send: Send = (noted, count) => {
    counts.push(count);
    return noted(async () => Array.from({ length: count }, (_, index) => raw(`text ${index}`)), never);
  };
  const keys = Array.from({ length: 40 }, (_, index) => `key ${index}`);
  const ask = (key: string) => give({ key, together: "request", send });
  const replies = await Promise.all(keys.map(ask));
  expect(counts).toEqual([32, 8]);
  expect(new Set(replies.map(({ call }) => call)).size).toBe(2);
  for (const reply of replies) expect(await ledger.findReply(reply.key)).toEqual(reply);
  expect(counter.tally()).toMatchObject({ used: 40, made: 2, replayed: 0, repeated: 0 });
  expect(await Promise.all(keys.map(ask))).toEqual(replies);
  expect(counts).toHaveLength(2);
});

test("a provider that gives one reply where several are asked for is asked for each, and not for several again", async () => {
  const { counter, give } = setUp();
  const counts: number[] = [];
  const send: Send = (noted, count) => {
    const place = counts.push(count);
    return noted(async () => [raw(`text ${place}`)], never);
  };
  const ask = (key: string) => give({ key, together: "request", send });
  const replies = await Promise.all(["a", "b", "c"].map(ask));
  expect(new Set(replies.map(({ text }) => text)).size).toBe(3);
  expect(counts).toEqual([3, 1, 1]);
  await Promise.all(["d", "e"].map(ask));
  expect(counts).toEqual([3, 1, 1, 1, 1]);
  expect(counter.tally()).toMatchObject({ used: 5, made: 5 });
});

test("a run's calls are added up in the ledger, those of a process that was killed included", async () => {
  const ledger = openLedger(":memory:");
  const dying = recorded({ ledger, counter: createCounter(), isPaid: true, run: "mine" });
  await dying({ key: "a", send: sending("a") });
  // Under way when the process dies: noted, and never heard of again.
  const silent: Attempt = (sent) => {
    sent();
    return new Promise(() => {});
  };
  void dying({ key: "b", send: (noted) => noted(silent, never) });
  await vi.waitFor(async () => expect((await ledger.spentBy("mine")).lost).toBe(1));
  const counter = createCounter();
  const give = recorded({ ledger, counter, isPaid: true, run: "mine" });
  for (const key of ["a", "b"]) await give({ key, send: sending(key) });
  expect(counter.tally()).toMatchObject({ used: 2, made: 1, replayed: 1, repeated: 1 });
  expect(await ledger.spentBy("mine")).toEqual({ calls: 2, lost: 1, promptTokens: 10, completionTokens: 10 });
});
