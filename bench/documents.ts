/**
 * How fast PDFs are read as a corpus, beside pdf-parse alone on the same files in the same run: seconds
 * are a matter of the machine, the ratio is ours. Processor time is printed too, since a busy machine
 * bends the clock. `node bench/documents.ts FOLDER`; without a folder the education corpus of ASSIZE_DATA.
 */
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PDFParse, VerbosityLevel } from "pdf-parse";
import { readCorpus } from "../src/adapters/documents/read-corpus.ts";

/** Copies of each file, told apart by a comment at their end: enough pages to forget the start of threads. */
const COPIES = 10;

type Cost = { readonly wall: number; readonly processor: number };

async function costOf(work: () => Promise<void>): Promise<Cost> {
  const start = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { wall: (performance.now() - start) / 1000, processor: (user + system) / 1e6 };
}

async function parseAlone(path: string): Promise<number> {
  const data = new Uint8Array(await readFile(path));
  const parser = new PDFParse({ data, verbosity: VerbosityLevel.ERRORS });
  const { total } = await parser.getText();
  await parser.destroy();
  return total;
}

const data = process.env.ASSIZE_DATA;
const source = process.argv[2] ?? (data === undefined ? undefined : join(data, "corpora", "education"));
if (source === undefined) throw new Error("name a folder of PDFs, or set ASSIZE_DATA");

const folder = await mkdtemp(join(tmpdir(), "assize-bench-"));
try {
  const names = (await readdir(source)).filter((name) => name.endsWith(".pdf"));
  for (const name of names) {
    const bytes = await readFile(join(source, name));
    for (let copy = 0; copy < COPIES; copy++)
      await writeFile(join(folder, `${copy}-${name}`), Buffer.concat([bytes, Buffer.from(`%${copy}\n`)]));
  }
  const files = await readdir(folder);
  let pages = 0;
  const alone = await costOf(async () => {
    for (const file of files) pages += await parseAlone(join(folder, file));
  });
  const ours = await costOf(async () => {
    await readCorpus(folder);
  });
  const row = (name: string, cost: Cost): string =>
    `${name.padEnd(28)} ${(pages / cost.wall).toFixed(1).padStart(7)} pages/s ${((1000 * cost.processor) / pages).toFixed(1).padStart(7)} ms of processor a page`;
  console.log(`${files.length} PDFs, ${pages} pages`);
  console.log(row("pdf-parse alone, one thread", alone));
  console.log(row("readCorpus, two threads", ours));
  const speed = alone.wall / ours.wall;
  const work = ours.processor / alone.processor;
  console.log(
    `ratio: ${speed.toFixed(2)} times the pages a second, ${work.toFixed(2)} times the work a page`,
  );
} finally {
  await rm(folder, { recursive: true });
}
