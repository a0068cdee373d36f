/**
 * What a large corpus costs in memory: a folder of PDFs is generated, each with as many pages of dense prose, read as a
 * corpus and cut into passages. Printed are the peak of the process's memory, with its parsing threads, and processor
 * time. `node bench/large-corpus.ts [FILES] [PAGES]`; 500 files of 30 pages where nothing is said.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readCorpus } from "../src/adapters/documents/read-corpus.ts";
import { deriveSeed, rngFrom } from "../src/domain/random.ts";
import { chunkDocument } from "../src/personas/chunk-document.ts";
import { linesAt, pdfOf } from "../tests/adapters/documents/pdf-of.ts";

const files = Number(process.argv[2] ?? 500);
const pages = Number(process.argv[3] ?? 30);

/** Lines of a page and words of a line, as in a journal set in one column. */
const [LINES, WORDS] = [46, 13];
const GRAMMAR = "the of and to in that for with was on as by from their which have not are this were".split(
  " ",
);
const SUBJECTS = "nurse patient carer teacher student doctor parent editor reader researcher".split(" ");

/** Made-up prose: every other word one of grammar, the rest out of twenty thousand, a full stop now and then. */
function proseLine(rng: () => number): string {
  const words = Array.from({ length: WORDS }, (_, at) => {
    if (at % 2 === 1) return GRAMMAR[Math.floor(rng() * GRAMMAR.length)]!;
    if (rng() < 0.05) return SUBJECTS[Math.floor(rng() * SUBJECTS.length)]!;
    const syllables = ["ba", "der", "lin", "mo", "ter", "sal", "gen", "pro", "vi", "con", "ra", "tem"];
    return Array.from({ length: 3 }, () => syllables[Math.floor(rng() * syllables.length)]!).join("");
  });
  const line = words.join(" ");
  return rng() < 0.6 ? `${line}.` : line;
}

function document(seed: number): Buffer {
  const rng = rngFrom(deriveSeed("large corpus", seed));
  const page = () => {
    const lines = Array.from({ length: LINES }, () => proseLine(rng));
    return linesAt(60, 80, lines);
  };
  return pdfOf(Array.from({ length: pages }, page));
}

const mebibytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MiB`;

const folder = await mkdtemp(join(tmpdir(), "assize-large-"));
try {
  for (let at = 0; at < files; at++) await writeFile(join(folder, `paper-${at}.pdf`), document(at));
  const before = process.memoryUsage().rss;
  const start = process.cpuUsage();
  const clock = performance.now();
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 50);
  const corpus = await readCorpus(folder);
  const read = process.cpuUsage(start);
  const passages = corpus.documents.reduce((sum, one) => sum + chunkDocument(one).length, 0);
  clearInterval(watch);
  const characters = corpus.documents.reduce((sum, { text }) => sum + text.length, 0);
  console.log(
    `${corpus.documents.length} of ${files} PDFs of ${pages} pages read, ${(characters / 1e6).toFixed(1)} million characters, ` +
      `${passages} passages; ${corpus.unreadable.length} left out`,
  );
  console.log(
    `memory: ${mebibytes(before)} at the start, ${mebibytes(Math.max(peak, process.memoryUsage().rss))} at the peak`,
  );
  console.log(
    `processor: ${((read.user + read.system) / 1e6).toFixed(0)} s, ` +
      `${((read.user + read.system) / 1000 / files / pages).toFixed(1)} ms a page; clock: ${((performance.now() - clock) / 1000).toFixed(0)} s`,
  );
} finally {
  await rm(folder, { recursive: true });
}
