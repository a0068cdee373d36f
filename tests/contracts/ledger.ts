import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { digestText } from "../../src/adapters/ledger/digest.ts";
import type { Ledger, LedgerReply } from "../../src/adapters/ledger/ledger.ts";

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
    call: randomUUID(),
    created: 1_790_000_000_000,
    ...fields,
  };
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
      const reply = replyOf("a", 'null\u0000 "quotes" é 😀 \n'.repeat(2000), {
        end: "refused",
        promptTokens: null,
        completionTokens: null,
        model: null,
        fingerprint: null,
      });
      expect(await ledger.findReply(reply.key)).toBeUndefined();
      expect(await ledger.recordReply(reply)).toEqual(reply);
      expect(await ledger.findReply(reply.key)).toEqual(reply);
    });

    test("the first reply under a key stays, and a late one is told of it", async () => {
      const ledger = await single();
      const first = replyOf("a", "first");
      await ledger.recordReply(first);
      expect(await ledger.recordReply(replyOf("a", "second"))).toEqual(first);
      expect(await ledger.findReply(first.key)).toEqual(first);
    });

    test("writes that arrive together are all kept, and each is readable once acknowledged", async () => {
      const ledger = await single();
      await Promise.all(
        Array.from({ length: 300 }, async (_, index) => {
          const reply = replyOf(`k${index}`, `text ${index}`);
          await ledger.recordReply(reply);
          expect(await ledger.findReply(reply.key)).toEqual(reply);
        }),
      );
    });

    test("what is stored is there for whoever opens the store later or at the same time", async () => {
      const { ledgers, open } = await opened(2);
      const reply = replyOf("a", "text");
      await ledgers[0]?.recordReply(reply);
      expect(await ledgers[1]?.findReply(reply.key)).toEqual(reply);
      expect(await (await open()).findReply(reply.key)).toEqual(reply);
    });

    test("two writers on one store lose nothing and agree on what stands", async () => {
      const { ledgers } = await opened(2);
      const stood = await Promise.all(
        Array.from({ length: 200 }, (_, index) =>
          ledgers[index % 2]!.recordReply(replyOf(`k${index >> 1}`, `by ${index % 2}`)),
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
      const created = 1;
      expect(await ledger.beginCall({ id: "one", key, created })).toEqual({ earlier: 0 });
      expect(await ledger.beginCall({ id: "other", key: digestText("b"), created })).toEqual({ earlier: 0 });
      expect(await ledger.beginCall({ id: "two", key, created })).toEqual({ earlier: 1 });
    });

    test("a call that was turned down or answered is not counted", async () => {
      const ledger = await single();
      const key = digestText("a");
      await ledger.beginCall({ id: "one", key, created: 1 });
      await ledger.withdrawCall("one");
      expect(await ledger.beginCall({ id: "two", key, created: 1 })).toEqual({ earlier: 0 });
      await ledger.withdrawCall("two");
      await ledger.beginCall({ id: "three", key, created: 1 });
      await ledger.recordReply(replyOf("b", "text", { call: "three" }));
      expect(await ledger.beginCall({ id: "four", key, created: 1 })).toEqual({ earlier: 0 });
    });

    test("a call whose reply came meanwhile is given the reply, and not noted", async () => {
      const ledger = await single();
      const reply = replyOf("a", "text");
      await ledger.recordReply(reply);
      const { key } = reply;
      expect(await ledger.beginCall({ id: "late", key, created: 1 })).toEqual({ reply });
      expect(await ledger.beginCall({ id: "later", key, created: 1 })).toEqual({ reply });
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
      const recorded = ledger.recordReply(reply);
      disposals.pop();
      await ledger.close();
      expect(await recorded).toEqual(reply);
      expect(await (await open()).findReply(reply.key)).toEqual(reply);
    });
  });
}
