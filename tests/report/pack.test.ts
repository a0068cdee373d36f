import { inflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { pack as packEntries } from "../../src/report/pack.ts";
import { deflate } from "./fixture.ts";

const open = (packed: string): unknown =>
  JSON.parse(inflateRawSync(Buffer.from(packed, "base64")).toString("utf8"));
/** Packs texts that lie where they stand. */
const pack = (texts: readonly (string | null)[], of: typeof deflate, budget: number) =>
  packEntries(
    texts.flatMap((text, at) => (text === null ? [] : [{ at, text }])),
    texts.length,
    of,
    budget,
  );
const entryOf = (index: number): string => JSON.stringify({ index, text: "x".repeat(50_000) });

test("every entry is found where its place says", () => {
  const entries = Array.from({ length: 11 }, (_, index) => entryOf(index));
  const { packs, places } = pack(entries, deflate, 1e9);
  expect(packs.length).toBeGreaterThan(1);
  places.forEach((place, index) => {
    if (!place) throw new Error(`entry ${index} has no place`);
    expect(open(packs[place[0]] ?? "")).toHaveProperty([place[1], "index"], index);
  });
});

test("a place without an entry takes no room", () => {
  const { packs, places } = pack([null, '"a"', null, '"b"'], deflate, 1e9);
  expect(places).toEqual([null, [0, 0], null, [0, 1]]);
  expect(packs.map(open)).toEqual([["a", "b"]]);
});

test("what does not fit is left out from the first entry that overruns", () => {
  const entries = Array.from({ length: 20 }, (_, index) => entryOf(index));
  const whole = pack(entries, deflate, 1e9);
  const budget = (whole.packs[0]?.length ?? 0) + 1;
  const { packs, places } = pack(entries, deflate, budget);
  expect(packs).toEqual(whole.packs.slice(0, 1));
  expect(places.filter((place) => place !== null)).toEqual(whole.places.filter((place) => place?.[0] === 0));
  expect(pack(entries, deflate, -5).packs).toEqual([]);
});

test("nothing gives nothing", () => {
  expect(pack([], deflate, 10)).toEqual({ packs: [], places: [] });
});
