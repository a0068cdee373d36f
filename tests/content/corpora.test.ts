import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readCorpus } from "../../src/adapters/documents/read-corpus.ts";
import { peopleNounsIn } from "../../src/domain/people.ts";

const ROOT = join(import.meta.dirname, "..", "..", "corpora");
const FEWEST_WORDS = 700;
const MOST_WORDS = 1500;
/** What the documents cite: a name and a year in brackets, or the number of a law. */
const CITATION = /\(([^()]*\b(?:19|20)\d\d[^()]*)\)/g;

const HEADINGS = {
  "numbers-that-inform": [
    "A scare and its lesson",
    "Relative and absolute",
    "Natural frequencies and denominators",
    "Words for frequency",
    "Words for certainty",
    "Tables and boxes",
    "Gains, losses and comparisons",
    "Who checks what",
    "Six rules",
  ],
  "handbook-of-the-desk": [
    "A conversation with a purpose",
    "Four maxims",
    "The arc",
    "Listening in writing",
    "Knowing and not knowing",
    "What each chair looks at",
    "Repair",
    "Closing",
  ],
};

/** Each corpus, and its PDF that is set in two columns. */
const CORPORA = [
  ["plain-medicine", "numbers-that-inform"],
  ["support-desk", "handbook-of-the-desk"],
] as const;

for (const [id, twoColumns] of CORPORA) {
  const folder = join(ROOT, id);
  const corpus = await readCorpus(folder);
  const sources = await readFile(join(folder, "SOURCES.md"), "utf8");

  test(`${id} says its title, licence and origin`, () => {
    expect(corpus.title).not.toBeNull();
    expect(corpus).toMatchObject({
      licence: "CC-BY-4.0",
      origin: expect.stringContaining("Written for this project"),
    });
  });

  test(`${id} has at least seven readable documents in five formats, two of them PDFs`, () => {
    expect(corpus.unreadable).toEqual([]);
    expect(corpus.documents.length).toBeGreaterThanOrEqual(7);
    const formats = corpus.documents.map((document) => document.format);
    expect(new Set(formats)).toEqual(new Set(["pdf", "markdown", "text", "html", "jats"]));
    expect(formats.filter((format) => format === "pdf").length).toBeGreaterThanOrEqual(2);
  });

  test.each(corpus.documents.map((document) => [document.id, document] as const))(
    `${id}/%s is as long as a short article and speaks of several kinds of people`,
    (_, { text }) => {
      const words = text.split(/\s+/).length;
      expect(words).toBeGreaterThanOrEqual(FEWEST_WORDS);
      expect(words).toBeLessThanOrEqual(MOST_WORDS);
      expect(new Set(peopleNounsIn(text).map(({ noun }) => noun)).size).toBeGreaterThanOrEqual(6);
    },
  );

  test(`${id} lists every source that it cites`, () => {
    const cited = corpus.documents.flatMap(({ text }) =>
      [...text.matchAll(CITATION)].flatMap(([, inside = ""]) =>
        inside
          .replaceAll(/\s+/g, " ")
          .split(";")
          .map((source) => source.trim().split(",")[0] ?? ""),
      ),
    );
    expect(cited.length).toBeGreaterThan(20);
    expect(cited.filter((source) => !sources.includes(`**${source}`))).toEqual([]);
  });

  test(`${id} holds no second copy of a text`, async () => {
    const stems = (await readdir(folder)).map((file) => file.replace(/\.\w+$/, ""));
    expect(new Set(stems).size).toBe(stems.length);
  });

  test(`${id}/${twoColumns}.pdf reads in order, without running heads and broken words`, () => {
    const document = corpus.documents.find((candidate) => candidate.id === twoColumns);
    const raw = document?.pages.map((page) => page.raw) ?? [];
    const head = /^\s*(?:Plain Medicine|Support Desk)\s/m;
    const brokenWord = /\p{L}-\n\p{Ll}/u;
    expect(raw.length).toBeGreaterThanOrEqual(3);
    expect(raw.every((page) => head.test(page) && brokenWord.test(page))).toBe(true);
    expect(document?.text).not.toMatch(head);
    expect(document?.text).not.toMatch(brokenWord);
    const headings = [...(document?.text.matchAll(/^.{3,40}[^.\n]$/gm) ?? [])].map(([line]) => line);
    expect(headings).toEqual(HEADINGS[twoColumns]);
  });
}
