import { conditionKey } from "../domain/condition-key.ts";
import { deriveSeed } from "../domain/random.ts";
import { HUMAN_ARM } from "../domain/rating.ts";
import type { Transfer } from "../domain/result.ts";
import { agreement } from "./agreement.ts";
import type { Context } from "./context.ts";
import { designOf } from "./design.ts";
import { keepRatings } from "./keep-ratings.ts";
import { notEstimable } from "./not-estimable.ts";
import { joinPeople } from "./panel-and-people.ts";
import { signalOf } from "./signal.ts";
import { stabilityOf } from "./stability.ts";
import type { Table } from "./table.ts";

/** What an item is, by its id: a summary, a dialogue. */
export type ItemKinds = Readonly<Record<string, string>>;

/** The kinds that the tables hold, where there is more than one to transfer between. */
export function kindsIn(tables: readonly Table[], kinds: ItemKinds): readonly string[] {
  const found = new Set(tables.flatMap(({ units }) => units.flatMap((unit) => kinds[unit] ?? [])));
  return found.size > 1 ? [...found].toSorted() : [];
}

function ofKind(table: Table, kind: string, kinds: ItemKinds): Table {
  return keepRatings(table, ({ item }) => kinds[table.units[table.unitOfItem[item]!]!] === kind);
}

/**
 * Does a panel that holds for one kind of item hold for another? For the items of one kind alone, by dimension and
 * condition: λ with its verdict, stability over runs and over raters, and agreement with the people who rated the
 * same items. Conditions on one dimension follow one another, so that grounded stands beside invented.
 */
export function transferOf(
  tables: readonly Table[],
  kind: string,
  kinds: ItemKinds,
  context: Context,
): readonly Transfer[] {
  const own: Context = { ...context, seed: deriveSeed(context.seed, "transfer", kind) };
  const all = tables.map((table) => ofKind(table, kind, kinds));
  const agreed = agreement(joinPeople(all.filter(({ value }) => value.length > 0)), own);
  const panels = all
    .filter(({ condition, value, absent }) => condition.arm !== HUMAN_ARM && value.length + absent.length > 0)
    .toSorted((a, b) => (a.dimension < b.dimension ? -1 : Number(a.dimension > b.dimension)));
  return panels.map((table): Transfer => {
    const { condition, dimension } = table;
    const design = designOf(table);
    const { lambda, verdict } = signalOf(table, design, own);
    const nothing = notEstimable("no ratings: every one is missing", 0);
    const { alphaRun, alphaPanel } =
      table.value.length === 0 ? { alphaRun: nothing, alphaPanel: nothing } : stabilityOf(table, design, own);
    const withPeople = agreed.filter(
      (one) => one.dimension === dimension && conditionKey(one.condition) === conditionKey(condition),
    );
    return {
      kind,
      condition,
      dimension,
      items: design.unit.size,
      lambda,
      verdict,
      stability: { alphaRun, alphaPanel },
      ...(withPeople.length === 0
        ? {}
        : { agreement: withPeople.map(({ level, measure, estimate }) => ({ level, measure, estimate })) }),
    };
  });
}
