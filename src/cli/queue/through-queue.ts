import { setTimeout as delay } from "node:timers/promises";
import { type Cost, type Limits, NOTHING, plus } from "../../adapters/budget/budget.ts";
import { digestText, digestValue } from "../../adapters/ledger/digest.ts";
import { type BlockCounts, openQueue, type Queue } from "../../adapters/queue/queue.ts";
import { ProviderError } from "../../domain/errors.ts";
import type { Item } from "../../domain/item.ts";
import type { Notify } from "../../domain/ports.ts";
import type { QueuedStudy } from "../../domain/queued-study.ts";
import type { Rubric } from "../../domain/rubric.ts";
import type { ModelSpec, Study } from "../../domain/study.ts";
import { blocksOf } from "../../study/blocks-of.ts";
import { designOf } from "../../study/design-of.ts";
import { cellsOf } from "../../study/plan-cells.ts";
import type { Context } from "../context.ts";
import { costOfSpending } from "../money/cost-of-spending.ts";
import { atBudget } from "../run/at-budget.ts";
import type { SeatedSet } from "../sets/prepare-sets.ts";
import type { Doors, OpenDoor } from "../with-models.ts";

export type StudyForWorkers = {
  readonly url: string;
  readonly title: string;
  readonly study: Study;
  readonly specs: readonly [ModelSpec, ...ModelSpec[]];
  readonly items: readonly Item[];
  readonly rubric: Rubric;
  readonly sets: readonly SeatedSet[];
  readonly run: string;
  readonly limits: Limits;
  readonly heartbeatSeconds?: number | undefined;
  readonly notify: Notify;
};

const FIRST_LOOK_MS = 250;
const LOOK_MS = 1000;
/** Looking takes at most this share of the time, however many cells there are. */
const LOOKING_SHARE = 1 / 20;
/** After this long without anybody at work, a word is said. */
const LONELY_MS = 5000;

/** A study without what may change while it is worked, and without the places of this machine. */
function withoutPlaces({ budget, prices: _prices, rubric: _rubric, ...study }: Study): Study {
  return {
    ...study,
    items: { file: "items.jsonl" },
    ...(budget?.equalTokens === undefined ? {} : { budget: { equalTokens: budget.equalTokens } }),
  };
}

/** The name under which the ledger adds up what a queued study pays, the same on any machine and when the study grows. */
export function queueRunName(title: string, study: Study): string {
  const { arms: _arms, replicates: _replicates, items: _items, ...fixed } = withoutPlaces(study);
  return `queue-${digestValue({ title, fixed }).slice(0, 16)}`;
}

async function spentOn(models: readonly OpenDoor[]): Promise<Cost> {
  let whole = NOTHING;
  for (const { spending, price } of models) {
    const known = await spending();
    whole = plus(whole, (known && costOfSpending(known, price)) ?? NOTHING);
  }
  return whole;
}

/** Looks until nobody works and nothing waits. */
async function watch(
  context: Context,
  queue: Queue,
  hash: string,
  cellsOfBlock: number,
  notify: Notify,
): Promise<BlockCounts> {
  let lonelySince = Date.now();
  let isTold = false;
  for (let wait = FIRST_LOOK_MS; ; ) {
    const before = performance.now();
    const counts = await queue.counts(hash);
    const looked = performance.now() - before;
    const { waiting, active, done, failed, stopped } = counts;
    const total = waiting + active + done + failed + stopped;
    notify({ stage: "cells", done: done * cellsOfBlock, total: total * cellsOfBlock });
    if (waiting + active === 0) return counts;
    if (active > 0) lonelySince = Date.now();
    if (!isTold && Date.now() - lonelySince > LONELY_MS) {
      context.remark(
        "nobody is at work: start assize worker --queue on any machine that reaches the database",
      );
      isTold = true;
    }
    await delay(wait, undefined, { signal: context.signal });
    wait = Math.max(LOOK_MS, looked / LOOKING_SHARE);
  }
}

/**
 * Lets workers do the cells of a study: queues what they need by its digest, and watches until all is done. Whoever
 * then runs the study on the same ledger replays their replies.
 *
 * @throws ProviderError where cells failed after every try, InputError at the limit of a budget.
 */
export async function throughQueue(context: Context, doors: Doors, given: StudyForWorkers): Promise<void> {
  const { url, title, study, specs, items, rubric, sets, run, limits, heartbeatSeconds, notify } = given;
  const onError = (error: Error): void => context.remark(`queue: ${error.message}`);
  const queue = await openQueue({ url, makesTables: true, heartbeatSeconds, onError });
  if (queue === null) throw new Error("the queue was not made");
  try {
    const itemTexts = new Map(items.map((item) => [item.id, JSON.stringify(item)]));
    const digests = new Map([...itemTexts].map(([id, text]) => [id, digestText(text)]));
    const setTexts = sets.map(({ set }) => JSON.stringify(set));
    const queued: QueuedStudy = {
      version: 1,
      title,
      study: withoutPlaces(study),
      models: [...specs],
      rubric,
      sets: sets.map(({ arm }, index) => ({ arm, set: digestText(setTexts[index] ?? "") })),
      items: digestValue([...digests.values()]),
    };
    const cells = cellsOf(designOf(given));
    const blocks = blocksOf(cells, (id) => digests.get(id) ?? "");
    const prices = Object.fromEntries(doors.models.map(({ spec, price }) => [spec.id, price]));
    const { money, tokens, calls } = limits;
    const terms = { limits: { money, tokens, calls }, prices };
    const texts = [...new Set([...itemTexts.values(), ...setTexts])];
    const hash = await queue.add({ study: queued, texts, run, cells: cells.length, blocks, terms });
    await queue.settle(hash, await spentOn(doors.models));
    await queue.again(hash);
    context.remark(`queued: ${cells.length} cells of study ${hash}`);

    const { failed, stopped, done } = await watch(context, queue, hash, study.protocols.length, notify);
    const cellsDone = { planned: cells.length, done: done * study.protocols.length };
    if (stopped > 0) throw atBudget(await spentOn(doors.models), doors.models, cellsDone);
    if (failed > 0)
      throw new ProviderError(
        "cells-failed",
        `${failed} blocks of cells failed at the workers after every try: ${(await queue.failures(hash)).join("; ")}. Mend the cause and run again: what was answered is kept`,
      );
  } finally {
    await queue.close();
  }
}
