import { join } from "node:path";
import { expect, test } from "vitest";
import { readCorpus } from "../../../src/adapters/documents/read-corpus.ts";
import type { Document } from "../../../src/domain/corpus.ts";
import { isVerbatim } from "../../../src/domain/verbatim.ts";
import { DATA, describeOnData } from "../../real-data.ts";

const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });

/** The sentences of a document's clean text, each with the raw text of its page. */
function sentencesOf({ text, pages }: Document): readonly { readonly raw: string; readonly quote: string }[] {
  return pages.flatMap(({ raw, start, end }) =>
    text
      .slice(start, end)
      .split("\n\n")
      .flatMap((paragraph) => [...segmenter.segment(paragraph)])
      .map(({ segment }) => ({ raw, quote: segment })),
  );
}

describeOnData("on real corpora (ASSIZE_DATA names their folder)", () => {
  test.for([
    { name: "clinical", documents: 14, pdfs: 2, share: 1 },
    { name: "education", documents: 17, pdfs: 11, share: 0.995 },
  ])("$name: all documents are read and $share of their sentences are verbatim", async (expected) => {
    const { documents, unreadable } = await readCorpus(join(DATA, "corpora", expected.name));
    expect(unreadable).toEqual([]);
    expect(documents).toHaveLength(expected.documents);
    expect(documents.filter(({ format }) => format === "pdf")).toHaveLength(expected.pdfs);
    const sentences = documents.flatMap(sentencesOf);
    const verbatim = sentences.filter(({ raw, quote }) => isVerbatim(raw, quote));
    expect(sentences.length).toBeGreaterThan(1_900);
    expect(verbatim.length / sentences.length).toBeGreaterThanOrEqual(expected.share);
    for (const { text, pages } of documents) {
      expect(text).not.toMatch(/\u00AD|\uFB01|\s{3}|\n\n\n/);
      expect(pages.at(0)?.start).toBe(0);
      expect(pages.at(-1)?.end).toBe(text.length);
      for (const [index, page] of pages.slice(1).entries()) {
        expect(page.start).toBe((pages[index]?.end ?? 0) + 2);
        expect(page.number ?? 0).toBeGreaterThan(pages[index]?.number ?? 0);
      }
    }
  });

  test("a paper reads as a person reads it: no head, foot, imprint, author, table, listing or reference", async () => {
    const { documents } = await readCorpus(join(DATA, "corpora", "education"));
    const paper = documents.find(({ id }) => id === "jose.00115");
    expect(paper?.title).toBe("Take a moderndive into introductory linear regression with R");
    expect(paper?.text).toContain(
      "We present the moderndive R package of datasets and functions for tidyverse-friendly introductory linear regression",
    );
    expect(paper?.text).toContain("accessing regression outputs on an observation level (e.g.");
    for (const left of [
      "Kim et al., (2021)",
      "Authors of papers retain",
      "Smith College",
      "129 23 3.7",
      "library(dplyr)",
      "CRC Press",
    ])
      expect(paper?.text).not.toContain(left);
  });
});
