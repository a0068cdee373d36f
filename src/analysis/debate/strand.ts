import { type AnswerGrid, answerGrid } from "../answer-grid.ts";
import { itemMeans } from "../item-means.ts";
import type { Table } from "../table.ts";
import type { CircleFacts, DebateFact } from "./debate-facts.ts";

/** One panelist's rating of one item in one run, before and after; null where it gave none. */
export type PairedRating = {
  readonly group: string;
  readonly rater: string;
  /** One set asked in one wording, in all of its runs. */
  readonly course: string;
  /** Those who rated together: the panel of one course in one run, on one item and dimension. */
  readonly panel: string;
  /** Of the panel those who heard one another: one stakeholder group. */
  readonly circle: string;
  readonly before: number | null;
  readonly after: number | null;
  /** The panelist's first rating in the next run of the same, for what asking again does by itself. */
  readonly again: number | null;
  readonly fact: DebateFact | null;
  /** Who spoke first on the dimension in its circle. */
  readonly firstSpeaker: string | null;
};

/** The panel's value of one item before and after, and beside it what else was said of the item. */
export type PairedItem = {
  readonly group: string;
  readonly before: number;
  readonly after: number;
  readonly people: number | null;
  readonly independent: number | null;
  readonly consistency: number | null;
};

/** How far two runs' values of one item lie apart, before and after. */
export type PairedRuns = { readonly group: string; readonly before: number; readonly after: number };

/** One dimension of a panel under a protocol with a second phase. Numbers are in its units. */
export type Strand = {
  readonly dimension: string;
  /** Scale points that count as one: 1, or a step where dimensions of unlike scales are pooled. */
  readonly unit: number;
  /** A step of the scale, in units. */
  readonly step: number;
  readonly grid: AnswerGrid;
  readonly ratings: readonly PairedRating[];
  readonly items: readonly PairedItem[];
  readonly runs: readonly PairedRuns[];
};

/** The tables that one dimension's strand is spun of. */
export type StrandTables = {
  readonly before: Table;
  readonly after: Table;
  readonly people: Table | null;
  readonly independent: Table | null;
  readonly consistency: Table | null;
  readonly circles: readonly CircleFacts[];
};

/**
 * A step of a dimension's scale: the widest usual step on which nineteen in twenty of the panel's first ratings
 * lie; on a continuous scale a quarter of the range, which is a step of a five-point scale.
 */
export function stepOf({ before }: Pick<StrandTables, "before">): AnswerGrid {
  return answerGrid([before]);
}

const placeOf = (...parts: readonly (string | number)[]): string => JSON.stringify(parts);

/** All ratings of a table, given or absent, by item, rater, wording and run. */
function byPlace(table: Table): Map<string, { readonly row: Place; readonly value: number | null }> {
  const places = new Map<string, { row: Place; value: number | null }>();
  const add = (row: Place, value: number | null): void => {
    places.set(
      placeOf(
        table.items[row.item]!,
        table.raters[row.rater]!,
        table.framings[row.framing]!,
        table.replicates[row.replicate]!,
      ),
      { row, value },
    );
  };
  table.value.forEach((value, row) => {
    const { item, rater, framing, replicate } = table;
    add({ item: item[row]!, rater: rater[row]!, framing: framing[row]!, replicate: replicate[row]! }, value);
  });
  for (const row of table.absent) add(row, null);
  return places;
}

type Place = {
  readonly item: number;
  readonly rater: number;
  readonly framing: number;
  readonly replicate: number;
};

