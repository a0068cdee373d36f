import { framingKind } from "../domain/framing.ts";
import { type Item, outputText } from "../domain/item.ts";
import type { Scenario } from "./imagined-reply.ts";
import { type Design, planCells } from "./plan-cells.ts";
import { rehearse, type SchemaOf } from "./rehearse.ts";
import type { Brief } from "./run-study.ts";

/** What may come, what is to be expected, and what it may come to. */
export type Range = Readonly<Record<Scenario, number>>;

export type Totals = {
  readonly calls: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
};

/** Calls of one kind over all items and replicates, for each model; `cachedTokens` of the prompts open as others did. */
export type ForeseenCalls = Totals & {
  readonly arm: string;
  readonly protocol: string;
  readonly framing: string;
  readonly framingKind: string;
  readonly step: string;
  readonly cachedTokens: number;
};

export type StudyToRehearse = {
  readonly design: Design;
  readonly brief: Brief;
  /** Measured on prompts of this study. */
  readonly charactersPerToken: number;
  readonly schemaOf: SchemaOf;
  /** Awaited now and then, so that others get their turn; what it throws ends the rehearsal. */
  readonly pause?: (() => Promise<void>) | undefined;
};

/** Cells that are rehearsed in each scenario at most, and items at least: enough to tell the parts to a few per cent. */
const MOST_REHEARSED = 400;
const FEWEST_ITEMS = 3;

/** Tokenizers differ from the one that was counted with by up to a fifth. */
const TOKENIZER: Range = { low: 0.83, expected: 1, high: 1.2 };
/** What providers' caches take: openings of so many tokens at least, in steps. */
const CACHED = { least: 1024, step: 128 } as const;

/** Items evenly over the list, so that neither its head nor its tail speaks for all. */
function spread(items: readonly Item[], count: number): readonly Item[] {
  if (count >= items.length) return items;
  const chosen = new Set(
    Array.from({ length: count }, (_, index) => Math.floor(((index + 0.5) * items.length) / count)),
  );
  return items.filter((_, index) => chosen.has(index));
}

/** What a provider's cache takes of an opening. */
function toCached(tokens: number): number {
  return tokens < CACHED.least ? 0 : Math.floor(tokens / CACHED.step) * CACHED.step;
}

function meanLength(items: readonly Item[]): number {
  const sum = items.reduce((length, item) => length + item.source.length + outputText(item).length, 0);
  return sum / items.length;
}

/**
 * The calls of a whole study, from a rehearsal of some of its items: calls and tokens are scaled up to all items and
 * replicates, prompts by the length that the other items have.
 */
export async function rehearseStudy(
  { design, brief, charactersPerToken, schemaOf, pause }: StudyToRehearse,
  scenario: Scenario,
): Promise<readonly ForeseenCalls[]> {
  const cellsPerItem = design.panels.length * design.framings.length * design.protocols.length;
  const items = spread(design.items, Math.max(FEWEST_ITEMS, Math.floor(MOST_REHEARSED / cellsPerItem)));
  const longer = meanLength(design.items) - meanLength(items);
  const times = (design.items.length / items.length) * design.replicates;
  const cells = planCells({ ...design, items, models: design.models.slice(0, 1), replicates: 1 });
  // What protocols share is asked once, so they are rehearsed together.
  const families = Map.groupBy(cells, ({ panel, framing, item }) =>
    JSON.stringify([panel.arm, panel.personaSet, framing, item.id]),
  );
  const toTokens = (characters: number): number => (characters / charactersPerToken) * TOKENIZER[scenario];
  const foreseen: ForeseenCalls[] = [];
  for (const [{ panel, framing }, family] of [...families.values()].map((own) => [own[0]!, own] as const)) {
    await pause?.();
    for (const call of await rehearse(family, brief, scenario, schemaOf)) {
      const opening = call.opening === 0 ? 0 : toCached(toTokens(call.opening + longer));
      // A first assessment is asked in the same words in every replicate.
      const again = call.kind === "assess" ? toCached(toTokens(call.prompt + longer)) : opening;
      // Not every provider counts the reply's schema with the prompt.
      const schema = scenario === "low" ? 0 : call.schema;
      foreseen.push({
        arm: panel.arm,
        protocol: call.protocol,
        framing,
        framingKind: framingKind(framing),
        step: call.kind,
        calls: times,
        promptTokens: times * toTokens(call.prompt + longer + schema),
        completionTokens: times * toTokens(call.completion),
        cachedTokens: (times / design.replicates) * (opening + (design.replicates - 1) * again),
      });
    }
  }
  return foreseen;
}

export function totalOf(parts: readonly Totals[]): Totals {
  const sum = { calls: 0, promptTokens: 0, completionTokens: 0 };
  for (const part of parts) {
    sum.calls += part.calls;
    sum.promptTokens += part.promptTokens;
    sum.completionTokens += part.completionTokens;
  }
  return sum;
}
