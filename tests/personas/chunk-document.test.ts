import { expect, test } from "vitest";
import { chunkDocument } from "../../src/personas/chunk-document.ts";
import { dropNearDuplicates } from "../../src/personas/drop-near-duplicates.ts";
import { documentOf } from "./scripted.ts";

const sentence = (index: number) =>
  `Patients in group ${index} told the nurses what they had understood of their treatment and what they had not.`;
const paragraph = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) => sentence(from + at)).join(" ");
const wordsIn = (text: string) => text.split(/\s+/).length;

test("chunks are slices of the document, made of whole sentences, about 90 to 180 words long", () => {
  const document = documentOf("report", paragraph(1, 60));
  const chunks = chunkDocument(document);
  expect(chunks.map(({ id }) => id)).toEqual(chunks.map((_, at) => `report#${at + 1}`));
  for (const chunk of chunks) {
    expect(document.text.slice(chunk.start, chunk.end)).toBe(chunk.text);
    expect(chunk.text).toMatch(/^Patients[\s\S]*not\.$/);
    expect(wordsIn(chunk.text)).toBeGreaterThanOrEqual(90);
    expect(wordsIn(chunk.text)).toBeLessThanOrEqual(200);
  }
  expect(chunks.reduce((sum, { text }) => sum + wordsIn(text), 0)).toBe(wordsIn(document.text));
});

test("no chunk goes over a page, and a sentence that a page break cuts is left out", () => {
  const [first, second] = [paragraph(1, 6), paragraph(10, 6)];
  const document = documentOf("paged", `${first} This sentence is cut by the\fend of its page. ${second}`);
  const chunks = chunkDocument(document);
  expect(chunks.map(({ page, text }) => [page, text])).toEqual([
    [1, first],
    [2, second],
  ]);
});

test("reference lists, acknowledgements, tables and lists of authors are no passages", () => {
  const prose = paragraph(1, 8);
  const document = documentOf(
    "article",
    [
      "Maria Silva1, John Smith2, Ada Byron3, Tom Jones4, Ann Lee1, Max Weber2, Lea Kohn3",
      "# Results",
      prose,
      "Age 34 (5.2) 35 (4.9) 0.81\nWeight 71.2 (9.8) 70.9 (10.1) 0.77\nSmokers 12 (24%) 14 (28%) 0.65",
      "# Acknowledgements",
      "We thank all patients who took part in the study and the nurses who cared for them.",
      "# References",
      "Smith J, Lee A. How patients understand what nurses say to them. Health 2003;12:34-45.",
    ].join("\n\n"),
  );
  expect(chunkDocument(document).map(({ text }) => text)).toEqual([prose]);
});

test("a section after the left-out one is read again, and marks between sentences part nothing", () => {
  const document = documentOf(
    "article",
    `# Funding\n\nThe funder had no say in what the patients were told.\n\n# Discussion\n\n${paragraph(1, 3)}\n\n[12], [13]\n\n${paragraph(4, 3)}`,
  );
  const chunks = chunkDocument(document);
  expect(chunks).toHaveLength(1);
  expect(chunks[0]?.text).not.toContain("funder");
});

test("citations in brackets and figures do not make a sentence a table", () => {
  const text = `Patients describe relying heavily on family members for support [70],[71],[110]–[112]. ${paragraph(1, 3)} Of 4,934 patients, 732 (8%) relapsed and 2,095 (23%) were lost to the nurses.`;
  expect(chunkDocument(documentOf("cited", text)).map((chunk) => chunk.text)).toEqual([text]);
});

test("a text without full stops is cut all the same, and a title alone is no passage", () => {
  const poster = Array.from({ length: 400 }, (_, at) => (at % 3 === 0 ? "the" : "patients")).join(" ");
  const chunks = chunkDocument(documentOf("poster", poster));
  expect(chunks.length).toBeGreaterThan(1);
  expect(Math.max(...chunks.map(({ text }) => wordsIn(text)))).toBeLessThanOrEqual(240);
  expect(
    chunkDocument(
      documentOf("title", "How the nurses of a hospital spoke to their patients in the last ten years"),
    ),
  ).toEqual([]);
});

test("an empty document has no chunks", () => {
  expect(chunkDocument(documentOf("empty", ""))).toEqual([]);
});

test("a passage that says again what others said is dropped and counted", () => {
  const chunks = ["a", "b"].flatMap((id) => chunkDocument(documentOf(id, paragraph(1, 5))));
  const more = chunkDocument(
    documentOf("c", paragraph(1, 5).replaceAll("group", "the group").replace("group 3", "ward")),
  );
  const other = chunkDocument(
    documentOf(
      "d",
      "The king gave the princess a golden ring, and she wore it every day until she died of old age.",
    ),
  );
  const { kept, dropped } = dropNearDuplicates([...chunks, ...more, ...other]);
  expect(kept.map(({ document }) => document)).toEqual(
    ["a", "c", "d"].filter((id) => kept.some((chunk) => chunk.document === id)),
  );
  expect(kept.some(({ document }) => document === "b")).toBe(false);
  expect(dropped).toBe(4 - kept.length);
});
