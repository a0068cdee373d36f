import { expect, test } from "vitest";
import type { Evidence } from "../../src/domain/persona.ts";
import type { Finding } from "../../src/personas/read-perspectives.ts";
import { relateFindings } from "../../src/personas/relate-findings.ts";
import { countEmbedder } from "./scripted.ts";

const quoted = (quote: string): Evidence => ({
  document: "d",
  page: 1,
  chunk: "d#1",
  start: 0,
  end: quote.length,
  quote,
});
const DOSES = "Tablets were counted twice a day.";
const LETTERS = "Letters arrived after discharge.";
const RAIN = "Umbrellas were lent at the gate.";

function finding(stakeholder: string, name: string, definition: string, quotes: readonly string[]): Finding {
  return { stakeholder, description: "Somebody.", name, definition, evidence: quotes.map(quoted) };
}

/** The quotes that each finding ends with. */
async function settled(findings: readonly Finding[]): Promise<readonly (readonly string[])[]> {
  const texts = findings.flatMap(({ name, definition, evidence }) => [
    name,
    definition,
    ...evidence.map(({ quote }) => quote),
  ]);
  const embed = await countEmbedder(texts);
  const related = await relateFindings(findings, embed);
  return related.map(({ evidence }) => evidence.map(({ quote }) => quote));
}
const tablets = (quotes: readonly string[], who = "nurse") =>
  finding(who, "Counted tablets", "Whether tablets are counted.", quotes);
const letters = (quotes: readonly string[], who = "nurse") =>
  finding(who, "Timely letters", "Whether letters arrive in time.", quotes);

test("a quote that has nothing to do with its dimension goes to the one of the same people that it goes with", async () => {
  expect(await settled([tablets([DOSES, LETTERS]), letters([])])).toEqual([[DOSES], [LETTERS]]);
});

test("other people's dimensions get nothing, and a quote that goes with none stays where it was", async () => {
  expect(await settled([tablets([DOSES, LETTERS, RAIN]), letters([LETTERS], "carer")])).toEqual([
    [DOSES, LETTERS, RAIN],
    [LETTERS],
  ]);
});

test("a dimension none of whose quotes goes with it keeps them: no finding is left without one", async () => {
  expect(await settled([tablets([LETTERS]), letters([LETTERS])])).toEqual([[LETTERS], [LETTERS]]);
});
