import { useEffect, useRef, useState } from "preact/hooks";
import type { ItemDebates, ItemDetail } from "../item-detail.ts";
import type { Listing } from "../report-data.ts";
import { OpenedItem } from "./opened-item.tsx";
import type { PageData, Unpack } from "./unpack.ts";
import { itemHash } from "./use-hash.ts";

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
          <OpenedItem
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
