/**
 * What each step of grounding costs on a corpus and on copies of it ten times its size: seconds are a matter of
 * the machine, the ratio says how a step grows. Ten means in proportion; n log n would be about 13. The copies
 * are shuffled sentence by sentence, so that none is a near duplicate, and the baseline answers, so that no
 * time is a model's. `node bench/grounding.ts [FOLDER] [TIMES]`; without a folder the education corpus of ASSIZE_DATA.
 */
import { join } from "node:path";
import { readCorpus } from "../src/adapters/documents/read-corpus.ts";
import { lsaEmbedder } from "../src/adapters/embedders/lsa.ts";
import { lexicalAnswer } from "../src/adapters/lexical/lexical-answer.ts";
import type { Corpus, Document } from "../src/domain/corpus.ts";
import type { Complete } from "../src/domain/ports.ts";
import { deriveSeed, rngFrom } from "../src/domain/random.ts";
import { chunkDocument } from "../src/personas/chunk-document.ts";
import { groundPersonas } from "../src/personas/ground-personas.ts";

const data = process.env.ASSIZE_DATA;
const source = process.argv[2] ?? (data === undefined ? undefined : join(data, "corpora", "education"));
if (source === undefined) throw new Error("name a folder of documents, or set ASSIZE_DATA");
const times = Number(process.argv[3] ?? 10);

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

type Step = { readonly name: string; readonly seconds: number };

/** Processor time by stage, as grounding tells of them: it works on one thread and waits for nobody. */
async function stepsOf(corpus: Corpus): Promise<readonly Step[]> {
  const spent = new Map<string, number>();
  let [stage, since] = ["chunk", process.cpuUsage()];
  const close = (next: string): void => {
    const { user, system } = process.cpuUsage(since);
    spent.set(stage, (spent.get(stage) ?? 0) + (user + system) / 1e6);
    [stage, since] = [next, process.cpuUsage()];
  };
  await groundPersonas(
    {
      complete,
      fitEmbed: lsaEmbedder({ seed: 1 }),
      notify: (event) => close(event.stage),
    },
    corpus,
    { id: "bench", seed: 1, model: "lexical", embedder: "lsa" },
  );
  close("end");
  return [...spent].map(([name, seconds]) => ({ name, seconds }));
}

const start = process.cpuUsage();
const corpus = await readCorpus(source);
const { user, system } = process.cpuUsage(start);
const copies = Array.from({ length: times }, (_, copy) =>
  corpus.documents.map((document) => shuffledCopy(document, copy)),
).flat();
const size = (documents: readonly Document[]): number =>
  documents.reduce((sum, { text }) => sum + text.length, 0);
const once = { ...corpus, documents: corpus.documents.map((document) => shuffledCopy(document, 0)) };
const many = { ...corpus, documents: copies };

// Once for nothing: the first run is the compiler's.
await stepsOf(once);
const alone = await stepsOf(once);
const together = await stepsOf(many);
const total = alone.reduce((sum, { seconds }) => sum + seconds, 0);
console.log(
  `${once.documents.length} documents of ${Math.round(size(once.documents) / 1000)}k characters, and ${times} times as many ` +
    `(${(size(many.documents) / size(once.documents)).toFixed(1)} times the characters); processor seconds`,
);
console.log(
  `${"read".padEnd(18)} ${((user + system) / 1e6).toFixed(2).padStart(8)} (its own bench: documents.ts)`,
);
for (const { name, seconds } of alone) {
  const more = together.find((step) => step.name === name)?.seconds ?? 0;
  console.log(
    `${name.padEnd(18)} ${seconds.toFixed(2).padStart(8)} ${more.toFixed(2).padStart(8)}   ` +
      `${((100 * seconds) / total).toFixed(0).padStart(3)} % of the whole   grows ${(more / seconds).toFixed(1)} times`,
  );
}
