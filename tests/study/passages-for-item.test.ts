import { expect, test } from "vitest";
import type { Persona } from "../../src/domain/persona.ts";
import { assessPrompt } from "../../src/prompts/assess.ts";
import { seatsForItem } from "../../src/study/passages-for-item.ts";
import { seatNobody, seatPanel } from "../../src/study/seat-panel.ts";
import { item, persona, personaSet } from "./fixture.ts";

/** A nurse with a quote for each of these sentences. */
function nurse(sentences: readonly string[]): Persona {
  const blank = persona("nurse-1", "nurse");
  const evidence = sentences.map((quote, at) => ({
    document: "d",
    page: at + 1,
    chunk: `d#${at + 1}`,
    start: 0,
    end: quote.length,
    quote,
  }));
  const statement = { text: "Looks at care.", from: "document" as const, evidence };
  return { ...blank, fields: { ...blank.fields, evaluativeDimension: [statement] } };
}

const filler = (topic: string): string =>
  `${topic} ${Array.from({ length: 59 }, (_, at) => `${topic}${at}`).join(" ")}.`;
const DOSES = "A leaflet must state the doses of the medicine plainly.";
const seats = seatPanel(
  personaSet("s", [nurse([...["ward", "visit", "meal", "shift"].map(filler), DOSES])]),
  1,
);
const about = (source: string) => item("i", { source, output: "Two tablets." });
const shown = (source: string) => seatsForItem(seats, about(source))[0]?.passages.map(({ text }) => text);

test("the quotes closest to the item come first, and those that exceed the budget stay away", () => {
  const texts = shown("The leaflet gives the doses: two tablets of the medicine a day.");
  expect(texts?.[0]).toBe(DOSES);
  expect(texts).toHaveLength(4);
  expect(texts).not.toContain(filler("shift"));
  expect(shown("The night shift1 and shift2 were short.")?.[0]).toBe(filler("shift"));
});

test("where nothing in the quotes is of the item, the persona's own order stands", () => {
  expect(shown("Quarterly earnings rose.")).toEqual([...["ward", "visit", "meal"].map(filler), DOSES]);
});

test("a request shows the persona, the same for every item, before the quotes, which differ", () => {
  const text = (source: string): string => {
    const seat = seatsForItem(seats, about(source))[0]!;
    const rubric = {
      dimensions: [
        { id: "clarity", definition: "", scale: { min: 1, max: 5, step: 1, level: "ordinal" as const } },
      ],
    };
    const prompt = assessPrompt({ kind: "assess", item: about(source), rubric, seat, framing: "plain" });
    return prompt.messages.map(({ content }) => content).join("\n");
  };
  const request = text("The leaflet gives the doses.");
  expect(request.indexOf('<persona id="nurse-1">')).toBeLessThan(request.indexOf(DOSES));
});

test("passages of a persona's documents follow where the item is about them, once and within their own budget", () => {
  const passage = (topic: string, count: number) => {
    const quote = `${topic} ${Array.from({ length: count }, (_, at) => `${topic}${at}`).join(" ")}.`;
    return { document: "d", page: 7, chunk: `d#${topic}`, start: 0, end: quote.length, quote };
  };
  const [surgery, garden] = [passage("surgery", 150), passage("garden", 150)];
  const reader = {
    ...nurse([DOSES]),
    passages: [surgery, garden, { ...surgery, quote: `${DOSES} ${filler("surgery")}` }],
  };
  const shelf = seatPanel(personaSet("s", [reader]), 1);
  const [one] = seatsForItem(shelf, about("The surgery3 and the surgery9 took doses of an hour."));
  expect(one?.passages).toEqual([
    { id: "q1", document: "d", page: 1, text: DOSES },
    { id: "p1", document: "d", page: 7, text: surgery.quote },
  ]);
  const [none] = seatsForItem(shelf, about("Quarterly earnings rose."));
  expect(none?.passages.map(({ id }) => id)).toEqual(["q1"]);
});

test("a panel of nobody is left as it is", () => {
  const nobody = seatNobody(2);
  expect(seatsForItem(nobody, about("doses"))).toBe(nobody);
});
