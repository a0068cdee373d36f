import { inflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { type Listing, reportData } from "../../src/report/report-data.ts";
import { DEBATES, deflate, ROWS_ONLY, RUN } from "./fixture.ts";

const inflate = (text: string): string => inflateRawSync(Buffer.from(text, "base64")).toString("utf8");
const listingOf = (packed: string): Listing => JSON.parse(inflate(packed));

test("the same input gives the same data", async () => {
  expect(JSON.stringify(await reportData(RUN, deflate))).toBe(JSON.stringify(await reportData(RUN, deflate)));
});

test("every item is listed with what a list needs", async () => {
  const data = await reportData(RUN, deflate);
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

test("an item opens to its texts, its ratings by replicate and its verdicts", async () => {
  const { details } = await reportData(RUN, deflate);
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

test("an absent rating keeps the word for why", async () => {
  const { details } = await reportData(RUN, deflate);
  const opened: { ratings: { before: [number, number | string][] }[] }[] = details.packs.flatMap((pack) =>
    JSON.parse(inflate(pack)),
  );
  const cells = opened.flatMap(({ ratings }) => ratings.flatMap(({ before }) => before));
  const words = cells.flatMap(([, rating]) => (typeof rating === "string" ? [rating] : []));
  expect(new Set(words)).toEqual(new Set(["abstained: no-evidence", "malformed"]));
});

test("rows alone still list their items", async () => {
  const data = await reportData(ROWS_ONLY, deflate);
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

test("persona sets are packed, so that a page in any script has room for its items", async () => {
  const data = await reportData(RUN, deflate);
  expect(JSON.parse(inflate(data.sets))).toEqual(RUN.sets);
});

test("addresses and names of keys stay out of the page", async () => {
  const text = JSON.stringify(await reportData(RUN, deflate));
  expect(text.includes("hunter2")).toBe(false);
  expect(text.includes("NAME_OF_A_KEY")).toBe(false);
});

// Text that does not compress: what is deflated is replaced by as many characters.
const incompressible = (text: string): string => "x".repeat(text.length);

/** Two hundred sources with two outputs each, listed source by source. */
const MANY = Array.from({ length: 400 }, (_, index) => ({
  id: `item-${index}`,
  kind: "summary" as const,
  group: `group-${Math.floor(index / 2)}`,
  source: "s".repeat(10_000),
  output: "o".repeat(1_000),
}));

test("a page that would grow too large holds a fair sample of the items, whole groups, and debates of some", async () => {
  const [debate] = DEBATES;
  if (!debate) throw new Error("no debate");
  const debates = MANY.map(({ id }) => ({ ...debate, item: id }));
  const input = { ...RUN, items: MANY, ratings: [], verdicts: [], debates };
  const data = await reportData(input, incompressible);
  expect(JSON.stringify(data).length).toBeLessThan(4_500_000);
  const kept = data.details.places.flatMap((place, index) => (place ? [index] : []));
  expect(kept.length).toBeGreaterThan(150);
  expect(kept.length).toBeLessThan(400);
  // Neither the first nor the last of the list are preferred, and a source stands with all its outputs.
  expect(kept.filter((index) => index < 200).length / kept.length).toBeCloseTo(0.5, 0.5);
  const cut = kept.filter((index) => !kept.includes(index % 2 === 0 ? index + 1 : index - 1));
  expect(cut.length).toBeLessThanOrEqual(1);
  const debated = data.debates.places.flatMap((place, index) => (place ? [index] : []));
  expect(debated.length).toBeGreaterThan(20);
  expect(debated.filter((index) => !kept.includes(index))).toEqual([]);
});

test("room that texts leave goes to the debates, and debates are read once", async () => {
  const few = MANY.slice(0, 8);
  const [debate] = DEBATES;
  if (!debate) throw new Error("no debate");
  let reads = 0;
  const debates = (async function* () {
    reads++;
    for (const { id } of few) yield { ...debate, item: id };
  })();
  const data = await reportData({ ...RUN, items: few, ratings: [], verdicts: [], debates }, incompressible);
  expect(reads).toBe(1);
  expect(data.details.places).not.toContain(null);
  expect(data.debates.places).not.toContain(null);
});
