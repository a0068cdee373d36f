import type { Debate } from "../domain/debate.ts";
import { groupOf, type Item, outputText } from "../domain/item.ts";
import type { PersonaSet } from "../domain/persona.ts";
import type { Rating } from "../domain/rating.ts";
import type { StudyResult } from "../domain/result.ts";
import type { Manifest } from "../domain/study.ts";
import type { Verdict } from "../domain/verdict.ts";
import { type ArmKinds, kindsOf } from "./arm-order.ts";
import { gatherDebates } from "./gather-debates.ts";
import { itemDetail } from "./item-detail.ts";
import { fittingOutcomes, type Outcome, outcomesOf } from "./outcomes.ts";
import { type Deflate, type Entry, type Packed, pack, packedLength } from "./pack.ts";
import type { PanelMean } from "./panel-means.ts";
import type { Progress } from "./progress.ts";
import { type Provenance, provenanceOf } from "./provenance.ts";
import { resultForPage } from "./result-for-page.ts";
import { sampleOrder } from "./sample-order.ts";
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

/** The items and how the panels judged them: everything that a list of them needs. */
export type Listing = {
  readonly items: readonly ItemEntry[];
  readonly outcomes: readonly Outcome[];
  /** Panels whose verdicts would make the page too large. */
  readonly panelsLeftOut: number;
};

/**
 * All that the page is drawn from. `result`, `sets`, `listing` and the packs are JSON, deflated, in base64:
 * the first three are opened when the page is, a pack when a reader asks for one of its items. Their places are
 * in the listing's order; an item without a place is not in this page.
 */
export type ReportData = {
  readonly version: 1;
  readonly title: string;
  readonly notice: string | null;
  /** Where the run has not ended: how far it has come. */
  readonly progress: Progress | null;
  /** Where the page is served: the address under which it is told of changes. */
  readonly live: string | null;
  readonly kinds: ArmKinds;
  readonly result: string;
  readonly provenance: Provenance | null;
  readonly sets: string;
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
  /** Read once, from the first to the last. */
  readonly debates: Iterable<Debate> | AsyncIterable<Debate>;
  readonly means?: readonly PanelMean[];
  readonly progress?: Progress;
  readonly live?: string;
  /** What must be said beside the headline, such as "baseline, not a language model". */
  readonly notice?: string;
};

/** Keeps the page below 5 MB: the characters that all data may take of it. */
const DATA_BUDGET = 4_400_000;
/** What a place takes, at most. */
const PLACE_CHARACTERS = 12;
/** Of what the listing leaves, what is kept for debates where texts and ratings could fill it all. */
const DEBATES_SHARE = 0.4;
/** Debates held in memory for each character that there is room for: DEFLATE makes them some six times shorter. */
const DEBATE_CHARACTERS = 8;
/** Of the panels' verdicts as columns, which DEFLATE makes some three times shorter. */
const OUTCOMES_CHARACTERS = 3_000_000;
/** Of all items' excerpts together, beyond which each is shorter. */
const EXCERPTS_CHARACTERS = 700_000;
const [FEWEST_EXCERPT, MOST_EXCERPT] = [40, 140];

function excerptOf(item: Item, most: number): string {
  const text = outputText(item)
    .slice(0, most * 2)
    .replaceAll(/\s+/g, " ")
    .trim();
  if (text.length <= most) return text;
  return `${text
    .slice(0, most)
    .replace(/[\uD800-\uDBFF]$/, "")
    .trimEnd()}…`;
}

/** Items in their order, then those that only rows speak of, in the order in which they do. */
function listedIds({ items, ratings, verdicts }: ReportInput): readonly string[] {
  const ids = new Set(items.map((item) => item.id));
  for (const { item } of ratings) ids.add(item);
  for (const { item } of verdicts) ids.add(item);
  return [...ids];
}

/**
 * Gathers what the report's page is drawn from. Texts, ratings and debates of items are deflated into
 * packs by `deflate`; where they would outgrow the page, the page holds those of a fair sample of the items
 * and says so. The same input gives the same data.
 *
 * @example renderReport(template, await reportData({ title, result, ratings, … }, deflate))
 */
export async function reportData(input: ReportInput, deflate: Deflate): Promise<ReportData> {
  const ids = listedIds(input);
  const items = new Map(input.items.map((item) => [item.id, item]));
  const ratings = Map.groupBy(input.ratings, (row) => row.item);
  const verdicts = Map.groupBy(input.verdicts, (verdict) => verdict.item);
  const groups = ids.map((id) => {
    const item = items.get(id);
    return (item ? groupOf(item) : ratings.get(id)?.[0]?.group) ?? null;
  });
  const order = sampleOrder(groups.map((group, index) => group ?? ids[index] ?? ""));
  const ranks = new Map(order.map((index, rank) => [ids[index] ?? "", rank]));
  const debates = await gatherDebates(
    input.debates,
    (item) => ranks.get(item) ?? ids.length,
    DATA_BUDGET * DEBATE_CHARACTERS,
  );

  const kinds = kindsOf(input.manifest);
  const excerpt = Math.min(
    MOST_EXCERPT,
    Math.max(FEWEST_EXCERPT, Math.floor(EXCERPTS_CHARACTERS / Math.max(1, ids.length))),
  );
  const listing: Listing = {
    items: ids.map((id, index): ItemEntry => {
      const item = items.get(id);
      return {
        id,
        kind: item?.kind ?? null,
        system: item?.system ?? ratings.get(id)?.[0]?.system ?? null,
        group: groups[index] ?? null,
        excerpt: item ? excerptOf(item, excerpt) : "",
        debateCount: debates.counts.get(id) ?? 0,
      };
    }),
    ...fittingOutcomes(outcomesOf(input.verdicts, ids), kinds, OUTCOMES_CHARACTERS),
  };
  const plain = {
    version: 1 as const,
    title: input.title,
    notice: input.notice ?? null,
    progress: input.progress ?? null,
    live: input.live ?? null,
    kinds,
    result: deflate(JSON.stringify(resultForPage(input.result))),
    provenance: input.manifest ? provenanceOf(input.manifest) : null,
    sets: deflate(JSON.stringify(input.sets)),
    means: input.means ?? [],
    shifts: shiftsOf(input.ratings),
    itemCount: ids.length,
    listing: deflate(JSON.stringify(listing)),
  };

  const room = DATA_BUDGET - JSON.stringify(plain).length - 2 * PLACE_CHARACTERS * ids.length;
  function* details(): Generator<Entry> {
    for (const at of order) {
      const id = ids[at] ?? "";
      const detail = itemDetail(items.get(id) ?? null, ratings.get(id) ?? [], verdicts.get(id) ?? []);
      yield { at, text: JSON.stringify(detail) };
    }
  }
  function* debated(): Generator<Entry> {
    for (const at of order) {
      const texts = debates.kept.get(ids[at] ?? "");
      if (texts) yield { at, text: `[${texts.join(",")}]` };
    }
  }
  const packOf = (entries: Iterable<Entry>, budget: number) => pack(entries, ids.length, deflate, budget);
  const reserved = packOf(debated(), DEBATES_SHARE * room);
  const packedDetails = packOf(details(), room - packedLength(reserved));
  const left = room - packedLength(packedDetails);
  // What texts and ratings leave over goes to debates again.
  const isCut = debates.kept.size > reserved.places.filter((place) => place !== null).length;
  const packedDebates = isCut && left > 1.1 * packedLength(reserved) ? packOf(debated(), left) : reserved;
  return { ...plain, details: packedDetails, debates: packedDebates };
}
