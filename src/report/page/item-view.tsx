import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Debate } from "../../domain/debate.ts";
import type { Condition, Verdict } from "../../domain/verdict.ts";
import { sortByArm } from "../arm-order.ts";
import { conditionKey, conditionLabels, panelOf } from "../condition-label.ts";
import { formatCount, formatLevel, formatNumber } from "../format-number.ts";
import type { ItemDebates, ItemDetail, RatingLine } from "../item-detail.ts";
import type { ItemEntry, Listing } from "../report-data.ts";
import { Choice } from "./choice.tsx";
import { DataTable } from "./data-table.tsx";
import { DebateView } from "./debate-view.tsx";
import { finalFirst } from "./final-first.ts";
import { MarkedText } from "./marked-text.tsx";
import { type Names, namesIn } from "./names.ts";
import { RatingsTable } from "./ratings-table.tsx";
import type { PageData, Unpack } from "./unpack.ts";
import { itemHash } from "./use-hash.ts";

function estimateText(verdict: Pick<Verdict, "value" | "low" | "high" | "abstained">): string {
  if (verdict.value === null) return `abstains: ${verdict.abstained ?? "nobody rated"}`;
  const value = formatNumber(verdict.value);
  if (verdict.low === null || verdict.high === null) return value;
  return `${value} [${formatNumber(verdict.low)}, ${formatNumber(verdict.high)}]`;
}

/** What people said of a dimension, `3.50 (2 ratings)`. */
function peopleText(human: ItemDetail["human"], dimension: string): string {
  const people = human?.[dimension];
  const rated = people?.ratings.filter((rating) => rating !== null).length ?? 0;
  if (people?.mean === undefined || people.mean === null) return "–";
  return rated > 0
    ? `${formatNumber(people.mean)} (${formatCount(rated, "rating")})`
    : formatNumber(people.mean);
}

function Verdicts({
  verdicts,
  detail,
}: {
  readonly verdicts: readonly Verdict[];
  readonly detail: ItemDetail;
}) {
  const levels = [...new Set(verdicts.map((verdict) => formatLevel(verdict.level)))];
  const methods = [...new Set(verdicts.map((verdict) => verdict.method))];
  const { human } = detail;
  return (
    <>
      <DataTable
        caption="The panel's verdict"
        table={{
          head: [
            "dimension",
            "verdict",
            "before discussion",
            "panelists",
            "replicates",
            "abstained",
            "failed",
            ...(human ? ["people"] : []),
          ],
          rows: verdicts.map(({ dimension, before, n, ...verdict }) => [
            dimension,
            estimateText(verdict),
            before === null ? "–" : formatNumber(before),
            ...[n.panelists, n.replicates, n.abstained, n.failed].map(String),
            ...(human ? [peopleText(human, dimension)] : []),
          ]),
        }}
      />
      <p class="note">
        Intervals: {levels.join(", ")}; <bdi>{methods.join("; ")}</bdi>.
      </p>
    </>
  );
}

function EvidenceOf({ verdicts, names }: { readonly verdicts: readonly Verdict[]; readonly names: Names }) {
  const quotes = new Map(
    verdicts.flatMap((verdict) => verdict.evidence.map((evidence) => [JSON.stringify(evidence), evidence])),
  );
  if (quotes.size === 0) return null;
  return (
    <section>
      <h4>Documents behind the panelists</h4>
      {[...quotes].map(([key, { persona, document, page, quote }]) => (
        <blockquote key={key}>
          <p class="quote" dir="auto">
            {quote}
          </p>
          <footer>
            <bdi>{document}</bdi>
            {page === null ? "" : `, page ${page}`}; behind <bdi>{names(persona, null)}</bdi>
          </footer>
        </blockquote>
      ))}
    </section>
  );
}

function debateTitle(debate: Debate): string {
  return [
    ...(debate.personaSet ? [debate.personaSet] : []),
    ...(debate.framing === "plain" ? [] : [debate.framing]),
    `replicate ${debate.replicate + 1}`,
  ].join(" · ");
}

type DebatesProps = {
  readonly entry: ItemEntry;
  /** Those of the chosen panel; null where the page left them out. */
  readonly debates: ItemDebates | null;
  readonly names: Names;
};

function Debates({ entry, debates, names }: DebatesProps) {
  const [chosen, choose] = useState("");
  if (debates === null && entry.debateCount > 0)
    return (
      <p class="note">
        This page would be too large with the debates on this item; they stand in debates.jsonl.
      </p>
    );
  const debate = debates?.find(({ cell }) => cell === chosen) ?? debates?.[0];
  if (!debates || !debate) return <p class="note">No debate of this panel on this item is recorded.</p>;
  return (
    <>
      <div class="controls">
        <Choice
          label="Debate"
          value={debate.cell}
          options={debates.map((each) => [each.cell, debateTitle(each)])}
          onChange={choose}
        />
      </div>
      <DebateView key={debate.cell} debate={debate} debates={debates} names={names} />
    </>
  );
}

function RatingsOf({ lines, names }: { readonly lines: readonly RatingLine[]; readonly names: Names }) {
  const [chosen, choose] = useState("");
  const panels = Map.groupBy(lines, (line) =>
    [...(line.set === null ? [] : [line.set]), ...(line.framing === "plain" ? [] : [line.framing])].join(
      " · ",
    ),
  );
  const shown = panels.get(chosen) ?? [...panels.values()][0] ?? [];
  const current = panels.has(chosen) ? chosen : ([...panels.keys()][0] ?? "");
  if (shown.length === 0) return <p class="note">No rating of this panel on this item is recorded.</p>;
  return (
    <>
      <div class="controls">
        <Choice
          label={lines.some((line) => line.framing !== "plain") ? "Set and framing" : "Persona set"}
          value={current}
          options={[...panels.keys()].map((key) => [key, key === "" ? "plain" : key])}
          onChange={choose}
        />
      </div>
      <RatingsTable lines={shown} names={names} />
    </>
  );
}

