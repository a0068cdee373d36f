import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readCorpus } from "../../../src/adapters/documents/read-corpus.ts";
import { readDocument } from "../../../src/adapters/documents/read-document.ts";
import { InputError } from "../../../src/domain/errors.ts";
import type { ProgressEvent } from "../../../src/domain/ports.ts";
import { linesAt, pdfOf } from "./pdf-of.ts";

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

/** A folder that holds the given files. */
async function folderOf(files: Readonly<Record<string, string | Buffer>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "assize-documents-"));
  folders.push(folder);
  for (const [file, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), content);
  }
  return folder;
}

const pdf = (text: string): Buffer => pdfOf([linesAt(70, 100, [text])]);
const jats = (text: string): string =>
  `<article><front><article-meta><title-group><article-title>Wards</article-title></title-group></article-meta></front><body><p>${text}</p></body></article>`;

test("every document of a folder and its subfolders is read, in one order, and nothing else", async () => {
  const folder = await folderOf({
    "b.md": "Nurses were asked.",
    "a.pdf": pdf("Parents were asked."),
    "inner/c.html": "<p>Doctors were asked.</p>",
    "inner/d.xml": jats("Carers were asked."),
    "Z.TXT": "Porters were asked.",
    "README.md": "No document.",
    readme: "No document.",
    "SOURCES.md": "No document.",
    "inner/LICENCE.txt": "No document.",
    "LICENSE-CC.md": "No document.",
    "items.jsonl": "{}",
    ".hidden.md": "No document.",
    ".git/e.md": "No document.",
    "picture.png": "No document.",
  });
  const corpus = await readCorpus(folder);
  expect(corpus.documents.map(({ id, file, format, text }) => [id, file, format, text])).toEqual([
    ["Z", "Z.TXT", "text", "Porters were asked."],
    ["a", "a.pdf", "pdf", "Parents were asked."],
    ["b", "b.md", "markdown", "Nurses were asked."],
    ["inner/c", "inner/c.html", "html", "Doctors were asked."],
    ["inner/d", "inner/d.xml", "jats", "Wards\n\nCarers were asked."],
  ]);
  expect(corpus).toMatchObject({ id: basename(folder), title: null, unreadable: [] });
});

test("pages slice the text, ascend, and leave out those without text", async () => {
  const folder = await folderOf({
    "a.pdf": pdfOf([
      linesAt(70, 100, ["Parents were asked at home."]),
      [],
      linesAt(70, 100, ["Nurses were asked on the ward."]),
    ]),
  });
  const { documents } = await readCorpus(folder);
  const [document] = documents;
  expect(document?.text).toBe("Parents were asked at home.\n\nNurses were asked on the ward.");
  expect(document?.pages.map(({ number, start, end }) => [number, document.text.slice(start, end)])).toEqual([
    [1, "Parents were asked at home."],
    [3, "Nurses were asked on the ward."],
  ]);
});

test("of twins the XML is used before the PDF and the PDF before the text", async () => {
  const folder = await folderOf({
    "a.pdf": pdf("From the PDF."),
    "a.txt": "From the text.",
    "a.xml": jats("From the XML."),
    "b.md": "From the text.",
    "b.pdf": pdf("From the other PDF."),
    "c.html": "<p>Another text.</p>",
    "c.txt": "No twin of it.",
  });
  const { documents } = await readCorpus(folder);
  expect(documents.map(({ id, file }) => [id, file])).toEqual([
    ["a", "a.xml"],
    ["b", "b.pdf"],
    ["c", "c.html"],
    ["c.txt", "c.txt"],
  ]);
});

test("where the best twin cannot be read the next one is, and the line says so", async () => {
  const folder = await folderOf({ "a.pdf": "no PDF", "a.txt": "From the text." });
  const { documents, unreadable } = await readCorpus(folder);
  expect(documents.map(({ file }) => file)).toEqual(["a.txt"]);
  expect(unreadable).toEqual([{ file: "a.pdf", reason: "is broken: no PDF, or one cut short" }]);
});

test("an exact copy is used once, under the first name", async () => {
  const folder = await folderOf({ "a.txt": "Once.", "b.txt": "Twice.", "c.txt": "Once." });
  const { documents } = await readCorpus(folder);
  expect(documents.map(({ id }) => id)).toEqual(["a", "b"]);
});

test("the checksum is of the bytes, the digest of ids and checksums", async () => {
  const [one, same, other] = await Promise.all([
    folderOf({ "a.txt": "Once.", "b.txt": "Twice." }).then((folder) => readCorpus(folder)),
    folderOf({ "b.txt": "Twice.", "a.txt": "Once.", "README.md": "x" }).then((folder) => readCorpus(folder)),
    folderOf({ "a.txt": "Once.", "c.txt": "Twice." }).then((folder) => readCorpus(folder)),
  ]);
  expect(one.documents[0]?.sha256).toBe(createHash("sha256").update("Once.").digest("hex"));
  expect(same.digest).toBe(one.digest);
  expect(other.digest).not.toBe(one.digest);
});

