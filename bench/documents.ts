/**
 * How fast a corpus is read, beside pdf-parse alone on the same PDFs in the same run, since seconds
 * are a matter of the machine and the ratio is ours. `node bench/documents.ts FOLDER`; without a folder
 * the education corpus of ASSIZE_DATA.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PDFParse, VerbosityLevel } from "pdf-parse";
import { readCorpus } from "../src/adapters/documents/read-corpus.ts";

const ROUNDS = 5;

async function seconds(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

async function parseAlone(path: string): Promise<void> {
  const parser = new PDFParse({
    data: new Uint8Array(await readFile(path)),
    verbosity: VerbosityLevel.ERRORS,
  });
  await parser.getText();
  await parser.destroy();
}

const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const data = process.env.ASSIZE_DATA;
const folder = process.argv[2] ?? (data === undefined ? undefined : join(data, "corpora", "education"));
if (folder === undefined) throw new Error("name a folder of PDFs, or set ASSIZE_DATA");

const { documents } = await readCorpus(folder);
const pdfs = documents.filter(({ format }) => format === "pdf");
const pages = pdfs.reduce((sum, document) => sum + document.pages.length, 0);
const alone: number[] = [];
const ours: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  alone.push(
    await seconds(async () => {
      for (const { file } of pdfs) await parseAlone(join(folder, file));
    }),
  );
  ours.push(
    await seconds(async () => {
      await readCorpus(folder);
    }),
  );
}
const rate = (times: readonly number[]): string => (pages / middle(times)).toFixed(1);
console.log(
  `${pdfs.length} PDFs, ${pages} pages with text, ${documents.length - pdfs.length} other documents`,
);
console.log(`pdf-parse alone, one thread  ${rate(alone)} pages/s`);
console.log(`readCorpus, two threads      ${rate(ours)} pages/s (threads started anew each time)`);
console.log(`ratio                        ${(middle(alone) / middle(ours)).toFixed(2)}`);
