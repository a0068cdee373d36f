/**
 * What each step of grounding costs on a corpus and on one 50 times its size. Seconds are a matter of the machine; how
 * often a step's time is that on the small corpus says how it grows, beside what would be in proportion (n) and
 * n log n in the number of passages. Files are read from so many copies of them; the other steps take copies that are
 * shuffled sentence by sentence and word by word, so that none is a near duplicate. The baseline answers, so that no time
 * is a model's. The one table of distances between all pairs, in the silhouette, is made of 1000 vectors at most and so
 * stops growing there. `node bench/grounding.ts [FOLDER] [TIMES]`; without a folder the education corpus of ASSIZE_DATA.
 */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatOf } from "../src/adapters/documents/formats.ts";
import { readCorpus } from "../src/adapters/documents/read-corpus.ts";
import { lsaEmbedder } from "../src/adapters/embedders/lsa.ts";
import { lexicalAnswer } from "../src/adapters/lexical/lexical-answer.ts";
import type { Corpus, Document } from "../src/domain/corpus.ts";
import type { Complete } from "../src/domain/ports.ts";
import { deriveSeed, rngFrom } from "../src/domain/random.ts";
import { chunkDocument } from "../src/personas/chunk-document.ts";
import { clusterAgain } from "../src/personas/cluster-again.ts";
import { clusterPassages } from "../src/personas/cluster-passages.ts";
import { coverageOf } from "../src/personas/coverage.ts";
import { groundPersonas } from "../src/personas/ground-personas.ts";

const data = process.env.ASSIZE_DATA;
const source = process.argv[2] ?? (data === undefined ? undefined : join(data, "corpora", "education"));
if (source === undefined) throw new Error("name a folder of documents, or set ASSIZE_DATA");
const times = Number(process.argv[3] ?? 50);

const complete: Complete = async (prompt, draw) => ({
  status: "ok",
  value: prompt.schema.parse(lexicalAnswer(prompt.task, draw.seed)),
  hash: "0000000000000000",
  usage: { promptTokens: null, completionTokens: null },
});

/** The sentences of a document's passages in an order of their own, as one page. */
function shuffledCopy(document: Document, copy: number): Document {
  const rng = rngFrom(deriveSeed("copy", document.id, copy));
  const text = chunkDocument(document)
    .flatMap((chunk) => chunk.text.match(/[^.!?]+[.!?]+/g) ?? [])
    .map((sentence) => {
      // Words change places within a sentence too, or sequences of words would be seen again.
      const words = sentence.trim().replace(/\.$/, "").split(/\s+/);
      const turn = Math.floor(rng() * words.length);
      return { sentence: `${[...words.slice(turn), ...words.slice(0, turn)].join(" ")}.`, lot: rng() };
    })
    .sort((a, b) => a.lot - b.lot)
    .map(({ sentence }) => `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`)
    .join(" ");
  const pages = [{ number: null, raw: text, start: 0, end: text.length }];
  return { ...document, id: `${document.id}-${copy}`, text, pages };
}

/** Every document of the source so many times over, told apart by a comment or a space at the end. */
async function copyFiles(from: string, to: string): Promise<void> {
  await mkdir(to);
  for (const name of (await readdir(from)).filter((file) => formatOf(file) !== null)) {
    const bytes = await readFile(join(from, name));
    for (let copy = 0; copy < times; copy++) {
      const mark = formatOf(name) === "pdf" ? `%${copy}\n` : " ".repeat(copy);
      await writeFile(join(to, `${copy}-${name}`), Buffer.concat([bytes, Buffer.from(mark)]));
    }
  }
}

/** Processor time of this process, its threads included. */
async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

type Steps = ReadonlyMap<string, number>;

/** Processor time by stage, as grounding tells of them: it works on one thread and waits for nobody. */
async function stepsOf(corpus: Corpus): Promise<Steps> {
  const spent = new Map<string, number>();
  let [stage, since] = ["chunk", process.cpuUsage()];
  const close = (next: string): void => {
    const { user, system } = process.cpuUsage(since);
    spent.set(stage, (spent.get(stage) ?? 0) + (user + system) / 1e6);
    [stage, since] = [next, process.cpuUsage()];
  };
  const fitEmbed = lsaEmbedder({ seed: 1 });
  const set = await groundPersonas({ complete, fitEmbed, notify: (event) => close(event.stage) }, corpus, {
    id: "bench",
    seed: 1,
    model: "lexical",
    embedder: "lsa",
  });
  close("end");
  const passages = await clusterPassages({ fitEmbed }, corpus, { seed: 1, k: set.k });
  spent.set("clusters again", await secondsOf(async () => clusterAgain(passages, 1)));
  spent.set("coverage", await secondsOf(async () => coverageOf(set, corpus, passages)));
  return spent;
}

const folder = await mkdtemp(join(tmpdir(), "assize-bench-"));
try {
  await cp(source, join(folder, "once"), { recursive: true });
  await copyFiles(source, join(folder, "often"));
  const corpus = await readCorpus(source);
  const readOnce = await secondsOf(() => readCorpus(join(folder, "once")));
  const readOften = await secondsOf(() => readCorpus(join(folder, "often")));

  const size = (documents: readonly Document[]): number =>
    documents.reduce((sum, document) => sum + chunkDocument(document).length, 0);
  const once = { ...corpus, documents: corpus.documents.map((document) => shuffledCopy(document, 0)) };
  const copies = Array.from({ length: times }, (_, copy) =>
    corpus.documents.map((document) => shuffledCopy(document, copy)),
  ).flat();
  const [few, many] = [size(once.documents), size(copies)];

  // Once for nothing: the first run is the compiler's.
  await stepsOf(once);
  const alone = new Map([["read", readOnce], ...(await stepsOf(once))]);
  const together = new Map([["read", readOften], ...(await stepsOf({ ...corpus, documents: copies }))]);
  console.log(
    `${once.documents.length} documents, ${few} passages; ${times} times as many: ${many} passages. Processor seconds; ` +
      `n would be ${(many / few).toFixed(0)} times, n log n ${((many * Math.log(many)) / (few * Math.log(few))).toFixed(0)}`,
  );
  for (const [name, seconds] of alone) {
    const more = together.get(name) ?? 0;
    console.log(
      `${name.padEnd(18)} ${seconds.toFixed(3).padStart(8)} ${more.toFixed(3).padStart(9)}   grows ${(more / seconds).toFixed(1)} times`,
    );
  }
} finally {
  await rm(folder, { recursive: true });
}
