import type { InventTask } from "../../domain/prompt.ts";
import { type Rng, rngFrom } from "../../domain/random.ts";
import type { InventReply } from "../../prompts/ground.ts";
import { ASPECTS, GENERAL_STOCK, KEYED_STOCK, type Stock } from "./invent-stock.ts";

type Dimension = InventReply["stakeholders"][number]["dimensions"][number];

/** A list in an order that the stream decides. */
function shuffled<T>(list: readonly T[], rng: Rng): readonly T[] {
  const copy = [...list];
  for (let last = copy.length - 1; last > 0; last--) {
    const other = Math.floor(rng() * (last + 1));
    [copy[last], copy[other]] = [copy[other]!, copy[last]!];
  }
  return copy;
}

/** The stock whose key words the task holds most of, before the general one. */
function stocksFor(task: string): readonly [Stock, Stock] | readonly [Stock] {
  const text = task.toLowerCase();
  const hits = KEYED_STOCK.map((stock) => ({
    stock,
    count: [...text.matchAll(new RegExp(stock.keys, "g"))].length,
  }));
  const best = hits.reduce((most, next) => (next.count > most.count ? next : most));
  return best.count > 0 ? [best.stock, GENERAL_STOCK] : [GENERAL_STOCK];
}

/** Kinds of people, those of the task's own field first; once all are named, by how long they have been there. */
function* peopleFrom(stocks: readonly Stock[], rng: Rng): Generator<string> {
  const people = [...new Set(stocks.flatMap((stock) => shuffled(stock.people, rng)))];
  yield* people;
  for (let round = 1; ; round++)
    for (const noun of people)
      yield `${round === 1 ? "new" : `${"very ".repeat(round - 2)}experienced`} ${noun}`;
}

/** Distinct dimensions: aspects of one thing, then of several together. */
function* dimensionsFrom(stocks: readonly Stock[], rng: Rng): Generator<Dimension> {
  const about = function* (things: readonly string[]): Generator<Dimension> {
    for (const [round] of ASPECTS.entries())
      for (const [index, thing] of things.entries()) {
        const { name, definition } = ASPECTS[(round + index) % ASPECTS.length]!;
        yield { name: `${name} ${thing}`, definition: `${definition} ${thing}.` };
      }
  };
  for (const stock of stocks) yield* about(shuffled(stock.things, rng));
  const things = stocks.flatMap((stock) => stock.things);
  yield* about(things.flatMap((one, index) => things.slice(index + 1).map((other) => `${one} and ${other}`)));
}

function take<T>(source: Iterator<T, unknown>, count: number): readonly T[] {
  const taken: T[] = [];
  while (taken.length < count) {
    const next = source.next();
    if (next.done === true) break;
    taken.push(next.value);
  }
  return taken;
}

/**
 * A panel from the task's text alone: a built-in stock of people and of things to look at, chosen by words of the task
 * and ordered by the seed. As many kinds of people as asked for, and as many distinct dimensions spread over them.
 */
export function invent({ task, groups, personas }: InventTask, seed: number): InventReply {
  const rng = rngFrom(seed);
  const stocks = stocksFor(task);
  const people = take(peopleFrom(stocks, rng), groups);
  const dimensions = take(dimensionsFrom(stocks, rng), Math.max(groups, personas));
  return {
    stakeholders: people.map((stakeholder, group) => ({
      stakeholder,
      dimensions: dimensions.filter((_, index) => index % groups === group),
    })),
  };
}
