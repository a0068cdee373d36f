import { z } from "zod";
import { openLedger } from "../../adapters/ledger/open-ledger.ts";
import { type BlockCounts, openQueue } from "../../adapters/queue/queue.ts";
import { InputError } from "../../domain/errors.ts";
import { alignColumns } from "../../report/align-columns.ts";
import { groupThousands } from "../../report/format-number.ts";
import { type Context, EXIT, type ExitCode } from "../context.ts";
import { costOfSpending } from "../money/cost-of-spending.ts";
import { moneyText } from "../money/money-text.ts";
import { parseOptions } from "../options.ts";
import { queueUrl } from "../queue/queue-url.ts";

const Options = z.object({ queue: z.string().optional(), json: z.boolean().default(false) });

/** A queued study as any machine sees it; what is not known is null. */
type StudyStatus = {
  readonly study: string;
  readonly title: string;
  readonly cells: number;
  /** Cells by what became of them; those of one item, panel, framing and replicate go together. */
  readonly states: BlockCounts;
  readonly calls: number;
  readonly lost: number;
  readonly tokens: number | null;
  readonly money: number | null;
};

const HEAD = [
  "study",
  "title",
  "cells",
  "waiting",
  "at work",
  "done",
  "failed",
  "stopped",
  "calls",
  "tokens",
  "money",
];

function asCells({ waiting, active, done, failed, stopped }: BlockCounts, each: number): BlockCounts {
  return {
    waiting: waiting * each,
    active: active * each,
    done: done * each,
    failed: failed * each,
    stopped: stopped * each,
  };
}

/** How far each queued study is, and what it has cost. */
export async function run(context: Context, _args: readonly string[], raw: unknown): Promise<ExitCode> {
  const options = parseOptions(Options, raw);
  const url = queueUrl(context, options.queue);
  const queue = await openQueue({
    url,
    makesTables: false,
    onError: (error) => context.remark(error.message),
  });
  if (queue === null)
    throw new InputError(
      "no-queue",
      "queue: nothing was ever queued there; start with assize run STUDY --queue",
    );
  const ledger = openLedger(url);
  try {
    const studies: StudyStatus[] = [];
    for (const { hash, title, run: name, cells, blocks, terms } of await queue.list()) {
      let spent: Pick<StudyStatus, "calls" | "lost" | "tokens" | "money"> = {
        calls: 0,
        lost: 0,
        tokens: 0,
        money: 0,
      };
      for (const [model, price] of Object.entries(terms.prices)) {
        const known = await ledger.spentBy(`${name}/${model}`);
        const cost = costOfSpending(known, price);
        const tokens =
          known.promptTokens === null || known.completionTokens === null
            ? null
            : known.promptTokens + known.completionTokens;
        spent = {
          calls: spent.calls + known.calls,
          lost: spent.lost + known.lost,
          tokens: spent.tokens === null || tokens === null ? null : spent.tokens + tokens,
          money: spent.money === null || cost === null ? null : spent.money + cost.money,
        };
      }
      studies.push({
        study: hash,
        title,
        cells,
        states: asCells(await queue.counts(hash), cells / blocks),
        ...spent,
      });
    }
    if (options.json) context.print(JSON.stringify(studies, null, 2));
    else {
      const rows = studies.map(({ study, title, cells, states, calls, tokens, money }) => [
        study,
        title,
        ...[cells, states.waiting, states.active, states.done, states.failed, states.stopped, calls].map(
          groupThousands,
        ),
        tokens === null ? "-" : groupThousands(tokens),
        money === null ? "-" : moneyText(money),
      ]);
      for (const line of alignColumns([HEAD, ...rows], 2)) context.print(line);
    }
    return EXIT.done;
  } finally {
    await ledger.close();
    await queue.close();
  }
}
