import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { parseDocument } from "../../src/adapters/documents/parse-document.ts";
import { readCorpus } from "../../src/adapters/documents/read-corpus.ts";
import { readItems } from "../../src/adapters/files/read-items.ts";
import { readJson } from "../../src/adapters/files/read-json.ts";
import { readRatings } from "../../src/adapters/files/read-ratings.ts";
import { readYaml } from "../../src/adapters/files/read-yaml.ts";
import { openLedger } from "../../src/adapters/ledger/open-ledger.ts";
import { openUpkeep } from "../../src/adapters/ledger/upkeep.ts";
import { readStudy } from "../../src/cli/study/read-study.ts";
import { PersonaSet } from "../../src/domain/persona.ts";
import { Rubric } from "../../src/domain/rubric.ts";
import { Study } from "../../src/domain/study.ts";
import { replyOf } from "../contracts/ledger.ts";
import { HOSTILE_TEXTS } from "./hostile-texts.ts";
import { expectTyped } from "./typed.ts";

const folder = mkdtempSync(join(tmpdir(), "assize-fuzz-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lines = (file: string, count: number): string =>
  readFileSync(file, "utf8").split("\n").slice(0, count).join("\n");
const FEW_RATINGS = [
  { item: "a", dimension: "d", arm: "human", rater: "r1", value: 3, scale: [1, 5] },
  { item: "a", dimension: "d", arm: "grounded", rater: "p", value: null, missing: "refused", replicate: 1 },
];
const CSV = "item_id,annotator_id,dimension,value,scale\na,r1,d,3,1-5\na,r2,d,,1-5\nb,r1,d,2,1-5\n";

/** A door: how it reads a file, and a good one of few words. */
type Door = {
  readonly file: string;
  readonly good: string;
  readonly read: (path: string) => Promise<unknown>;
};

const ratings = (path: string) => readRatings([path], { positionalRaters: true, variantAs: "framing" });
const DOORS: Readonly<Record<string, Door>> = {
  items: {
    file: "items.jsonl",
    good: lines("corpora/plain-medicine/items.jsonl", 2),
    read: (path) => readItems(path),
  },
  ratings: {
    file: "ratings.jsonl",
    good: FEW_RATINGS.map((row) => JSON.stringify(row)).join("\n"),
    read: ratings,
  },
  "ratings in CSV": { file: "ratings.csv", good: CSV, read: ratings },
  "a persona set": {
    file: "set.json",
    good: readFileSync("personas/grounded/support-desk-1.json", "utf8"),
    read: (path) => readJson(path, PersonaSet),
  },
  "a study": {
    file: "study.yaml",
    good: readFileSync("configs/quickstart.yaml", "utf8"),
    read: (path) => readYaml(path, Study),
  },
  "a rubric": {
    file: "rubric.yaml",
    good: readFileSync("configs/rubrics/summary-fine.yaml", "utf8"),
    read: (path) => readYaml(path, Rubric),
  },
};

function hold(file: string, content: string | Uint8Array): string {
  const path = join(folder, file);
  writeFileSync(path, content);
  return path;
}

/** A good file with some of its bytes changed, doubled or gone. */
const mutations = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.integer({ min: 0, max: 12 }),
    put: fc.oneof(
      fc.constantFrom(
        "",
        "{",
        "}",
        "[",
        "]",
        '"',
        "null",
        "-1",
        "1e400",
        "\\u0000",
        ": ",
        "\n",
        "&a",
        "*a",
        "__proto__",
      ),
      fc.string({ maxLength: 8, unit: "binary" }),
    ),
  }),
  { minLength: 1, maxLength: 4 },
);

function mutate(good: string, changes: readonly { at: number; length: number; put: string }[]): string {
  return changes.reduce((text, { at, length, put }) => {
    const place = Math.floor(at * text.length);
    return text.slice(0, place) + put + text.slice(place + length);
  }, good);
}