function pairRatings(tables: StrandTables, unit: number): readonly PairedRating[] {
  const { before, after, circles } = tables;
  const factOf = new Map(
    circles.flatMap(({ item, framing, replicate, firstSpeaker, raters }) =>
      raters.map((fact) => [placeOf(item, fact.rater, framing, replicate), { fact, firstSpeaker }] as const),
    ),
  );
  const first = byPlace(before);
  const last = byPlace(after);
  const scaled = (value: number | null | undefined): number | null => (value == null ? null : value / unit);
  return [...first].map(([place, { row, value }]) => {
    const [item, rater, framing] = [
      before.items[row.item]!,
      before.raters[row.rater]!,
      before.framings[row.framing]!,
    ];
    const runs = before.replicates;
    const next = runs[(row.replicate + 1) % runs.length]!;
    const set = before.sets[before.setOfRater[row.rater]!] ?? "";
    const stakeholder = before.stakeholders[before.stakeholderOfRater[row.rater]!] ?? "";
    const course = placeOf(before.dimension, item, set, framing);
    const panel = `${course} ${runs[row.replicate]}`;
    const { fact = null, firstSpeaker = null } = factOf.get(place) ?? {};
    const end = last.get(place)?.value ?? null;
    const again = runs.length < 2 ? undefined : first.get(placeOf(item, rater, framing, next))?.value;
    return {
      group: before.groups[before.groupOfItem[row.item]!]!,
      rater,
      course,
      panel,
      circle: `${panel} ${stakeholder}`,
      before: scaled(value),
      after: scaled(end === null ? null : (fact?.final ?? end)),
      again: scaled(again),
      fact,
      firstSpeaker,
    };
  });
}

/** A table's value of each item, by the item's id. */
function valuesOf(table: Table | null): ReadonlyMap<string, number> {
  if (table === null) return new Map();
  return new Map(
    itemMeans(table).flatMap((value, item) => (value === null ? [] : [[table.items[item]!, value] as const])),
  );
}

function pairItems(tables: StrandTables, unit: number): readonly PairedItem[] {
  const { before } = tables;
  const after = valuesOf(tables.after);
  const [people, independent, consistency] = [
    valuesOf(tables.people),
    valuesOf(tables.independent),
    valuesOf(tables.consistency),
  ];
  const scaled = (value: number | undefined): number | null => (value === undefined ? null : value / unit);
  return itemMeans(before).flatMap((value, code): PairedItem[] => {
    const item = before.items[code]!;
    const end = after.get(item);
    if (value === null || end === undefined) return [];
    return [
      {
        group: before.groups[before.groupOfItem[code]!]!,
        before: value / unit,
        after: end / unit,
        people: scaled(people.get(item)),
        independent: scaled(independent.get(item)),
        consistency: scaled(consistency.get(item)),
      },
    ];
  });
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Mean distance between one set's values of an item, in one wording, in any two of its runs, before and after. */
function pairRuns(ratings: readonly PairedRating[]): readonly PairedRuns[] {
  const both = ratings.filter(({ before, after }) => before !== null && after !== null);
  const courses = Map.groupBy(both, ({ course }) => course);
  return [...courses.values()].flatMap((own): PairedRuns[] => {
    const panels = [...Map.groupBy(own, ({ panel }) => panel).values()];
    const distances = (read: (rating: PairedRating) => number | null): readonly number[] => {
      const means = panels.map((panel) => meanOf(panel.flatMap((rating) => read(rating) ?? [])));
      return means.flatMap((one, index) => means.slice(index + 1).map((other) => Math.abs(one - other)));
    };
    if (panels.length < 2) return [];
    return [
      {
        group: own[0]!.group,
        before: meanOf(distances(({ before }) => before)),
        after: meanOf(distances(({ after }) => after)),
      },
    ];
  });
}

/** One dimension before and after, with everything divided by `unit` scale points. */
export function strandOf(tables: StrandTables, unit: number): Strand {
  const grid = stepOf(tables);
  const ratings = pairRatings(tables, unit);
  return {
    dimension: tables.before.dimension,
    unit,
    step: grid.step / unit,
    grid: { origin: grid.origin / unit, step: grid.step / unit },
    ratings,
    items: pairItems(tables, unit),
    runs: pairRuns(ratings),
  };
}