test("each file that cannot be used gets one line that says why, and the others go on", async () => {
  const folder = await folderOf({
    "good.txt": "Nurses were asked.",
    "broken.pdf": pdf("Parents were asked.").subarray(0, 600),
    "cut.xml": jats("Carers were asked.").slice(0, -12),
    "empty.md": "",
    "blank.md": "\n \n",
    "garbage.pdf": "%PDF-1.4 and no more",
    "latin.txt": Buffer.from("caf\u00e9", "latin1"),
    "locked.pdf": pdfOf([linesAt(70, 100, ["Secret."])], { isEncrypted: true }),
    "nulls.txt": "a\0b",
    "recipe.xml": "<recipe><p>Bread</p></recipe>",
    "report.docx": "PK",
    "scan.pdf": pdfOf([[], []]),
    "table.pdf": pdfOf([
      [100, 112, 124].flatMap((y) => [70, 200, 330].map((x) => ({ x, y, text: `${x + y}` }))),
    ]),
  });
  const { documents, unreadable } = await readCorpus(folder);
  expect(documents.map(({ id }) => id)).toEqual(["good"]);
  expect(Object.fromEntries(unreadable.map(({ file, reason }) => [file, reason]))).toEqual({
    "broken.pdf": "is broken: no PDF, or one cut short",
    "cut.xml": "is cut short: not all of its elements are closed",
    "empty.md": "is empty",
    "blank.md": "holds no text",
    "garbage.pdf": "is broken: no PDF, or one cut short",
    "latin.txt": "is not UTF-8 text; save it in that encoding",
    "locked.pdf": "is encrypted; save it without a password",
    "nulls.txt": "is not text: it holds null characters",
    "recipe.xml": "is XML, but no JATS article with a text",
    "report.docx": "is in no format that is read: PDF, Markdown, text, HTML, JATS XML",
    "scan.pdf": "has no text on any of its 2 pages: a scan? Make its text readable (OCR) first",
    "table.pdf": "holds no running text: nothing but tables, listings, names or references",
  });
});

test("a text of a gibibyte is refused by its size, without being read", async () => {
  const folder = await folderOf({ "a.txt": "Nurses were asked.", "huge.txt": "" });
  // A sparse file: it has the size and takes no room.
  await truncate(join(folder, "huge.txt"), 2 ** 30);
  const before = process.memoryUsage().rss;
  const { documents, unreadable } = await readCorpus(folder);
  expect(documents.map(({ id }) => id)).toEqual(["a"]);
  expect(unreadable).toEqual([
    { file: "huge.txt", reason: `has ${2 ** 30} bytes; at most ${16 * 2 ** 20} are read` },
  ]);
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * 2 ** 20);
});

test("a file over its limit of bytes is not opened", async () => {
  const folder = await folderOf({
    "a.txt": "x".repeat(100),
    "a1.pdf": pdf("Parents were asked."),
    "b.txt": "short",
  });
  const { unreadable } = await readCorpus(folder, { limits: { textBytes: 99, pdfBytes: 10 } });
  expect(unreadable.map(({ file, reason }) => `${file} ${reason}`)).toEqual([
    "a.txt has 100 bytes; at most 99 are read",
    expect.stringMatching(/^a1\.pdf has \d+ bytes; at most 10 are read$/),
  ]);
});

test("a PDF that takes too long is given up, and the next one is read", async () => {
  const glyphs = `BT /serif 10 Tf 1 0 0 1 10 10 Tm\n${"(aaaaaaaaaaaaaaaa) Tj 0 -1 Td\n".repeat(2_000_000)}ET`;
  const folder = await folderOf({
    "a-bomb.pdf": pdfOf([[]], { content: Buffer.from(glyphs) }),
    "b.pdf": pdf("Parents were asked."),
  });
  const { documents, unreadable } = await readCorpus(folder, { limits: { seconds: 3 } });
  expect(unreadable).toEqual([
    { file: "a-bomb.pdf", reason: "took longer than 3 s to parse and was given up; is it a bomb?" },
  ]);
  expect(documents.map(({ id }) => id)).toEqual(["b"]);
});

test("a PDF that unpacks to too much is given up, and the next one is read", async () => {
  const folder = await folderOf({
    "a-bomb.pdf": pdfOf([[]], { content: Buffer.alloc(400_000_000, " ") }),
    "b.pdf": pdf("Parents were asked."),
  });
  const { documents, unreadable } = await readCorpus(folder, { limits: { megabytes: 100 } });
  expect(unreadable).toEqual([
    { file: "a-bomb.pdf", reason: "needed more than 100 MiB of memory and was given up; is it a bomb?" },
  ]);
  expect(documents.map(({ id }) => id)).toEqual(["b"]);
});