describe.each(Object.entries(DOORS))("the door for %s", (_, { file, good, read }) => {
  test("takes a good file", async () => {
    await read(hold(file, good));
  });

  test("refuses what is hostile by an error for people, and in time", async () => {
    for (const [name, text] of Object.entries(HOSTILE_TEXTS))
      await expectTyped(name, () => read(hold(file, text)));
    await expectTyped("bytes", () => read(hold(file, Uint8Array.of(0xff, 0xfe, 0x80, 0xc0, 0xaf))));
    await expectTyped("a folder", () => read(folder));
    await expectTyped("nothing", () => read(join(folder, "absent")));
  });

  test("reads or refuses a good file that was changed here and there", async () => {
    await fc.assert(
      fc.asyncProperty(mutations, async (changes) => {
        const text = mutate(good, changes);
        await expectTyped(JSON.stringify(changes), () => read(hold(file, text)));
      }),
      { seed: 20, numRuns: 60 },
    );
  });

  test("reads or refuses any bytes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        await expectTyped(String(bytes), () => read(hold(file, bytes)));
      }),
      { seed: 21, numRuns: 40 },
    );
  });
});

test("a study may be read with its references, whatever it says", async () => {
  const context = { cwd: folder, environment: {}, isInteractive: false, print: () => {}, remark: () => {} };
  const signal = new AbortController().signal;
  for (const [name, text] of Object.entries(HOSTILE_TEXTS))
    await expectTyped(name, () => readStudy({ ...context, signal }, hold("hostile.yaml", text)));
});

test("documents of every format are read or refused", async () => {
  for (const format of ["text", "markdown", "html", "jats"] as const) {
    for (const [name, text] of Object.entries(HOSTILE_TEXTS))
      await expectTyped(`${format} ${name}`, () =>
        parseDocument(format, new TextEncoder().encode(text), { characters: 1_000_000 }),
      );
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.constantFrom("<p>", "</p>", "<", "&", "]]>", "# ", "```", "|", "\n", "x ", "<sec>", "<title>"),
        ),
        async (parts) => {
          const bytes = new TextEncoder().encode(parts.join(""));
          await expectTyped(`${format} ${parts.join("")}`, () =>
            parseDocument(format, bytes, { characters: 1000 }),
          );
        },
      ),
      { seed: 22, numRuns: 60 },
    );
  }
});

test("a corpus of hostile files is read or refused as a whole", async () => {
  const corpus = mkdtempSync(join(folder, "corpus-"));
  const endings = [".md", ".txt", ".html", ".xml", ".pdf"];
  for (const [index, text] of Object.values(HOSTILE_TEXTS).entries())
    writeFileSync(join(corpus, `d${index}${endings[index % endings.length]}`), text);
  writeFileSync(join(corpus, "corpus.yaml"), HOSTILE_TEXTS["a YAML bomb"] ?? "");
  await expectTyped("corpus", () => readCorpus(corpus));
  rmSync(join(corpus, "corpus.yaml"));
  await expectTyped("corpus", () => readCorpus(corpus));
}, 60_000);

test("a ledger of any bytes is opened or refused, and one that was changed is read or refused", async () => {
  const path = join(folder, "ledger.sqlite");
  const ledger = openLedger(path);
  await ledger.recordReplies(
    Array.from({ length: 60 }, (_, index) => replyOf(`k${index}`, `text ${index}`.repeat(40))),
  );
  await ledger.close();
  const good = readFileSync(path);
  const use = async (bytes: Uint8Array): Promise<void> => {
    const place = hold("fuzzed.sqlite", bytes);
    for (const ending of ["-wal", "-shm"]) rmSync(`${place}${ending}`, { force: true });
    await expectTyped("open", async () => {
      const opened = openLedger(place);
      try {
        await opened.findReply(replyOf("k7", "").key);
        await opened.recordReplies([replyOf("new", "new")]);
        await opened.spentBy("run");
      } finally {
        await opened.close();
      }
    });
    await expectTyped("look after", async () => {
      const upkeep = await openUpkeep(place);
      try {
        await upkeep.stats();
        for await (const problem of upkeep.problems()) expect(problem).not.toBe("");
      } finally {
        await upkeep.close();
      }
    });
  };
  await use(Uint8Array.of());
  await use(new TextEncoder().encode("SQLite format 3\0 and then nothing of the kind"));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat({ max: good.length - 1 }), fc.integer({ min: 0, max: 255 })), {
        minLength: 1,
        maxLength: 30,
      }),
      fc.option(fc.nat({ max: good.length })),
      async (changes, cut) => {
        const bytes = Uint8Array.from(good);
        for (const [at, byte] of changes) bytes[at] = byte;
        await use(cut === null ? bytes : bytes.slice(0, cut));
      },
    ),
    { seed: 23, numRuns: 25 },
  );
});
