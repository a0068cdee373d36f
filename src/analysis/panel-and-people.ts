import { conditionKey } from "../domain/condition-key.ts";
import { ANONYMOUS_PREFIX } from "../domain/human-rows.ts";
import { HUMAN_ARM } from "../domain/rating.ts";
import { POOLED } from "../domain/rubric.ts";
import type { AnnotatorRatings } from "../stats/annotator-table.ts";
import { itemMeans, raterMeans } from "./item-means.ts";
import type { Table } from "./table.ts";

/** One item that a panel and people both rated on one dimension. */
export type SharedItem = {
  readonly panel: number;
  readonly people: number;
  readonly group: string;
  readonly system: string | null;
  /** The item's code in the panel's table and in the people's. */
  readonly panelItem: number;
  readonly humanItem: number;
};

/** A panel's ratings beside people's on one dimension. */
export type PanelAndPeople = {
  readonly dimension: string;
  readonly panel: Table;
  readonly human: Table;
  readonly items: readonly SharedItem[];
  /** Who is known by name, and each one's mean rating of every one of `items`. */
  readonly annotators: readonly string[];
  readonly ratings: AnnotatorRatings;
};

/** A panel's table of one dimension, or of all, with the people's tables of the dimensions that it holds. */
export type JoinedTable = { readonly panel: Table; readonly dimensions: readonly PanelAndPeople[] };

/**
 * Sets every panel beside the people who rated the same items on the same dimension. The pooled table
 * of a condition is joined dimension by dimension, so that people may have rated more, or others. A
 * table without a shared item is left out.
 */
export function joinPeople(tables: readonly Table[]): readonly JoinedTable[] {
  const people = new Map(
    tables
      .filter((table) => isHuman(table) && table.dimension !== POOLED)
      .map((table) => [table.dimension, table]),
  );
  const panels = tables.filter((table) => !isHuman(table));
  const pairs = panels.flatMap((panel) => {
    const human = people.get(panel.dimension);
    const both = human === undefined ? null : joinTables(panel, human);
    return both === null || both.items.length === 0 ? [] : [both];
  });
  return panels.flatMap((panel) => {
    const dimensions = pairs.filter(
      (both) =>
        conditionKey(both.panel.condition) === conditionKey(panel.condition) &&
        (panel.dimension === POOLED || panel.dimension === both.dimension),
    );
    return dimensions.length === 0 ? [] : [{ panel, dimensions }];
  });
}

function isHuman(table: Table): boolean {
  return table.condition.arm === HUMAN_ARM;
}

function joinTables(panel: Table, human: Table): PanelAndPeople {
  const panelMeans = itemMeans(panel);
  const humanMeans = itemMeans(human);
  const humanItem = new Map(human.items.map((item, code) => [item, code]));
  const items = panel.items.flatMap((item, code): SharedItem[] => {
    const other = humanItem.get(item);
    const [own, theirs] = [
      panelMeans[code] ?? null,
      other === undefined ? null : (humanMeans[other] ?? null),
    ];
    if (other === undefined || own === null || theirs === null) return [];
    return [
      {
        panel: own,
        people: theirs,
        group: panel.groups[panel.groupOfItem[code]!]!,
        system: panel.systems[panel.systemOfItem[code]!] ?? null,
        panelItem: code,
        humanItem: other,
      },
    ];
  });
  const known = human.raters
    .map((name, rater) => ({ name, rater }))
    .filter(({ name }) => !name.startsWith(ANONYMOUS_PREFIX));
  const means = raterMeans(
    human,
    known.map(({ rater }) => rater),
  );
  return {
    dimension: panel.dimension,
    panel,
    human,
    items,
    annotators: known.map(({ name }) => name),
    ratings: means.map((own) => items.map((item) => own[item.humanItem] ?? null)),
  };
}
