import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Patience } from "../../src/adapters/chat/patience.ts";
import type { Ledger } from "../../src/adapters/ledger/ledger.ts";
import { openLedger } from "../../src/adapters/ledger/open-ledger.ts";
import { type OpenedModel, openModel } from "../../src/adapters/open-model.ts";
import type { AssessTask } from "../../src/domain/prompt.ts";
import type { ModelSpec } from "../../src/domain/study.ts";
import { type FakeServer, type FakeServerOptions, startFakeServer } from "../fakes/openai-server.ts";

export const KEY = "sk-assize-test-0123456789abcdef";

/** One panelist's question on two dimensions of a short summary. */
export function assessTask(item = "i1"): AssessTask {
  return {
    kind: "assess",
    item: {
      id: item,
      kind: "summary",
      source: `Trial ${item} gave 120 patients a new drug. Half of the patients slept better than before.`,
      output: `In trial ${item} a drug helped half of the patients sleep.`,
    },
    rubric: {
      dimensions: [
        {
          id: "clarity",
          definition: "easy to follow",
          scale: { min: 1, max: 5, step: 1, level: "ordinal" },
        },
        {
          id: "faithfulness",
          definition: "says what the source says",
          scale: { min: 1, max: 5, step: 1, level: "ordinal" },
        },
      ],
    },
    seat: { id: "seat-1", persona: null, passages: [] },
    framing: "plain",
  };
}

export type Fixture = {
  readonly server: FakeServer;
  readonly ledger: Ledger;
  readonly ledgerPath: string;
  readonly waits: readonly number[];
  /** Opens the model on the fixture's server and ledger; again for a run that comes later. */
  readonly open: (spec?: Partial<ModelSpec>, signal?: AbortSignal) => Promise<OpenedModel>;
};

/** A server, a ledger on disk and a model between them, whose waiting takes no time and is written down. */
export async function modelFixture(
  serverOptions: FakeServerOptions = {},
  options: { readonly concurrency?: number; readonly patience?: Partial<Patience> } = {},
): Promise<Fixture> {
  const folder = mkdtempSync(join(tmpdir(), "assize-model-"));
  const ledgerPath = join(folder, "ledger.sqlite");
  const ledger = openLedger(ledgerPath);
  const server = await startFakeServer(serverOptions);
  const opened: OpenedModel[] = [];
  const waits: number[] = [];
  onTestFinished(async () => {
    for (const model of opened) await model.close();
    await server.close();
    await ledger.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const patience: Partial<Patience> = {
    random: () => 0.5,
    sleep: async (milliseconds) => {
      waits.push(milliseconds);
    },
    ...options.patience,
  };
  return {
    server,
    ledger,
    ledgerPath,
    waits,
    open: async (spec = {}, signal) => {
      const model = await openModel(
        { id: "m", model: "openai:gpt-fake", baseURL: server.url, temperature: 1, ...spec },
        {
          ledger,
          environment: { OPENAI_API_KEY: KEY },
          patience,
          ...(signal ? { signal } : {}),
          ...(options.concurrency ? { concurrency: options.concurrency } : {}),
        },
      );
      opened.push(model);
      return model;
    },
  };
}
