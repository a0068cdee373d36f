import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { digestText } from "../../src/adapters/ledger/digest.ts";
import type { BegunCall, Ledger, LedgerCall, LedgerReply } from "../../src/adapters/ledger/ledger.ts";

/** A store that can be opened several times at once, and thrown away. */
export type LedgerStore = {
  readonly open: () => Promise<Ledger>;
  readonly dispose: () => Promise<void>;
};

export function replyOf(key: string, text: string, fields: Partial<LedgerReply> = {}): LedgerReply {
  return {
    key: digestText(key),
    end: "complete",
    text,
    digest: digestText(text),
    promptTokens: 120,
    completionTokens: 7,
    model: "m-2026",
    fingerprint: "fp_1",
    chances: null,
    call: randomUUID(),
    run: null,
    created: 1_790_000_000_000,
    ...fields,
  };
}

export function callOf(id: string, key: string, run: string | null = null): LedgerCall {
  return { id, key, run, created: 1 };
}

/** Stores the only reply of a call. */
/** Begins a call and, where it is needed, sends it. */
export async function begin(ledger: Ledger, call: LedgerCall): Promise<BegunCall> {
  const begun = await ledger.beginCall(call);
  if ("earlier" in begun) ledger.sendCall(call);
  return begun;
}

export async function record(ledger: Ledger, reply: LedgerReply): Promise<LedgerReply> {
  const [standing] = await ledger.recordReplies([reply]);
  return standing!;
}

