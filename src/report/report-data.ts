import type { Debate } from "../domain/debate.ts";
import { groupOf, type Item, outputText } from "../domain/item.ts";
import type { PersonaSet } from "../domain/persona.ts";
import type { Rating } from "../domain/rating.ts";
import type { StudyResult } from "../domain/result.ts";
import type { Manifest } from "../domain/study.ts";
import type { Condition, Verdict } from "../domain/verdict.ts";
import type { ArmKinds } from "./arm-order.ts";
import { conditionKey } from "./condition-label.ts";
import { itemDetail } from "./item-detail.ts";
import { type Deflate, type Packed, pack } from "./pack.ts";
import type { PanelMean } from "./panel-means.ts";
import { type Provenance, provenanceOf } from "./provenance.ts";
import { type Shift, shiftsOf } from "./shifts.ts";

/** An item as the list shows it. */
export type ItemEntry = {
  readonly id: string;
  readonly kind: Item["kind"] | null;
  readonly system: string | null;
  readonly group: string | null;
  readonly excerpt: string;
  readonly debateCount: number;
};

/** The verdicts of one condition and dimension as columns, one entry for each item of the list. */
export type Outcome = {
  readonly condition: Condition;
  readonly dimension: string;
  readonly value: readonly (number | null)[];
  readonly width: readonly (number | null)[];
  readonly before: readonly (number | null)[];
  /** Whether there is a verdict at all: one without a value is the panel's abstention. */
  readonly given: readonly (0 | 1)[];
};

/** The items and how the panels judged them: everything that a list of them needs. */
export type Listing = { readonly items: readonly ItemEntry[]; readonly outcomes: readonly Outcome[] };

/**
 * All that the page is drawn from. `result`, `listing` and the packs are JSON, deflated, in base64: the
 * first two are opened when the page is, a pack when a reader asks for one of its items. Their places are in the
 * listing's order; an item without a place is not in this page.
 */
export type ReportData = {
  readonly version: 1;
  readonly title: string;
  readonly notice: string | null;
  readonly kinds: ArmKinds;
  readonly result: string;
  readonly provenance: Provenance | null;
  readonly sets: readonly PersonaSet[];
  readonly means: readonly PanelMean[];
  readonly shifts: readonly Shift[];
  readonly itemCount: number;
  readonly listing: string;
  readonly details: Packed;
  readonly debates: Packed;
};

/** What a run folder holds; files of `analyze` have a result and ratings alone. */
export type ReportInput = {
  readonly title: string;
  readonly result: StudyResult;
  readonly manifest?: Manifest;
  readonly sets: readonly PersonaSet[];
  readonly items: readonly Item[];
  readonly ratings: readonly Rating[];
  readonly verdicts: readonly Verdict[];
  readonly debates: readonly Debate[];
  readonly means?: readonly PanelMean[];
  /** What must be said beside the headline, such as "baseline, not a language model". */
  readonly notice?: string;
};

/** Keeps the page below 5 MB: the characters that all data may take of it. */
const DATA_BUDGET = 4_400_000;
/** What a place takes, at most. */
const PLACE_CHARACTERS = 12;
const EXCERPT_CHARACTERS = 140;

function excerptOf(item: Item): string {
  const text = outputText(item)
    .slice(0, EXCERPT_CHARACTERS * 2)
    .replaceAll(/\s+/g, " ")
    .trim();
  if (text.length <= EXCERPT_CHARACTERS) return text;
  return `${text
    .slice(0, EXCERPT_CHARACTERS)
    .replace(/[\uD800-\uDBFF]$/, "")
    .trimEnd()}…`;
}

const rounded = (value: number | null): number | null => (value === null ? null : Number(value.toFixed(3)));

