import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { parsePdf } from "../../../src/adapters/documents/pdf/parse-pdf.ts";
import { linesAt, pdfOf, type Words } from "./pdf-of.ts";

const LIMITS = { characters: 100_000 };

async function cleanPages(pages: readonly (readonly Words[])[]): Promise<readonly string[]> {
  const parsed = await parsePdf(new Uint8Array(pdfOf(pages)), LIMITS);
  return parsed.pages.map((page) => page.paragraphs.join("\n\n"));
}

const LEFT = [
  "Nurses said that the leaflet was too long",
  "for people who had just been told of their",
  "illness, and asked for a shorter one that",
  "names the risks first and the hopes after.",
];
const RIGHT = [
  "Parents wanted to know whom they could",
  "call at night, and what they should do in",
  "the hours before anybody would come to",
  "the house to see to the child.",
];
const THIRD = [
  "Doctors had asked for neither, and thought",
  "that a leaflet would be read by nobody who",
  "was not already well informed.",
];
const COLUMNS = `${LEFT.join(" ")}\n\n${RIGHT.join(" ")}`;

test("lines of a paragraph are joined and words that a line's end parts are mended", async () => {
  const [page] = await cleanPages([
    linesAt(70, 100, ["Every stake-", "holder was asked, and the well-being of", "each was noted."]),
  ]);
  expect(page).toBe("Every stakeholder was asked, and the well-being of each was noted.");
});

test("a word that the document writes with a hyphen keeps it at a line's end", async () => {
  const [page] = await cleanPages([
    linesAt(70, 100, ["Self-study is hard, and so is self-", "study with a friend; a sub-", "unit is not."]),
  ]);
  expect(page).toBe("Self-study is hard, and so is self-study with a friend; a subunit is not.");
});

test("raw is the page as pdf-parse gives it", async () => {
  const { pages } = await parsePdf(
    new Uint8Array(pdfOf([linesAt(70, 100, ["Every stake-", "holder was asked."])])),
    LIMITS,
  );
  expect(pages[0]?.raw).toBe("Every stake-\nholder was asked.");
});

test("columns drawn one after the other keep their order", async () => {
  const [page] = await cleanPages([[...linesAt(70, 100, LEFT), ...linesAt(310, 100, RIGHT)]]);
  expect(page).toBe(COLUMNS);
});

test("columns drawn row by row are read column by column", async () => {
  const left = linesAt(70, 140, LEFT);
  const right = linesAt(310, 140, RIGHT);
  const across = left.flatMap((words, index) => [words, ...right.slice(index, index + 1)]);
  const [page] = await cleanPages([
    [
      ...linesAt(70, 80, ["What the people on the ward asked for, in their own words"], { size: 16 }),
      ...across,
    ],
  ]);
  expect(page).toBe(`What the people on the ward asked for, in their own words\n\n${COLUMNS}`);
});

test("a page drawn from the bottom up is read from the top down", async () => {
  const [page] = await cleanPages([linesAt(70, 100, LEFT).toReversed()]);
  expect(page).toBe(LEFT.join(" "));
});

test("headings, indents and white part paragraphs", async () => {
  const [page] = await cleanPages([
    [
      ...linesAt(70, 100, ["What was asked"], { font: "bold", size: 14 }),
      ...linesAt(70, 130, LEFT),
      { x: 90, y: 178, text: "An indent opens the next paragraph, which" },
      { x: 70, y: 190, text: "goes on at the margin and then it stops." },
      ...linesAt(70, 230, ["White opens another."]),
    ],
  ]);
  expect(page?.split("\n\n")).toEqual([
    "What was asked",
    LEFT.join(" "),
    "An indent opens the next paragraph, which goes on at the margin and then it stops.",
    "White opens another.",
  ]);
});

test("every item of a list is a paragraph with all of its lines", async () => {
  const [page] = await cleanPages([
    [
      ...linesAt(70, 100, ["They asked for three things:"]),
      { x: 80, y: 112, text: "1. a leaflet that can be read in two min-" },
      { x: 92, y: 124, text: "utes without a dictionary" },
      { x: 80, y: 136, text: "2. a number to call" },
      { x: 80, y: 148, text: "3. a second visit" },
      ...linesAt(70, 160, ["Nobody asked for a film."]),
    ],
  ]);
  expect(page?.split("\n\n")).toEqual([
    "They asked for three things:",
    "1. a leaflet that can be read in two minutes without a dictionary",
    "2. a number to call",
    "3. a second visit",
    "Nobody asked for a film.",
  ]);
});

test("heads, feet and page numbers that repeat over the pages are left out", async () => {
  const pages = [LEFT, RIGHT, THIRD].map((body, index) => [
    { x: 70, y: 40, text: "Journal of Wards 7 (2020)" },
    ...linesAt(70, 100, body),
    ...linesAt(70, 600, ["The page goes on down here, far below."]),
    { x: 300, y: 800, text: `Page ${index + 1} of 3` },
  ]);
  const clean = await cleanPages(pages);
  expect(clean).toEqual(
    [LEFT, RIGHT, THIRD].map((body) => `${body.join(" ")}\n\nThe page goes on down here, far below.`),
  );
});

test("small print beside the body is left out, small print below it is kept", async () => {
  const [page] = await cleanPages([
    [
      ...linesAt(30, 100, ["Authors keep the", "copyright."], { size: 7 }),
      ...linesAt(200, 100, LEFT),
      ...linesAt(200, 700, ["1 A note at the foot of the page."], { size: 7 }),
    ],
  ]);
  expect(page).toBe(`${LEFT.join(" ")}\n\n1 A note at the foot of the page.`);
});