/** What every ledger must do, whatever it is stored in. */
export function ledgerContract(name: string, createStore: () => Promise<LedgerStore>): void {
  describe(name, () => {
    const disposals: (() => Promise<void>)[] = [];
    afterEach(async () => {
      for (const dispose of disposals.splice(0).reverse()) await dispose();
    });
    async function opened(count = 1): Promise<{ ledgers: Ledger[]; open: () => Promise<Ledger> }> {
      const store = await createStore();
      disposals.push(store.dispose);
      const open = async () => {
        const ledger = await store.open();
        disposals.push(ledger.close);
        return ledger;
      };
      const ledgers: Ledger[] = [];
      for (let index = 0; index < count; index++) ledgers.push(await open());
      return { ledgers, open };
    }
    async function single(): Promise<Ledger> {
      const { ledgers } = await opened();
      return ledgers[0]!;
    }

    test("a reply comes back as it was stored, whatever its text", async () => {
      const ledger = await single();
      const reply = replyOf("a", 'null "quotes" é 😀 \n'.repeat(2000), {
        end: "refused",
        promptTokens: null,
        completionTokens: null,
        model: null,
        fingerprint: null,
        chances: '[{"at":3,"options":[["4",-0.1]]}]',
      });
      expect(await ledger.findReply(reply.key)).toBeUndefined();
      expect(await record(ledger, reply)).toEqual(reply);
      expect(await ledger.findReply(reply.key)).toEqual(reply);
    });

    test("the first reply under a key stays, and a late one is told of it", async () => {
      const ledger = await single();
      const first = replyOf("a", "first");
      await record(ledger, first);
      expect(await record(ledger, replyOf("a", "second"))).toEqual(first);
      expect(await ledger.findReply(first.key)).toEqual(first);
    });

    test("writes that arrive together are all kept, and each is readable once acknowledged", async () => {
      const ledger = await single();
      await Promise.all(
        Array.from({ length: 300 }, async (_, index) => {
          const reply = replyOf(`k${index}`, `text ${index}`);
          await record(ledger, reply);
          expect(await ledger.findReply(reply.key)).toEqual(reply);
        }),
      );
    });

    test("what is stored is there for whoever opens the store later or at the same time", async () => {
      const { ledgers, open } = await opened(2);
      const reply = replyOf("a", "text");
      await record(ledgers[0]!, reply);
      expect(await ledgers[1]?.findReply(reply.key)).toEqual(reply);
      expect(await (await open()).findReply(reply.key)).toEqual(reply);
    });

    test("two writers on one store lose nothing and agree on what stands", async () => {
      const { ledgers } = await opened(2);
      const stood = await Promise.all(
        Array.from({ length: 200 }, (_, index) =>
          record(ledgers[index % 2]!, replyOf(`k${index >> 1}`, `by ${index % 2}`)),
        ),
      );
      for (let index = 0; index < 200; index += 2) {
        expect(stood[index]).toEqual(stood[index + 1]);
        expect(await ledgers[0]!.findReply(stood[index]!.key)).toEqual(stood[index]);
      }
    });

    test("a call whose outcome nobody knows is counted when its request is asked again", async () => {
      const ledger = await single();
      const key = digestText("a");
      expect(await begin(ledger, callOf("one", key))).toEqual({ earlier: 0 });
      expect(await begin(ledger, callOf("other", digestText("b")))).toEqual({ earlier: 0 });
      expect(await begin(ledger, callOf("two", key))).toEqual({ earlier: 1 });
    });

    test("a call that was turned down or answered is not counted", async () => {
      const ledger = await single();
      const key = digestText("a");
      await begin(ledger, callOf("one", key));
      await ledger.withdrawCall("one");
      expect(await begin(ledger, callOf("two", key))).toEqual({ earlier: 0 });
      await ledger.withdrawCall("two");
      await begin(ledger, callOf("three", key));
      await record(ledger, replyOf("b", "text", { call: "three" }));
      expect(await begin(ledger, callOf("four", key))).toEqual({ earlier: 0 });
    });

    test("a call whose reply came meanwhile is given the reply, and not noted", async () => {
      const ledger = await single();
      const reply = replyOf("a", "text");
      await record(ledger, reply);
      const { key } = reply;
      expect(await begin(ledger, callOf("late", key))).toEqual({ reply });
      expect(await begin(ledger, callOf("later", key))).toEqual({ reply });
    });

    test("one call brings several replies, each under its key, and is closed by them", async () => {
      const ledger = await single();
      const replies = ["a", "b", "c"].map((key) => replyOf(key, `text ${key}`, { call: "one" }));
      await begin(ledger, callOf("one", replies[0]!.key, "mine"));
      expect(await ledger.recordReplies(replies)).toEqual(replies);
      for (const reply of replies) expect(await ledger.findReply(reply.key)).toEqual(reply);
      expect((await ledger.spentBy("mine")).lost).toBe(0);
    });

    test("a run's spending counts calls once, tokens of all their replies, and calls without a use", async () => {
      const ledger = await single();
      const paid = (key: string, call: string) => replyOf(key, key, { call, run: "mine" });
      await ledger.recordReplies([paid("a", "one"), paid("b", "one")]);
      await record(ledger, paid("c", "two"));
      await record(ledger, replyOf("d", "d", { run: "theirs" }));
      await begin(ledger, callOf("died", digestText("e"), "mine"));
      // This one came too late: its key is answered, and it was paid all the same.
      const late = replyOf("f", "late", { call: "late", run: "mine" });
      await begin(ledger, callOf("late", late.key, "mine"));
      await record(ledger, replyOf("f", "first", { run: "theirs" }));
      expect((await record(ledger, late)).text).toBe("first");
      expect(await ledger.spentBy("mine")).toEqual({
        calls: 2,
        lost: 2,
        promptTokens: 360,
        completionTokens: 21,
      });
      expect(await ledger.spentBy("nobody")).toEqual({
        calls: 0,
        lost: 0,
        promptTokens: 0,
        completionTokens: 0,
      });
      await record(ledger, replyOf("g", "g", { run: "mine", promptTokens: null }));
      expect(await ledger.spentBy("mine")).toMatchObject({ promptTokens: null, completionTokens: 28 });
    });

    test("of many that begin the same call at once every one stays noted", async () => {
      const { ledgers } = await opened(4);
      const key = digestText("a");
      const begun = await Promise.all(
        Array.from({ length: 40 }, (_, index) => begin(ledgers[index % 4]!, callOf(`call ${index}`, key))),
      );
      const earlier = begun.map((found) => ("earlier" in found ? found.earlier : -1));
      expect(Math.min(...earlier)).toBe(0);
      expect(Math.max(...earlier)).toBeLessThan(40);
      expect(await ledgers[0]!.beginCall(callOf("last", key))).toEqual({ earlier: 40 });
    });

    test("writers of the same keys in opposite orders do not block each other", async () => {
      const { ledgers } = await opened(2);
      const keys = Array.from({ length: 60 }, (_, index) => `k${index}`);
      const write = (ledger: Ledger, order: readonly string[]) =>
        Promise.all(order.map((key) => record(ledger, replyOf(key, key))));
      const [forth, back] = await Promise.all([
        write(ledgers[0]!, keys),
        write(ledgers[1]!, keys.toReversed()),
      ]);
      expect(new Set(forth.map(({ call }) => call))).toEqual(new Set(back.map(({ call }) => call)));
    });

    test("the first value of a choice stays for every process", async () => {
      const { ledgers } = await opened(2);
      expect(await ledgers[0]!.findChoice("rung")).toBeUndefined();
      expect(await ledgers[0]!.rememberChoice("rung", "tool")).toBe("tool");
      expect(await ledgers[1]!.rememberChoice("rung", "json")).toBe("tool");
      expect(await ledgers[1]!.findChoice("rung")).toBe("tool");
    });

    test("vectors come back in single precision under their keys, also many at once", async () => {
      const ledger = await single();
      const vectors = new Map(
        Array.from({ length: 1201 }, (_, index) => [`v${index}`, Float64Array.of(index, 1 / 3, -0.5)]),
      );
      await ledger.recordVectors(vectors);
      await ledger.recordVectors(new Map([["v7", Float64Array.of(9, 9, 9)]]));
      const found = await ledger.findVectors([...vectors.keys(), "absent"]);
      expect(found.size).toBe(1201);
      expect([...(found.get("v7") ?? [])]).toEqual([7, Math.fround(1 / 3), -0.5]);
    });

    test("closing waits for what was asked to be written", async () => {
      const { ledgers, open } = await opened(0);
      expect(ledgers).toEqual([]);
      const ledger = await open();
      const reply = replyOf("a", "text");
      const recorded = record(ledger, reply);
      disposals.pop();
      await ledger.close();
      expect(await recorded).toEqual(reply);
      expect(await (await open()).findReply(reply.key)).toEqual(reply);
    });
  });
}