function outcomesOf(verdicts: readonly Verdict[], ids: readonly string[]): readonly Outcome[] {
  const keyOf = (verdict: Verdict): string =>
    JSON.stringify([conditionKey(verdict.condition), verdict.dimension]);
  return [...Map.groupBy(verdicts, keyOf).values()].flatMap((group) => {
    const first = group[0];
    if (!first) return [];
    const byItem = new Map(group.map((verdict) => [verdict.item, verdict]));
    const column = (read: (verdict: Verdict) => number | null): (number | null)[] =>
      ids.map((id) => {
        const verdict = byItem.get(id);
        return verdict ? rounded(read(verdict)) : null;
      });
    return {
      condition: first.condition,
      dimension: first.dimension,
      value: column((verdict) => verdict.value),
      width: column(({ low, high }) => (low === null || high === null ? null : high - low)),
      before: column((verdict) => verdict.before),
      given: ids.map((id) => (byItem.has(id) ? 1 : 0)),
    };
  });
}

/** Labels of single items decide no headline, and are as many as raters times items. */
function withoutItemLabels(result: StudyResult): StudyResult {
  const conditions = result.conditions.map((row) => {
    if (!row.validity) return row;
    const labels = row.validity.labels.filter(({ item }) => item === undefined);
    return { ...row, validity: { ...row.validity, labels } };
  });
  return { ...result, conditions };
}

/** Items in their order, then those that only rows speak of, in the order in which they do. */
function listedIds(input: ReportInput): readonly string[] {
  const ids = new Set(input.items.map((item) => item.id));
  for (const { item } of [...input.ratings, ...input.verdicts, ...input.debates]) ids.add(item);
  return [...ids];
}

/**
 * Gathers what the report's page is drawn from. Texts, ratings and debates of items are deflated into
 * packs by `deflate`; where they would outgrow the page, first debates and then items at the end of the
 * list are left out, and the page says so. The same input gives the same data.
 *
 * @example renderReport(template, reportData({ title, result, ratings, … }, deflate))
 */
export function reportData(input: ReportInput, deflate: Deflate): ReportData {
  const ids = listedIds(input);
  const items = new Map(input.items.map((item) => [item.id, item]));
  const ratings = Map.groupBy(input.ratings, (row) => row.item);
  const verdicts = Map.groupBy(input.verdicts, (verdict) => verdict.item);
  const debates = Map.groupBy(input.debates, (debate) => debate.item);

  const listing: Listing = {
    items: ids.map((id): ItemEntry => {
      const item = items.get(id);
      const row = ratings.get(id)?.[0];
      return {
        id,
        kind: item?.kind ?? null,
        system: item?.system ?? row?.system ?? null,
        group: (item ? groupOf(item) : row?.group) ?? null,
        excerpt: item ? excerptOf(item) : "",
        debateCount: debates.get(id)?.length ?? 0,
      };
    }),
    outcomes: outcomesOf(input.verdicts, ids),
  };
  const plain = {
    version: 1 as const,
    title: input.title,
    notice: input.notice ?? null,
    kinds: Object.fromEntries((input.manifest?.study.arms ?? []).map((arm) => [arm.id, arm.kind])),
    result: deflate(JSON.stringify(withoutItemLabels(input.result))),
    provenance: input.manifest ? provenanceOf(input.manifest) : null,
    sets: input.sets,
    means: input.means ?? [],
    shifts: shiftsOf(input.ratings),
    itemCount: ids.length,
    listing: deflate(JSON.stringify(listing)),
  };

  const room = DATA_BUDGET - JSON.stringify(plain).length - 2 * PLACE_CHARACTERS * ids.length;
  const details = pack(
    ids.map((id) =>
      JSON.stringify(itemDetail(items.get(id) ?? null, ratings.get(id) ?? [], verdicts.get(id) ?? [])),
    ),
    deflate,
    room,
  );
  const packedDebates = pack(
    ids.map((id) => (debates.has(id) ? JSON.stringify(debates.get(id)) : null)),
    deflate,
    room - details.packs.reduce((sum, { length }) => sum + length, 0),
  );
  return { ...plain, details, debates: packedDebates };
}
