import { allowanceFor } from "../adapters/budget/allowance.ts";
import { type Budget, createBudget, type Limits, NOTHING, plus } from "../adapters/budget/budget.ts";
import { createTurns } from "../adapters/chat/turns.ts";
import { openEmbedder } from "../adapters/embedders/open-embedder.ts";
import type { Ledger, RunSpending } from "../adapters/ledger/ledger.ts";
import { openLedger } from "../adapters/ledger/open-ledger.ts";
import { type OpenedModel, openModel } from "../adapters/open-model.ts";
import { InputError } from "../domain/errors.ts";
import type { Complete, FitEmbed } from "../domain/ports.ts";
import type { ModelPrice, PriceList } from "../domain/price.ts";
import type { EmbedderSpec, ModelSpec } from "../domain/study.ts";
import { priceOfModel } from "../study/price-of-model.ts";
import type { Context } from "./context.ts";
import { costOfSpending } from "./money/cost-of-spending.ts";
import { readPrices } from "./money/read-prices.ts";
import { atBudget, isAtBudget } from "./run/at-budget.ts";

export type OpenDoor = {
  readonly spec: ModelSpec;
  readonly opened: OpenedModel;
  readonly price: ModelPrice;
  /** What the run has paid it so far, over all processes; null where nobody adds it up. */
  readonly spending: () => Promise<RunSpending | null>;
};

/** The open doors to models and embedders for the time of one command. */
export type Doors = {
  readonly complete: (model: string) => Complete;
  /** A path to a local model goes from `folder`, by default the working folder. */
  readonly fitEmbed: (spec: EmbedderSpec, seed: number, folder?: string) => FitEmbed;
  readonly models: readonly OpenDoor[];
  /** Calls of embedders that this command has made, and the texts that they were made for. */
  readonly embedded: () => { readonly calls: number; readonly texts: number };
  readonly budget: Budget | null;
  /**
   * Ends the asking: at the limit of a budget what is paid for already is waited for, after an interruption it is
   * called off. Everything that came is then stored.
   */
  readonly close: () => Promise<void>;
};

export type DoorSettings = {
  readonly ledger: string;
  readonly specs: readonly ModelSpec[];
  readonly concurrency?: number | undefined;
  /** Under this name the ledger adds up what is paid; without it, nobody asks. */
  readonly run?: string | undefined;
  readonly limits?: Limits | undefined;
  /** Whether others ask the models: a key that is missing here is then no matter. */
  readonly keysAreElsewhere?: boolean;
  /** Asked in this order; without them the list that comes along. */
  readonly prices?: readonly PriceList[] | undefined;
};

type Priced = Pick<OpenDoor, "spec" | "price" | "spending"> & { readonly run: string | undefined };

function pricedModels(
  ledger: Ledger,
  { specs, run }: DoorSettings,
  lists: readonly PriceList[],
): readonly Priced[] {
  return specs.map((spec) => {
    const price = priceOfModel(spec, lists);
    const payer = run === undefined ? undefined : `${run}/${spec.id}`;
    const spending = async (): Promise<RunSpending | null> =>
      payer === undefined ? null : ledger.spentBy(payer);
    return { spec, price, spending, run: payer };
  });
}

/** The budget, of which earlier processes of the run have spent their part. */
async function openBudget(limits: Limits, models: readonly Priced[]): Promise<Budget> {
  let before = NOTHING;
  for (const { spec, price, spending } of models) {
    if (limits.money !== undefined && price.input === null)
      throw new InputError(
        "no-price",
        `budget: a limit of money cannot be kept, for ${price.reason}, or limit calls and tokens in its place`,
      );
    const known = await spending();
    const cost = known === null ? NOTHING : costOfSpending(known, price);
    if (cost === null)
      throw new InputError(
        "no-usage",
        `budget: ${spec.model} does not say how many tokens its replies took, so what was spent is not known; limit calls in the place of money and tokens`,
      );
    before = plus(before, cost);
  }
  return createBudget(limits, before);
}

/** Stands for the key of a model that others ask; whoever asks it here all the same is told to check the key. */
const NO_KEY = "ASSIZE_NO_KEY_HERE";

const isMissingKey = (error: unknown): boolean => error instanceof InputError && error.code === "missing-key";

/** Opens the ledger and the models, hands them to `work`, and closes them whatever happens. */
export async function withModels<T>(
  context: Context,
  setting: DoorSettings,
  work: (doors: Doors) => Promise<T>,
): Promise<T> {
  const { concurrency, limits = {} } = setting;
  const lists = setting.prices ?? (await readPrices(undefined));
  const ledger = await openLedger(setting.ledger);
  const models: OpenDoor[] = [];
  const turns = createTurns();
  let embedded = { calls: 0, texts: 0 };
  let budget: Budget | null = null;
  const close = async (): Promise<void> => {
    if (!context.signal.aborted) await budget?.idle();
    for (const { opened } of models) await opened.close();
  };
  try {
    const priced = pricedModels(ledger, setting, lists);
    const isLimited = Object.values(limits).some((limit) => limit !== undefined);
    budget = isLimited ? await openBudget(limits, priced) : null;
    for (const { run, ...model } of priced) {
      const { spec, price } = model;
      const options = {
        ledger,
        turns,
        environment: context.environment,
        ...(concurrency === undefined ? {} : { concurrency }),
        ...(run === undefined ? {} : { run }),
        ...(budget === null ? {} : { allowance: allowanceFor(budget, price, spec.maxTokens) }),
      };
      const opened = await openModel(spec, options).catch((error: unknown) => {
        if (setting.keysAreElsewhere !== true || !isMissingKey(error)) throw error;
        const environment = { ...options.environment, [NO_KEY]: "none" };
        return openModel({ ...spec, apiKeyEnv: NO_KEY }, { ...options, environment });
      });
      models.push({ ...model, opened });
    }
    return await work({
      models,
      budget,
      close,
      complete: (id) => {
        const found = models.find(({ spec }) => spec.id === id);
        if (!found) throw new Error(`no model was opened under the name ${id}`);
        return found.opened.complete;
      },
      fitEmbed: (spec, seed, folder = context.cwd) =>
        openEmbedder(spec, {
          ledger,
          environment: context.environment,
          seed,
          folder,
          called: (texts) => {
            embedded = { calls: embedded.calls + 1, texts: embedded.texts + texts };
          },
        }),
      embedded: () => embedded,
    });
  } catch (error) {
    await close();
    throw budget !== null && isAtBudget(error) ? atBudget(budget.spent().settled, models, null) : error;
  } finally {
    await close();
    await ledger.close();
  }
}