type OpenedProps = {
  readonly data: PageData;
  readonly entry: ItemEntry;
  readonly hasDebates: boolean;
  readonly detail: ItemDetail;
  readonly debates: ItemDebates | null;
};

function Opened({ data, entry, hasDebates, detail, debates }: OpenedProps) {
  const panels = useMemo(() => {
    const all = [
      ...finalFirst(detail.verdicts).map((verdict) => panelOf(verdict.condition)),
      ...detail.ratings.map(panelOf),
    ];
    const distinct = new Map(all.map((panel) => [conditionKey(panel), panel]));
    return new Map(sortByArm([...distinct], ([, panel]) => panel.arm, data.kinds));
  }, [detail, data]);
  const label = conditionLabels([...panels.values()]);
  const names = useMemo(() => namesIn(data.sets), [data]);
  const [chosen, choose] = useState([...panels.keys()][0] ?? "");
  const isOfPanel = (panel: Condition): boolean => conditionKey(panel) === chosen;

  const verdicts = detail.verdicts.filter((verdict) => isOfPanel(panelOf(verdict.condition)));
  const lines = detail.ratings.filter((line) => isOfPanel(panelOf(line)));
  const cited = verdicts.flatMap((verdict) => verdict.cited);
  return (
    <>
      <div class="controls">
        <Choice
          label="Panel"
          value={chosen}
          options={[...panels].map(([key, panel]) => [key, label(panel)])}
          onChange={choose}
        />
      </div>
      {detail.source !== null && detail.output !== null && (
        <>
          <div class="texts">
            <section>
              <h4>Source</h4>
              <MarkedText text={detail.source} spans={cited.filter((span) => span.in === "source")} />
            </section>
            <section>
              <h4>Output</h4>
              <MarkedText text={detail.output} spans={cited.filter((span) => span.in === "output")} />
            </section>
          </div>
          {cited.length > 0 && (
            <p class="note">
              <mark>Marked</mark> is what panelists cited for these ratings.
            </p>
          )}
        </>
      )}
      {verdicts.length > 0 && (
        <section>
          <h4>The panel's verdict</h4>
          <Verdicts verdicts={verdicts} detail={detail} />
        </section>
      )}
      <section>
        <h4>Ratings</h4>
        <RatingsOf key={chosen} lines={lines} names={names} />
      </section>
      <EvidenceOf verdicts={verdicts} names={names} />
      {hasDebates && (
        <section>
          <h4>The debate</h4>
          <Debates
            key={chosen}
            entry={entry}
            debates={debates?.filter((debate) => isOfPanel(panelOf(debate))) ?? null}
            names={names}
          />
        </section>
      )}
    </>
  );
}

type State =
  | { readonly status: "opening" }
  | { readonly status: "failed"; readonly message: string }
  | { readonly status: "open"; readonly detail: ItemDetail | null; readonly debates: ItemDebates | null };

type Props = {
  readonly data: PageData;
  readonly listing: Listing;
  readonly index: number;
  readonly unpack: Unpack;
};

/** One item: its texts, the panel's verdict, every rating, the documents and the debate. */
export function ItemView({ data, listing, index, unpack }: Props) {
  const { items } = listing;
  const entry = items[index];
  const heading = useRef<HTMLHeadingElement>(null);
  const [state, setState] = useState<State>({ status: "opening" });
  useEffect(() => {
    let isCurrent = true;
    Promise.all([unpack.detail(index), unpack.debates(index)]).then(
      ([detail, debates]) => isCurrent && setState({ status: "open", detail, debates }),
      (error: unknown) => isCurrent && setState({ status: "failed", message: String(error) }),
    );
    return () => {
      isCurrent = false;
    };
  }, [index, unpack]);
  // Not with newer data of the same item: a reader stays where they are.
  useEffect(() => {
    heading.current?.focus();
    heading.current?.scrollIntoView({ block: "start" });
  }, [index]);
  if (!entry) return null;

  const previous = items[index - 1];
  const next = items[index + 1];
  return (
    <article class="item">
      <nav class="steps" aria-label="Items">
        <a href="#items">All items</a>
        {previous && <a href={itemHash(previous.id)}>Previous</a>}
        {next && <a href={itemHash(next.id)}>Next</a>}
      </nav>
      <h3 class="item-title" ref={heading} tabIndex={-1}>
        <bdi>{entry.id}</bdi>
      </h3>
      <p class="note">
        {[
          entry.kind,
          entry.system && `by ${entry.system}`,
          entry.group && entry.group !== entry.id && `group ${entry.group}`,
        ]
          .filter((part) => part)
          .join(" · ")}
      </p>
      {state.status === "opening" && <p class="note">Opening …</p>}
      {state.status === "failed" && <p class="alarm">This item could not be opened: {state.message}</p>}
      {state.status === "open" && state.detail === null && (
        <p class="note">
          This page would be too large with this item in it; its ratings stand in ratings.jsonl.
        </p>
      )}
      {state.status === "open" && state.detail && (
        <>
          {state.detail.facts.length > 0 && (
            <dl class="facts">
              {state.detail.facts.map(([name, value]) => (
                <div key={name}>
                  <dt>
                    <bdi>{name}</bdi>
                  </dt>
                  <dd dir="auto">{value}</dd>
                </div>
              ))}
            </dl>
          )}
          <Opened
            data={data}
            entry={entry}
            hasDebates={data.debates.packs.length > 0 || entry.debateCount > 0}
            detail={state.detail}
            debates={state.debates}
          />
        </>
      )}
    </article>
  );
}
