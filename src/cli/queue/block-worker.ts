import { allowanceFor } from "../../adapters/budget/allowance.ts";
import { type Budget, growingBudget, NOTHING } from "../../adapters/budget/budget.ts";
import { type SharedLimits, sharedLimits } from "../../adapters/budget/shared-limits.ts";
import { parseValue } from "../../adapters/files/parse-value.ts";
import type { Ledger } from "../../adapters/ledger/ledger.ts";
import { type OpenedModel, openModel } from "../../adapters/open-model.ts";
import type { DoBlock, Queue } from "../../adapters/queue/queue.ts";
import { InputError } from "../../domain/errors.ts";
import { Item } from "../../domain/item.ts";
import { PersonaSet } from "../../domain/persona.ts";
import type { Block, QueuedStudy } from "../../domain/queued-study.ts";
import { briefOf } from "../../study/brief-of.ts";
import { panelsOf } from "../../study/panels-of.ts";
import { type Cell, type Panel, planCells } from "../../study/plan-cells.ts";
import { runStudy } from "../../study/run-study.ts";
import type { Context } from "../context.ts";
import { isAtBudget } from "../run/at-budget.ts";

/** A queued study as this worker holds it. */
type OpenStudy = {
  readonly study: QueuedStudy;
  /** The terms that it was opened with, and when they were last looked at. */
  readonly terms: string;
  lookedAt: number;
  readonly panels: readonly Panel[];
  readonly models: ReadonlyMap<string, OpenedModel>;
  readonly close: () => Promise<void>;
};

/** Items that are kept, for blocks of one item come one after the other. */
const KEPT_ITEMS = 64;
/** Limits may be set or raised while a study is worked. */
const LOOK_AT_TERMS_MS = 10_000;

function cellsOf({ study, panels }: OpenStudy, block: Block, item: Item): readonly Cell[] {
  const panel = panels.filter(({ arm, personaSet }) => arm === block.arm && personaSet === block.personaSet);
  return planCells({
    items: [item],
    panels: panel,
    protocols: study.study.protocols,
    models: [block.model],
    framings: [block.framing],
    replicates: block.replicate + 1,
    seed: study.study.seed,
  }).filter(({ replicate }) => replicate === block.replicate);
}

/**
 * Works blocks of any queued study: the study, its sets and its items come from the queue, replies go to the ledger,
 * keys come from this machine's environment.
 */
export function blockWorker(
  context: Context,
  {
    queue,
    ledger,
    concurrency,
  }: { readonly queue: Queue; readonly ledger: Ledger; readonly concurrency: number },
): { readonly doBlock: DoBlock; readonly close: () => Promise<void> } {
  const studies = new Map<string, Promise<OpenStudy>>();
  /** Studies that were opened anew under other terms; blocks may still be under way in them. */
  const retired: OpenStudy[] = [];
  const items = new Map<string, Promise<Item>>();

  async function openStudy(hash: string): Promise<OpenStudy> {
    const found = await queue.find(hash);
    if (!found) throw new InputError("unknown-study", `queue: the study ${hash} is gone; queue it again`);
    const { study, queued } = found;
    const { limits, prices } = queued.terms;
    const isLimited = Object.values(limits).some((limit) => limit !== undefined);
    const shared: SharedLimits | null = isLimited
      ? sharedLimits(limits, (amount) => queue.claim(hash, amount))
      : null;
    const budget: Budget | null = shared && growingBudget(shared, NOTHING);
    const sets = await Promise.all(
      study.sets.map(async ({ arm, set }) => ({
        arm,
        set: parseValue(PersonaSet, JSON.parse(await queue.readText(set)), `persona set ${set}`),
      })),
    );
    const models = new Map<string, OpenedModel>();
    for (const spec of study.models) {
      const price = prices[spec.id] ?? { input: null, reason: "no price was queued" };
      const opened = await openModel(spec, {
        ledger,
        environment: context.environment,
        concurrency,
        run: `${queued.run}/${spec.id}`,
        ...(budget === null ? {} : { allowance: allowanceFor(budget, price, spec.maxTokens) }),
      });
      models.set(spec.id, opened);
    }
    return {
      study,
      terms: JSON.stringify(queued.terms),
      lookedAt: Date.now(),
      panels: panelsOf(study.study, sets),
      models,
      close: async () => {
        if (!context.signal.aborted) await budget?.idle();
        for (const model of models.values()) await model.close();
        if (shared && budget) await shared.leave(budget.spent().settled);
      },
    };
  }

  function studyAt(hash: string): Promise<OpenStudy> {
    const known = studies.get(hash);
    if (known) return known;
    const opened = openStudy(hash);
    studies.set(hash, opened);
    // A study that could not be opened may be opened later.
    opened.catch(() => studies.delete(hash));
    return opened;
  }

  /** Opens a study anew for the blocks to come where its terms have changed. */
  async function keepTerms(hash: string, open: OpenStudy): Promise<void> {
    if (Date.now() - open.lookedAt < LOOK_AT_TERMS_MS) return;
    open.lookedAt = Date.now();
    const now = (await queue.find(hash))?.queued.terms;
    if (JSON.stringify(now) === open.terms || (await studies.get(hash)) !== open) return;
    studies.delete(hash);
    retired.push(open);
  }

  function itemAt(hash: string): Promise<Item> {
    const read = async (): Promise<Item> =>
      parseValue(Item, JSON.parse(await queue.readText(hash)), `item ${hash}`);
    const known = items.get(hash) ?? read();
    items.delete(hash);
    items.set(hash, known);
    for (const oldest of [...items.keys()].slice(0, Math.max(0, items.size - KEPT_ITEMS)))
      items.delete(oldest);
    return known;
  }

  /** Lets go of a study: its terms may be others when it comes again. */
  async function leave(hash: string): Promise<void> {
    const known = studies.get(hash);
    studies.delete(hash);
    await (await known?.catch(() => undefined))?.close();
  }

  return {
    doBlock: async (hash, block, signal) => {
      try {
        const open = await studyAt(hash);
        await keepTerms(hash, open);
        const cells = cellsOf(open, block, await itemAt(block.item));
        if (cells.length === 0)
          throw new InputError(
            "unknown-block",
            `queue: study ${hash} has no panel ${block.arm}/${block.personaSet}`,
          );
        const complete = (id: string) => {
          const model = open.models.get(id);
          if (!model) throw new InputError("unknown-model", `queue: study ${hash} has no model ${id}`);
          return model.complete;
        };
        const brief = briefOf(open.study.study, open.study.rubric);
        for await (const _ of runStudy({ complete, signal }, cells, brief, cells.length));
        return "done";
      } catch (error) {
        if (!isAtBudget(error)) throw error;
        await leave(hash);
        return "at-budget";
      }
    },
    close: async () => {
      for (const hash of [...studies.keys()]) await leave(hash);
      for (const study of retired) await study.close();
    },
  };
}
