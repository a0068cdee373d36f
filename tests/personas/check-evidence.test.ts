import { expect, test } from "vitest";
import type { Document } from "../../src/domain/corpus.ts";
import { checkEvidence } from "../../src/personas/check-evidence.ts";
import { chunkDocument } from "../../src/personas/chunk-document.ts";
import { locateQuote } from "../../src/personas/locate-quote.ts";
import { documentOf } from "./scripted.ts";

const text =
  "Patients were told that “the dose is safe” if p < .05. The nurse’s notes\nsaid so, too. Carers asked for a second – and longer – talk with the doctor.";
const document = documentOf("notes", text);
const passage = chunkDocument(document)[0]!;
const quoteOf = (quote: string, from: Document = document) =>
  checkEvidence(quote, passage, from)?.quote ?? null;

test("a quote is cut from the document itself, with its offsets", () => {
  const evidence = checkEvidence("The nurse's notes said so, too.", passage, document);
  expect(evidence).toEqual({
    document: "notes",
    page: null,
    chunk: "notes#1",
    start: text.indexOf("The nurse"),
    end: text.indexOf(" Carers"),
    quote: "The nurse’s notes\nsaid so, too.",
  });
});

test("white space, escaping, typed quotation marks and dashes do not hide a quote", () => {
  expect(quoteOf('told that "the dose is   safe" if p &lt; .05.')).toBe(
    "told that “the dose is safe” if p < .05.",
  );
  expect(quoteOf('"Carers asked for a second - and longer - talk with the doctor..."')).toBe(
    "Carers asked for a second – and longer – talk with the doctor",
  );
});

test("a changed word, another case, a left-out middle or a fragment is no quote", () => {
  expect(quoteOf("Patients were told that the dosage is safe")).toBeNull();
  expect(quoteOf("patients were told that “the dose is safe”")).toBeNull();
  expect(quoteOf("Patients were told ... if p < .05.")).toBeNull();
  expect(quoteOf("The nurse’s notes")).toBeNull();
  expect(quoteOf("")).toBeNull();
  expect(quoteOf("(.*)+$ [a-z]{9999} \\u0000 |")).toBeNull();
});

test("a quote that the page's raw text does not hold is no evidence", () => {
  const pages = [{ ...document.pages[0]!, raw: "Something else altogether." }];
  expect(quoteOf("Carers asked for a second – and longer – talk", { ...document, pages })).toBeNull();
});

test("of a passage that is quoted whole its first sentences stand for it", () => {
  const many = Array.from(
    { length: 12 },
    (_, at) => `In week ${at} the nurses told the patients about doses and about meals.`,
  );
  const long = documentOf("long", many.join(" "));
  const evidence = checkEvidence(long.text, chunkDocument(long)[0]!, long);
  expect(evidence?.quote).toBe(many.slice(0, 6).join(" "));
});

test("a quote stands where it stands, however it is wrapped", () => {
  expect(locateQuote("They said:  “so be\nit”.", "so be it")).toEqual({ start: 13, end: 21 });
  expect(locateQuote("They said so.", "  ”’ … ")).toBeNull();
});
