import { type Kysely, sql } from "kysely";

/** The ledger's tables, in types that SQLite and PostgreSQL share: text ids, milliseconds as integers. */
export type Tables = {
  readonly reply: {
    readonly key: string;
    readonly end: string;
    readonly text: string;
    readonly digest: string;
    readonly prompt_tokens: number | null;
    readonly completion_tokens: number | null;
    readonly model: string | null;
    readonly fingerprint: string | null;
    readonly chances: string | null;
    readonly call: string;
    readonly run: string | null;
    readonly created: number;
  };
  /** Calls that were begun and brought no reply that anybody knows of. */
  readonly open_call: {
    readonly id: string;
    readonly key: string;
    readonly run: string | null;
    readonly created: number;
  };
  readonly choice: { readonly name: string; readonly value: string };
  readonly vector: { readonly key: string; readonly components: Uint8Array };
};

/** Creates what is missing. `bytes` is the dialect's type for binary data. */
export async function createTables(database: Kysely<Tables>, bytes: "blob" | "bytea"): Promise<void> {
  const { schema } = database;
  await schema
    .createTable("reply")
    .ifNotExists()
    .addColumn("key", "text", (column) => column.primaryKey())
    .addColumn("end", "text", (column) => column.notNull())
    .addColumn("text", "text", (column) => column.notNull())
    .addColumn("digest", "text", (column) => column.notNull())
    .addColumn("prompt_tokens", "integer")
    .addColumn("completion_tokens", "integer")
    .addColumn("model", "text")
    .addColumn("fingerprint", "text")
    .addColumn("chances", "text")
    .addColumn("call", "text", (column) => column.notNull())
    .addColumn("run", "text")
    .addColumn("created", "bigint", (column) => column.notNull())
    .execute();
  await schema
    .createTable("open_call")
    .ifNotExists()
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("key", "text", (column) => column.notNull())
    .addColumn("run", "text")
    .addColumn("created", "bigint", (column) => column.notNull())
    .execute();
  await schema
    .createTable("choice")
    .ifNotExists()
    .addColumn("name", "text", (column) => column.primaryKey())
    .addColumn("value", "text", (column) => column.notNull())
    .execute();
  await schema
    .createTable("vector")
    .ifNotExists()
    .addColumn("key", "text", (column) => column.primaryKey())
    .addColumn("components", sql.raw(bytes), (column) => column.notNull())
    .execute();
  // Files of before lack these: their entries belong to no run. In PostgreSQL there were none before.
  for (const [table, column] of bytes === "blob" ? LATER : [])
    if (!(await hasColumn(database, table, column)))
      await schema.alterTable(table).addColumn(column, "text").execute();
  await schema.createIndex("open_call_key").ifNotExists().on("open_call").column("key").execute();
  await schema.createIndex("reply_run").ifNotExists().on("reply").column("run").execute();
}

const LATER = [
  ["reply", "run"],
  ["reply", "chances"],
  ["open_call", "run"],
] as const;

async function hasColumn(database: Kysely<Tables>, table: string, column: string): Promise<boolean> {
  const { rows } = await sql`select 1 from pragma_table_info(${table}) where name = ${column}`.execute(
    database,
  );
  return rows.length > 0;
}
