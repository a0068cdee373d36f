import { useEffect, useId, useMemo, useState } from "preact/hooks";
import { conditionKey } from "../../domain/condition-key.ts";
import { sortByArm } from "../arm-order.ts";
import { conditionLabels, panelOf } from "../condition-label.ts";
import { formatCount, formatNumber, groupThousands } from "../format-number.ts";
import type { Outcome } from "../outcomes.ts";
import type { ItemEntry, Listing } from "../report-data.ts";
import { type ItemFilter, type ItemOrder, selectItems } from "../select-items.ts";
import { Choice } from "./choice.tsx";
import { finalFirst } from "./final-first.ts";
import { ItemView } from "./item-view.tsx";
import { type PageData, unpacking } from "./unpack.ts";
import { itemHash } from "./use-hash.ts";

const PAGE = 20;

const ORDERS: readonly (readonly [ItemOrder, string])[] = [
  ["given", "as given"],
  ["lowest", "lowest verdict first"],
  ["highest", "highest verdict first"],
  ["widest", "widest interval first"],
  ["moved", "most moved by discussion"],
];
const FILTERS: readonly (readonly [ItemFilter, string])[] = [
  ["all", "all"],
  ["abstained", "where the panel abstains"],
  ["rated", "with a verdict on every dimension"],
];
/** Where the page does not hold everything of every item. */
const HOLDING: readonly (readonly [ItemFilter, string])[] = [
  ["texts", "whose texts are in this page"],
  ["debates", "whose debates are in this page"],
];

/** The value of the one entry that a select's text names. */
function chosenFrom<T extends string>(
  entries: readonly (readonly [T, string])[],
  text: string,
  fallback: T,
): T {
  return entries.find(([value]) => value === text)?.[0] ?? fallback;
}

type LineProps = { readonly entry: ItemEntry; readonly index: number; readonly outcomes: readonly Outcome[] };

