import type { Debate } from "../domain/debate.ts";
import { groupOf, type Item, outputText } from "../domain/item.ts";
import type { PersonaSet } from "../domain/persona.ts";
import type { Rating } from "../domain/rating.ts";
import type { StudyResult } from "../domain/result.ts";
import type { Manifest } from "../domain/study.ts";
import type { Condition, Verdict } from "../domain/verdict.ts";
import type { ArmKinds } from "./arm-order.ts";
import { conditionKey } from "./condition-label.ts";
import { type ItemDetail, itemDetail } from "./item-detail.ts";
import { type Deflate, type Place, pack } from "./pack.ts";
import { type Provenance, provenanceOf } from "./provenance.ts";
import { type Shift, shiftsOf } from "./shifts.ts";

/** An item as the list shows it. `detail` and `debates` say where the rest lies; null is "not in this page". */
export type ItemEntry = {
  readonly id: string;
  readonly kind: Item["kind"] | null;
  readonly system: string | null;
  readonly group: string | null;
  readonly excerpt: string;
  readonly detail: Place | null;
  readonly debates: Place | null;
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

/** All that the page is drawn from. Packs are JSON lists, deflated, in base64, opened when a reader asks. */
export type ReportData = {
  readonly version: 1;
  readonly title: string;
  readonly notice: string | null;
  readonly kinds: ArmKinds;
  readonly result: StudyResult;
  readonly provenance: Provenance | null;
  readonly sets: readonly PersonaSet[];
  readonly shifts: readonly Shift[];
  readonly items: readonly ItemEntry[];
  readonly outcomes: readonly Outcome[];
  readonly detailPacks: readonly string[];
  readonly debatePacks: readonly string[];
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
  /** What must be said beside the headline, such as "baseline, not a language model". */
  readonly notice?: string;
};

/** Keeps the page below 5 MB: what items and debates may take of it, compressed. */
const PACK_BUDGET = 3_500_000;
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

  const details = ids.map((id): ItemDetail => {
    return itemDetail(items.get(id) ?? null, ratings.get(id) ?? [], verdicts.get(id) ?? []);
  });
  const detailPacks = pack(
    details.map((detail) => JSON.stringify(detail)),
    deflate,
    PACK_BUDGET,
  );
  const debated = [...debates.keys()];
  const debatePacks = pack(
    debated.map((id) => JSON.stringify(debates.get(id))),
    deflate,
    PACK_BUDGET - detailPacks.size,
  );
  const debatesOf = new Map(debated.map((id, index) => [id, debatePacks.places[index] ?? null]));

  const entries = ids.map((id, index): ItemEntry => {
    const item = items.get(id);
    const row = ratings.get(id)?.[0];
    return {
      id,
      kind: item?.kind ?? null,
      system: item?.system ?? row?.system ?? null,
      group: (item ? groupOf(item) : row?.group) ?? null,
      excerpt: item ? excerptOf(item) : "",
      detail: detailPacks.places[index] ?? null,
      debates: debatesOf.get(id) ?? null,
      debateCount: debates.get(id)?.length ?? 0,
    };
  });

  return {
    version: 1,
    title: input.title,
    notice: input.notice ?? null,
    kinds: Object.fromEntries((input.manifest?.study.arms ?? []).map((arm) => [arm.id, arm.kind])),
    result: input.result,
    provenance: input.manifest ? provenanceOf(input.manifest) : null,
    sets: input.sets,
    shifts: shiftsOf(input.ratings),
    items: entries,
    outcomes: outcomesOf(input.verdicts, ids),
    detailPacks: detailPacks.packs,
    debatePacks: debatePacks.packs,
  };
}
