import { inflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { type Listing, reportData } from "../../src/report/report-data.ts";
import { deflate, ROWS_ONLY, RUN } from "./fixture.ts";

const inflate = (text: string): string => inflateRawSync(Buffer.from(text, "base64")).toString("utf8");
const listingOf = (packed: string): Listing => JSON.parse(inflate(packed));

test("the same input gives the same data", () => {
  expect(JSON.stringify(reportData(RUN, deflate))).toBe(JSON.stringify(reportData(RUN, deflate)));
});

test("every item is listed with what a list needs", () => {
  const data = reportData(RUN, deflate);
  const { items, outcomes } = listingOf(data.listing);
  expect(data.itemCount).toBe(8);
  expect(items.map(({ id }) => id)).toEqual(RUN.items.map(({ id }) => id));
  expect(items[6]).toEqual({
    id: "dialogue/7",
    kind: "dialogue",
    system: "assistant-2",
    group: "dialogue/7",
    excerpt: "customer: Is my router still under warranty? assistant: Yes, until June.",
    debateCount: 3,
  });
  const silent = outcomes.find(
    ({ condition, dimension }) => condition.arm === "grounded" && dimension === "relevance",
  );
  expect(silent?.value[3]).toBeNull();
  expect(silent?.given[3]).toBe(1);
  expect(silent?.value[0]).toBeCloseTo(3.8);
});

test("an item opens to its texts, its ratings by replicate and its verdicts", () => {
  const { details } = reportData(RUN, deflate);
  const [pack, index] = details.places[0] ?? [0, 0];
  const detail = JSON.parse(inflate(details.packs[pack] ?? ""))[index];
  expect(detail.source).toBe(RUN.items[0]?.source);
  expect(detail.facts).toEqual([["flaw", "unsupported safety claim"]]);
  expect(detail.verdicts).toHaveLength(15);
  const line = detail.ratings[0];
  expect(line).toMatchObject({ arm: "none", rater: "seat-1", dimension: "coherence" });
  expect(line.before.map(([replicate]: [number, unknown]) => replicate)).toEqual([0, 1, 2]);
  expect(line.after).toHaveLength(3);
});

test("an absent rating keeps the word for why", () => {
  const { details } = reportData(RUN, deflate);
  const opened: { ratings: { before: [number, number | string][] }[] }[] = details.packs.flatMap((pack) =>
    JSON.parse(inflate(pack)),
  );
  const cells = opened.flatMap(({ ratings }) => ratings.flatMap(({ before }) => before));
  const words = cells.flatMap(([, rating]) => (typeof rating === "string" ? [rating] : []));
  expect(new Set(words)).toEqual(new Set(["abstained: no-evidence", "malformed"]));
});

test("rows alone still list their items", () => {
  const data = reportData(ROWS_ONLY, deflate);
  const { items } = listingOf(data.listing);
  expect(items[0]).toMatchObject({
    id: "cold-1",
    kind: null,
    system: "system-a",
    excerpt: "",
    debateCount: 0,
  });
  expect(data.debates.packs).toEqual([]);
  expect(data.provenance).toBeNull();
});

test("addresses and names of keys stay out of the page", () => {
  const text = JSON.stringify(reportData(RUN, deflate));
  expect(text.includes("hunter2")).toBe(false);
  expect(text.includes("NAME_OF_A_KEY")).toBe(false);
});

test("a page that would grow too large leaves debates out first, then items at the end of the list", () => {
  // Text that does not compress: what is deflated is replaced by as many characters.
  const incompressible = (text: string): string => "x".repeat(text.length);
  const items = Array.from({ length: 400 }, (_, index) => ({
    id: `item-${index}`,
    kind: "summary" as const,
    source: "s".repeat(10_000),
    output: "o".repeat(1_000),
  }));
  const debates = items.flatMap(({ id }) =>
    RUN.debates.slice(0, 1).map((debate) => ({ ...debate, item: id })),
  );
  const data = reportData({ ...RUN, items, ratings: [], verdicts: [], debates }, incompressible);
  const isKept = data.details.places.map((place) => place !== null);
  expect(isKept[0]).toBe(true);
  expect(isKept[399]).toBe(false);
  expect(isKept).toEqual(isKept.toSorted((a, b) => Number(b) - Number(a)));
  expect(data.debates.packs).toEqual([]);
  expect(JSON.stringify(data).length).toBeLessThan(4_500_000);
});