function ItemLine({ entry, index, outcomes }: LineProps) {
  const given = outcomes.filter((outcome) => outcome.given[index] === 1);
  return (
    <li class="item-line">
      <div>
        <a href={itemHash(entry.id)}>
          <bdi>{entry.id}</bdi>
        </a>
        {entry.system && (
          <span class="note">
            {" "}
            <bdi>{entry.system}</bdi>
          </span>
        )}
        {entry.excerpt !== "" && (
          <p class="excerpt" dir="auto">
            {entry.excerpt}
          </p>
        )}
      </div>
      {given.length > 0 && (
        <dl class="outcomes">
          {given.map(({ dimension, value }) => (
            <div key={dimension}>
              <dt>
                <bdi>{dimension}</bdi>
              </dt>
              <dd>
                {value[index] === null || value[index] === undefined
                  ? "abstains"
                  : formatNumber(value[index])}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}

type PagerProps = { readonly page: number; readonly pages: number; readonly onTurn: (page: number) => void };

function Pager({ page, pages, onTurn }: PagerProps) {
  if (pages < 2) return null;
  return (
    <nav class="pager" aria-label="Pages of the list">
      <button type="button" disabled={page === 0} onClick={() => onTurn(page - 1)}>
        Previous
      </button>
      <span>
        Page {page + 1} of {groupThousands(pages)}
      </span>
      <button type="button" disabled={page >= pages - 1} onClick={() => onTurn(page + 1)}>
        Next
      </button>
    </nav>
  );
}

/** What a page of many items does not hold, or null where it holds all. */
function leftOutText({ details, debates }: PageData, { items, panelsLeftOut }: Listing): string | null {
  const held = (places: PageData["details"]["places"]): number =>
    places.filter((place) => place !== null).length;
  const debated = items.filter(({ debateCount }) => debateCount > 0).length;
  const parts = [
    ...(held(details.places) < items.length
      ? [`the texts and ratings of ${groupThousands(held(details.places))} items`]
      : []),
    ...(held(debates.places) < debated
      ? [`the debates on ${groupThousands(held(debates.places))} of ${groupThousands(debated)}`]
      : []),
  ];
  const sample =
    parts.length === 0
      ? ""
      : `To stay small, this page holds ${parts.join(" and ")}, drawn evenly by their sources; the rest stands in the run's folder.`;
  const panels =
    panelsLeftOut === 0
      ? ""
      : `The verdicts of ${formatCount(panelsLeftOut, "further panel")} stand in verdicts.jsonl.`;
  return [sample, panels].filter((text) => text !== "").join(" ") || null;
}

function ItemList({ data, listing }: { readonly data: PageData; readonly listing: Listing }) {
  const { items } = listing;
  const searchId = useId();
  const panels = useMemo(() => {
    const rows = sortByArm(finalFirst(listing.outcomes), (outcome) => outcome.condition.arm, data.kinds);
    return new Map([...Map.groupBy(rows, (outcome) => conditionKey(panelOf(outcome.condition)))]);
  }, [listing, data]);
  const [panel, choosePanel] = useState([...panels.keys()][0] ?? "");
  const outcomes = panels.get(panel) ?? [];
  const [dimension, chooseDimension] = useState(outcomes[0]?.dimension ?? "");
  const [text, search] = useState("");
  const [system, chooseSystem] = useState("");
  const [filter, chooseFilter] = useState<ItemFilter>("all");
  const [order, chooseOrder] = useState<ItemOrder>("given");
  const [page, turnTo] = useState(0);

  const label = conditionLabels(listing.outcomes.map((outcome) => panelOf(outcome.condition)));
  const systems = useMemo(
    () => [...new Set(items.flatMap((entry) => entry.system ?? []))].toSorted(),
    [items],
  );
  const { details, debates } = data;
  const left = useMemo(() => leftOutText(data, listing), [data, listing]);
  const filters = left === null ? FILTERS : [...FILTERS, ...HOLDING];
  const shown = selectItems(items, outcomes, dimension, {
    holds: {
      texts: (index) => (details.places[index] ?? null) !== null,
      debates: (index) => (debates.places[index] ?? null) !== null,
    },
    text,
    system: system === "" ? null : system,
    filter,
    order,
  });
  const pages = Math.max(1, Math.ceil(shown.length / PAGE));
  const current = Math.min(page, pages - 1);
  const fromFirst = (change: () => void): void => {
    change();
    turnTo(0);
  };
  return (
    <>
      <div class="controls">
        <span class="choice">
          <label for={searchId}>Search</label>
          <input
            id={searchId}
            type="search"
            value={text}
            onInput={(event) => {
              const { value } = event.currentTarget;
              fromFirst(() => search(value));
            }}
          />
        </span>
        <Choice
          label="System"
          value={system}
          options={systems.length > 1 ? [["", "all"], ...systems.map((id) => [id, id] as const)] : []}
          onChange={(value) => fromFirst(() => chooseSystem(value))}
        />
        {outcomes.length > 0 && (
          <>
            <Choice
              label="Panel"
              value={panel}
              options={[...panels].map(([key, rows]) => [
                key,
                rows[0] ? label(panelOf(rows[0].condition)) : key,
              ])}
              onChange={(value) => fromFirst(() => choosePanel(value))}
            />
            <Choice
              label="Show"
              value={filter}
              options={filters}
              onChange={(value) => fromFirst(() => chooseFilter(chosenFrom(filters, value, "all")))}
            />
            <Choice
              label="Order"
              value={order}
              options={ORDERS}
              onChange={(value) => fromFirst(() => chooseOrder(chosenFrom(ORDERS, value, "given")))}
            />
            {order !== "given" && (
              <Choice
                label="on"
                value={dimension}
                options={outcomes.map((outcome) => [outcome.dimension, outcome.dimension])}
                onChange={(value) => fromFirst(() => chooseDimension(value))}
              />
            )}
          </>
        )}
      </div>
      <p class="note" role="status">
        {shown.length === items.length
          ? formatCount(shown.length, "item")
          : `${groupThousands(shown.length)} of ${formatCount(items.length, "item")}`}
      </p>
      {left !== null && <p class="note">{left}</p>}
      <ul class="item-list">
        {shown.slice(current * PAGE, (current + 1) * PAGE).flatMap((index) => {
          const entry = items[index];
          return entry ? [<ItemLine key={entry.id} entry={entry} index={index} outcomes={outcomes} />] : [];
        })}
      </ul>
      <Pager page={current} pages={pages} onTurn={turnTo} />
    </>
  );
}

/** The items: a list to search, sort and filter, and one of them open where the address asks for it. */
export function Items({ data, open }: { readonly data: PageData; readonly open: string | null }) {
  const unpack = useMemo(() => unpacking(data), [data]);
  const [listing, setListing] = useState<Listing | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    unpack.listing().then(setListing, (error: unknown) => setFailure(String(error)));
  }, [unpack]);
  const index = listing?.items.findIndex((entry) => entry.id === open) ?? -1;
  return (
    <>
      {failure !== null && <p class="alarm">The items could not be opened: {failure}</p>}
      {listing && open !== null && index < 0 && <p class="note">There is no item of that name here.</p>}
      {listing && index >= 0 && (
        <ItemView key={index} data={data} listing={listing} index={index} unpack={unpack} />
      )}
      {listing && (
        <div hidden={index >= 0}>
          <ItemList data={data} listing={listing} />
        </div>
      )}
    </>
  );
}
