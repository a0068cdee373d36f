import type { Kysely, Selectable } from "kysely";
import { InputError } from "../../domain/errors.ts";
import { groupCommit } from "./group-commit.ts";
import type { Ledger, LedgerReply, ReplyEnd } from "./ledger.ts";
import type { Tables } from "./tables.ts";

/** Databases bound the values of one statement; SQLite's bound is the lowest. */
const ROWS_PER_STATEMENT = 500;

const ENDS: Readonly<Record<string, ReplyEnd>> = { complete: "complete", refused: "refused", cut: "cut" };

function toReply(row: Selectable<Tables["reply"]>): LedgerReply {
  const end = ENDS[row.end];
  if (end === undefined)
    throw new InputError(
      "ledger-unreadable",
      `ledger: the reply ${row.key} has the unknown end "${row.end}"; it was written by another version of assize`,
    );
  return {
    key: row.key,
    end,
    text: row.text,
    digest: row.digest,
    promptTokens: row.prompt_tokens,
    completionTokens: row.completion_tokens,
    model: row.model,
    fingerprint: row.fingerprint,
    call: row.call,
    created: row.created,
  };
}

function toRow(reply: LedgerReply): Tables["reply"] {
  const { promptTokens, completionTokens, ...rest } = reply;
  return { ...rest, prompt_tokens: promptTokens, completion_tokens: completionTokens };
}

const toBytes = (vector: Float64Array): Uint8Array => new Uint8Array(Float32Array.from(vector).buffer);

/** The bytes are copied first, because a view of floats must start at a multiple of four. */
const toVector = (bytes: Uint8Array): Float64Array =>
  Float64Array.from(new Float32Array(Uint8Array.from(bytes).buffer));

function slices<T>(values: readonly T[]): readonly (readonly T[])[] {
  const count = Math.ceil(values.length / ROWS_PER_STATEMENT);
  return Array.from({ length: count }, (_, index) =>
    values.slice(index * ROWS_PER_STATEMENT, (index + 1) * ROWS_PER_STATEMENT),
  );
}

async function findIn(database: Kysely<Tables>, key: string): Promise<LedgerReply | undefined> {
  const row = await database.selectFrom("reply").selectAll().where("key", "=", key).executeTakeFirst();
  return row && toReply(row);
}

/**
 * The ledger over any database that Kysely speaks to. `ready` resolves once the tables stand; nothing is read or
 * written before.
 */
export function kyselyLedger(database: Kysely<Tables>, ready: Promise<void>): Ledger {
  const commit = groupCommit(database);

  return {
    findReply: async (key) => {
      await ready;
      return findIn(database, key);
    },
    beginCall: async (call) => {
      await ready;
      return commit(async (transaction) => {
        await transaction.insertInto("open_call").values(call).execute();
        const reply = await findIn(transaction, call.key);
        if (reply) {
          await transaction.deleteFrom("open_call").where("id", "=", call.id).execute();
          return { reply };
        }
        const { calls } = await transaction
          .selectFrom("open_call")
          .select(({ fn }) => fn.countAll<number>().as("calls"))
          .where("key", "=", call.key)
          .executeTakeFirstOrThrow();
        return { earlier: calls - 1 };
      });
    },
    withdrawCall: async (id) => {
      await ready;
      await commit((transaction) => transaction.deleteFrom("open_call").where("id", "=", id).execute());
    },
    recordReply: async (reply) => {
      await ready;
      return commit(async (transaction) => {
        const inserted = await transaction
          .insertInto("reply")
          .values(toRow(reply))
          .onConflict((conflict) => conflict.doNothing())
          .returning("key")
          .executeTakeFirst();
        await transaction.deleteFrom("open_call").where("id", "=", reply.call).execute();
        return inserted ? reply : ((await findIn(transaction, reply.key)) ?? reply);
      });
    },
    rememberChoice: async (name, value) => {
      await ready;
      return commit(async (transaction) => {
        await transaction
          .insertInto("choice")
          .values({ name, value })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        const standing = transaction.selectFrom("choice").select("value").where("name", "=", name);
        return (await standing.executeTakeFirstOrThrow()).value;
      });
    },
    findChoice: async (name) => {
      await ready;
      const row = await database
        .selectFrom("choice")
        .select("value")
        .where("name", "=", name)
        .executeTakeFirst();
      return row?.value;
    },
    findVectors: async (keys) => {
      await ready;
      const found = new Map<string, Float64Array>();
      for (const slice of slices(keys)) {
        const rows = await database.selectFrom("vector").selectAll().where("key", "in", slice).execute();
        for (const row of rows) found.set(row.key, toVector(row.components));
      }
      return found;
    },
    recordVectors: async (vectors) => {
      await ready;
      const rows = [...vectors].map(([key, vector]) => ({ key, components: toBytes(vector) }));
      await commit(async (transaction) => {
        for (const slice of slices(rows))
          await transaction
            .insertInto("vector")
            .values(slice)
            .onConflict((conflict) => conflict.doNothing())
            .execute();
      });
    },
    close: async () => {
      await ready;
      await commit(async () => {});
      await database.destroy();
    },
  };
}