test("names between the title and the first prose are left out", async () => {
  const [page] = await cleanPages([
    [
      ...linesAt(70, 80, ["What wards are asked for"], { size: 18 }),
      ...linesAt(70, 110, ["Ada Poe, Ben Roe and Cleo Doe"], { size: 12 }),
      ...linesAt(70, 130, ["University of Northtown, Faculty of Nursing"], { size: 8 }),
      ...linesAt(70, 160, ["Summary"], { size: 13, font: "bold" }),
      ...linesAt(70, 190, LEFT),
    ],
  ]);
  expect(page).toBe(`What wards are asked for\n\nSummary\n\n${LEFT.join(" ")}`);
});

test("references and acknowledgements are left out up to the next heading", async () => {
  const heading = { font: "bold", size: 13 } as const;
  const [page] = await cleanPages([
    [
      ...linesAt(70, 80, LEFT),
      ...linesAt(70, 160, ["References"], heading),
      ...linesAt(70, 180, ["Poe, A. (2001). On wards. Journal of Wards, 7."]),
      ...linesAt(70, 220, ["Appendix"], heading),
      ...linesAt(70, 240, RIGHT),
    ],
  ]);
  expect(page).toBe(`${LEFT.join(" ")}\n\nAppendix\n\n${RIGHT.join(" ")}`);
});

test("tables, their captions and code listings are left out", async () => {
  const rows = [
    ["Ward", "Nurses", "Beds"],
    ["North", "12", "30"],
    ["South", "9", "24"],
  ].flatMap((cells, row) => cells.map((text, column) => ({ x: 80 + column * 120, y: 200 + row * 14, text })));
  const code = ["library(wards)", "beds <- count(wards, by = north)", "plot(beds, colour = south)"];
  const more = ["summary(beds)", "model <- fit(beds, nurses)", "print(model, digits = three)"];
  const [page] = await cleanPages([
    [
      ...linesAt(70, 100, LEFT),
      ...linesAt(70, 180, ["Table 1: Wards and their beds."]),
      ...rows,
      ...linesAt(70, 280, [...code, ...more], { font: "mono" }),
      ...linesAt(70, 380, RIGHT),
    ],
  ]);
  expect(page).toBe(`${LEFT.join(" ")}\n\n${RIGHT.join(" ")}`);
});

test("a text that is a typescript from end to end is kept", async () => {
  const [page] = await cleanPages([linesAt(70, 100, LEFT, { font: "mono" })]);
  expect(page).toBe(LEFT.join(" "));
});

test("what stands upright beside a level text is left out; a page that is all upright is read", async () => {
  const upright = linesAt(70, 100, RIGHT).map((words, index) => ({
    ...words,
    x: 100 + index * 12,
    y: 700,
    upright: true,
  }));
  const [watermarked, turned] = await cleanPages([
    [{ x: 20, y: 600, text: "A draft of 2001", upright: true }, ...linesAt(70, 100, LEFT)],
    upright,
  ]);
  expect(watermarked).toBe(LEFT.join(" "));
  expect(turned).toBe(RIGHT.join(" "));
});

test("a table of contents is left out", async () => {
  const [page] = await cleanPages([
    [...linesAt(70, 100, ["1 What was asked . . . . . . . . . . 3"]), ...linesAt(70, 140, LEFT)],
  ]);
  expect(page).toBe(LEFT.join(" "));
});

test("a running head is left out and the title that it repeats is kept", async () => {
  const head = { x: 70, y: 40, text: "What wards are asked for" };
  const clean = await cleanPages([
    [{ ...head, size: 18 }, ...linesAt(70, 100, LEFT), ...linesAt(70, 600, ["The end of the page."])],
    [head, ...linesAt(70, 100, RIGHT), ...linesAt(70, 600, ["An end of the page."])],
    [head, ...linesAt(70, 100, THIRD), ...linesAt(70, 600, ["One more end of a page."])],
  ]);
  expect(clean.map((page) => page.split("\n\n")[0])).toEqual([
    "What wards are asked for",
    RIGHT.join(" "),
    THIRD.join(" "),
  ]);
});

test("a page that is all small print is read", async () => {
  const [, page] = await cleanPages([
    [...linesAt(70, 100, LEFT), ...linesAt(70, 200, RIGHT), ...linesAt(70, 300, THIRD)],
    [
      ...linesAt(70, 100, ["Appendix"], { size: 14 }),
      ...linesAt(70, 130, LEFT, { size: 7 }),
      ...linesAt(310, 130, RIGHT, { size: 7 }),
    ],
  ]);
  expect(page).toBe(`Appendix\n\n${COLUMNS}`);
});

test("Chinese in a font that the file does not hold is read", async () => {
  const file = new URL("../../fixtures/documents/chinese.pdf", import.meta.url);
  const { pages } = await parsePdf(new Uint8Array(await readFile(file)), LIMITS);
  expect(pages[0]?.paragraphs).toEqual(["护士被问到小册子是否太长。病人说不清楚。"]);
});

test("the title is what the file says, unless that is a file's name", async () => {
  const named = (title: string) =>
    parsePdf(new Uint8Array(pdfOf([linesAt(70, 100, LEFT)], { title })), LIMITS);
  expect((await named("What wards are asked for")).title).toBe("What wards are asked for");
  expect((await named("leaflet final v2.docx")).title).toBeNull();
  expect((await named("")).title).toBeNull();
});

test("more characters than the limit are refused with the number", async () => {
  const bytes = new Uint8Array(pdfOf([linesAt(70, 100, LEFT)]));
  await expect(parsePdf(bytes, { characters: 50 })).rejects.toThrow("holds more than 50 characters");
});
