/**
 * Holds every quote that a grounded set takes from a PDF against another reader of PDFs, `pdftotext` of Poppler:
 * - page: by the rule for verbatim quotes (src/domain/verbatim.ts) the quote stands on the page that it cites;
 * - offset: what stands beside the quote in the clean text, before or after it, stands beside it there, too;
 * - order: quotes of one page follow one another as their offsets do.
 * Offsets themselves cannot be alike: the clean text has no running heads, tables and line ends, and the other has.
 * Neither does one reader order columns and boxes like the other, so the page is taken in both orders that it offers.
 *
 * `npm run -s pdftotext` looks at the sets and corpora that ship; `npm run -s pdftotext -- SET.json CORPUS` at yours.
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Evidence, PERSONA_FIELDS, PersonaSet } from "../src/domain/persona.ts";
import { isVerbatim } from "../src/domain/verbatim.ts";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** Letters and digits beside a quote that must agree. */
const BESIDE = 24;

export type Agreement = {
  /** Why nothing could be held against anything; null where it was. */
  readonly skipped: string | null;
  readonly pdfs: number;
  readonly quotes: number;
  /** Set, document, page and what does not agree. */
  readonly problems: readonly string[];
};

/** The version that answers, or null where the program is missing. */
export function pdftotextVersion(): string | null {
  try {
    execFileSync("pdftotext", ["-v"], { stdio: ["ignore", "ignore", "pipe"] });
    return "pdftotext";
  } catch {
    return null;
  }
}

const squashed = (text: string): string => text.normalize("NFKC").replaceAll(/[^\p{L}\p{N}]/gu, "");

/** A page as pdftotext reads it: in reading order, and in the order of the page's content. */
function pageTexts(file: string, page: number): readonly string[] {
  return [[], ["-raw"]].map((order) =>
    execFileSync("pdftotext", [...order, "-enc", "UTF-8", "-f", `${page}`, "-l", `${page}`, file, "-"], {
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
    }),
  );
}

/** Whether the text before the quote, or after it, is the same on the other reader's page. */
function standsAlike(clean: string, { start, end, quote }: Evidence, page: string): boolean {
  const before = squashed(clean.slice(Math.max(0, start - 4 * BESIDE), start)).slice(-BESIDE);
  const after = squashed(clean.slice(end, end + 4 * BESIDE)).slice(0, BESIDE);
  const own = squashed(quote);
  const other = squashed(page);
  return other.includes(before + own) || other.includes(own + after);
}

function problemsOnPage(clean: string, quotes: readonly Evidence[], pages: readonly string[]): string[] {
  const shown = ({ quote }: Evidence): string => `"${quote.slice(0, 60)}…"`;
  const alone = quotes.flatMap((evidence) => {
    const found = pages.filter((page) => isVerbatim(page, evidence.quote));
    if (found.length === 0) return [`${shown(evidence)} is not on this page`];
    return found.some((page) => standsAlike(clean, evidence, page))
      ? []
      : [`${shown(evidence)} stands among other words than at its offset`];
  });
  if (alone.length > 0) return alone;
  const isInOrder = pages.some((page) => {
    const places = quotes.map(({ quote }) => squashed(page).indexOf(squashed(quote)));
    return places.every((place, at) => at === 0 || place >= places[at - 1]!);
  });
  return isInOrder ? [] : [`${quotes.map(shown).join(", ")} follow one another in another order`];
}

/** Holds one set's quotes from PDFs against the PDFs of its corpus. */
export function agreementOf(setFile: string, corpusFolder: string): Omit<Agreement, "skipped"> {
  const set = PersonaSet.parse(JSON.parse(readFileSync(setFile, "utf8")));
  const pdfs = (set.corpus?.documents ?? []).filter(({ file }) => file.toLowerCase().endsWith(".pdf"));
  const evidence = new Map(
    set.personas
      .flatMap(({ fields }) => PERSONA_FIELDS.flatMap((field) => fields[field]))
      .flatMap((statement) => statement.evidence)
      .map((one) => [`${one.document}:${one.start}-${one.end}`, one]),
  );
  const held = pdfs.flatMap(({ id, file }) => {
    const own = [...evidence.values()].filter(({ document }) => document === id);
    const clean = readFileSync(join(setFile.replace(/\.json$/, ".text"), `${id}.txt`), "utf8");
    return [...Map.groupBy(own, ({ page }) => page)].map(([page, quotes]) => {
      const inOrder = quotes.toSorted((a, b) => a.start - b.start);
      const found =
        page === null
          ? [`${quotes.length} quotes of a PDF cite no page`]
          : problemsOnPage(clean, inOrder, pageTexts(join(corpusFolder, file), page));
      return {
        file,
        quotes: quotes.length,
        problems: found.map((problem) => `${set.id}: ${id}, page ${page}: ${problem}`),
      };
    });
  });
  return {
    pdfs: new Set(held.map(({ file }) => file)).size,
    quotes: held.reduce((sum, { quotes }) => sum + quotes, 0),
    problems: held.flatMap(({ problems }) => problems),
  };
}

/** The sets that ship, each against the corpus that ships under its name. */
export function shippedAgreement(): Agreement {
  if (pdftotextVersion() === null)
    return {
      skipped: "pdftotext is not installed (Poppler's utilities have it)",
      pdfs: 0,
      quotes: 0,
      problems: [],
    };
  const folder = join(ROOT, "personas", "grounded");
  const all = readdirSync(folder)
    .filter((name) => name.endsWith(".json") && !name.endsWith(".reproducibility.json"))
    .toSorted()
    .map((name) => {
      const file = join(folder, name);
      const { corpus } = PersonaSet.parse(JSON.parse(readFileSync(file, "utf8")));
      return agreementOf(file, join(ROOT, "corpora", corpus?.id ?? ""));
    });
  return {
    skipped: null,
    pdfs: all.reduce((sum, { pdfs }) => sum + pdfs, 0),
    quotes: all.reduce((sum, { quotes }) => sum + quotes, 0),
    problems: all.flatMap(({ problems }) => problems),
  };
}

if (process.argv[1] !== undefined && basename(process.argv[1]) === basename(fileURLToPath(import.meta.url))) {
  const [set, corpus] = process.argv.slice(2);
  const { skipped, pdfs, quotes, problems }: Agreement =
    set === undefined || corpus === undefined || pdftotextVersion() === null
      ? shippedAgreement()
      : { skipped: null, ...agreementOf(resolve(set), resolve(corpus)) };
  if (skipped !== null) console.log(`skipped: ${skipped}`);
  else console.log(`${quotes} quotes from ${pdfs} PDFs by set: ${problems.length} disagree with pdftotext`);
  for (const problem of problems) console.log(`  ${problem}`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
