import { openEmbedder } from "../adapters/embedders/open-embedder.ts";
import { openLedger } from "../adapters/ledger/open-ledger.ts";
import { type OpenedModel, openModel } from "../adapters/open-model.ts";
import type { Complete, FitEmbed } from "../domain/ports.ts";
import type { EmbedderSpec, ModelSpec } from "../domain/study.ts";
import type { Context } from "./context.ts";

/** The open doors to models and embedders for the time of one command. */
export type Doors = {
  readonly complete: (model: string) => Complete;
  /** A path to a local model goes from `folder`, by default the working folder. */
  readonly fitEmbed: (spec: EmbedderSpec, seed: number, folder?: string) => FitEmbed;
  readonly models: readonly { readonly spec: ModelSpec; readonly opened: OpenedModel }[];
};

/** Opens the ledger and the models, hands them to `work`, and closes them whatever happens. */
export async function withModels<T>(
  context: Context,
  setting: {
    readonly ledger: string;
    readonly specs: readonly ModelSpec[];
    readonly concurrency?: number | undefined;
  },
  work: (doors: Doors) => Promise<T>,
): Promise<T> {
  const ledger = await openLedger(setting.ledger);
  const models: { spec: ModelSpec; opened: OpenedModel }[] = [];
  try {
    for (const spec of setting.specs) {
      const opened = await openModel(spec, {
        ledger,
        environment: context.environment,
        ...(setting.concurrency === undefined ? {} : { concurrency: setting.concurrency }),
      });
      models.push({ spec, opened });
    }
    return await work({
      models,
      complete: (id) => {
        const found = models.find(({ spec }) => spec.id === id);
        if (!found) throw new Error(`no model was opened under the name ${id}`);
        return found.opened.complete;
      },
      fitEmbed: (spec, seed, folder = context.cwd) =>
        openEmbedder(spec, { ledger, environment: context.environment, seed, folder }),
    });
  } finally {
    for (const { opened } of models) await opened.close();
    await ledger.close();
  }
}