test("a document in another language is left out with its name and the way round, unless all are wanted", async () => {
  const german =
    "Der Arzt hat die Patientin gefragt, ob sie die Tabletten wirklich jeden Tag nimmt, und sie hat ihm gesagt, dass sie das oft " +
    "vergisst, wenn sie morgens früh aus dem Haus geht, und dass es auch der Schwester auf der Station aufgefallen ist.";
  const folder = await folderOf({ "a.md": "Nurses were asked on the ward.", "b.txt": german });
  const { documents, unreadable } = await readCorpus(folder);
  expect(documents.map(({ id }) => id)).toEqual(["a"]);
  expect(unreadable).toEqual([
    { file: "b.txt", reason: expect.stringMatching(/^is in German, and only English.*--any-language/) },
  ]);
  expect((await readCorpus(folder, { anyLanguage: true })).documents).toHaveLength(2);
  const alone = await folderOf({ "b.txt": german });
  await expect(readCorpus(alone)).rejects.toThrow(
    /none of its 1 documents can be read \(b\.txt is in German/,
  );
});

test("a link that leaves the folder is refused, one inside it is not read twice", async () => {
  const outside = await folderOf({ "secret.txt": "Not for the corpus." });
  const folder = await folderOf({ "a.txt": "Nurses were asked.", "inner/b.txt": "Parents were asked." });
  await symlink(join(outside, "secret.txt"), join(folder, "file.txt"));
  await symlink(outside, join(folder, "folder"));
  await symlink(join(folder, "inner"), join(folder, "again"));
  await symlink(folder, join(folder, "inner", "loop"));
  await symlink(join(folder, "nothing.txt"), join(folder, "lost.txt"));
  await symlink(join(outside, "secret.txt"), join(folder, "corpus.yaml"));
  const { documents, unreadable, title } = await readCorpus(folder);
  expect(title).toBeNull();
  expect(documents.map(({ id }) => id)).toEqual(["a", "inner/b"]);
  expect(unreadable).toEqual([
    { file: "file.txt", reason: "is a link that leaves the corpus" },
    { file: "folder", reason: "is a link that leaves the corpus" },
    { file: "lost.txt", reason: "is a link that leads nowhere" },
  ]);
});

test("corpus.yaml names the corpus; a key that it does not know is refused with its line", async () => {
  const card = "title: Wards\nlicence: MIT\norigin: written for this test\n";
  const named = await folderOf({ "a.txt": "Nurses were asked.", "corpus.yaml": card });
  expect(await readCorpus(named)).toMatchObject({
    title: "Wards",
    licence: "MIT",
    origin: "written for this test",
  });
  const misspelt = await folderOf({ "a.txt": "Nurses were asked.", "corpus.yaml": "licenc: MIT\n" });
  await expect(readCorpus(misspelt)).rejects.toThrow(/corpus\.yaml.*licenc.*did you mean "licence"/);
});

test("a folder without a document that can be read is bad input, and so is no folder", async () => {
  const empty = await folderOf({ "README.md": "Nothing here." });
  await expect(readCorpus(empty)).rejects.toThrow(InputError);
  await expect(readCorpus(empty)).rejects.toThrow("holds no documents");
  const broken = await folderOf({ "a.pdf": "no PDF" });
  await expect(readCorpus(broken)).rejects.toThrow(/none of its 1 documents can be read \(a\.pdf is broken/);
  await expect(readCorpus(join(empty, "nowhere"))).rejects.toThrow("there is no such file");
  await expect(readCorpus(join(broken, "a.pdf"))).rejects.toThrow("a corpus is a folder");
});

test("a folder of more documents than the limit is refused", async () => {
  const folder = await folderOf({ "a.txt": "One.", "b.txt": "Two.", "c.txt": "Three." });
  await expect(readCorpus(folder, { limits: { files: 2 } })).rejects.toThrow("more than 2 documents");
});

test("progress counts the documents", async () => {
  const folder = await folderOf({ "a.txt": "One.", "b.txt": "Two." });
  const events: ProgressEvent[] = [];
  await readCorpus(folder, { notify: (event) => events.push(event) });
  expect(events.map(({ stage, done, total }) => `${stage} ${done}/${total}`)).toEqual([
    "documents 1/2",
    "documents 2/2",
  ]);
});

test("an interruption ends the reading with its reason", async () => {
  const folder = await folderOf({ "a.pdf": pdf("One."), "b.pdf": pdf("Two."), "c.pdf": pdf("Three.") });
  const controller = new AbortController();
  const reading = readCorpus(folder, {
    signal: controller.signal,
    notify: () => controller.abort(new Error("enough")),
  });
  await expect(reading).rejects.toThrow("enough");
  await expect(readCorpus(folder, { signal: controller.signal })).rejects.toThrow("enough");
});

test("one file is read as a document, or says why it cannot be", async () => {
  const folder = await folderOf({ "a.b.txt": "Nurses were asked.", "c.pdf": "no PDF", "d.png": "x" });
  expect(await readDocument(join(folder, "a.b.txt"))).toMatchObject({
    id: "a.b",
    file: "a.b.txt",
    format: "text",
    text: "Nurses were asked.",
    pages: [{ number: null, raw: "Nurses were asked.", start: 0, end: 18 }],
  });
  await expect(readDocument(join(folder, "c.pdf"))).rejects.toThrow(/c\.pdf: is broken/);
  await expect(readDocument(join(folder, "d.png"))).rejects.toThrow(InputError);
  await expect(readDocument(join(folder, "nothing.pdf"))).rejects.toThrow(/nothing\.pdf: cannot be opened/);
});
