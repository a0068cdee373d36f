import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse as parseCsv } from "csv-parse/sync";
import { afterAll, expect, test } from "vitest";
import { PersonaSet } from "../../src/domain/persona.ts";
import { Rating } from "../../src/domain/rating.ts";
import { assize, readLines, readValue, workFolder } from "./assize.ts";

const work = workFolder();
afterAll(work.remove);
const cwd = work.path;
const items = resolve("corpora/plain-medicine/items.jsonl");
const set = resolve("personas/grounded/plain-medicine-1.json");

test("help is printed on standard output, and no command at all is wrong usage", async () => {
  const help = await assize(["--help"], { cwd });
  expect(help.code).toBe(0);
  for (const command of [
    "init",
    "ground",
    "invent",
    "personas",
    "score",
    "run",
    "analyze",
    "report",
    "doctor",
  ])
    expect(help.stdout).toContain(command);
  expect((await assize([], { cwd })).code).toBe(2);
});

test.each([
  ["an unknown command", ["judge"]],
  ["an unknown option", ["doctor", "--fast"]],
  ["a missing argument", ["ground"]],
  ["a missing option", ["ground", resolve("corpora/plain-medicine")]],
  ["an option that is no number", ["score", items, "--personas", set, "--panel", "many"]],
  ["a protocol that is none", ["score", items, "--personas", set, "--protocol", "shouting"]],
  ["a gate without a number", ["score", items, "--personas", set, "--min", "fluency"]],
  ["a gate on no dimension of the rubric", ["score", items, "--personas", set, "--min", "beauty=3"]],
])("%s is wrong usage: exit code 2, told in one line", async (_, args) => {
  const { code, stdout, stderr } = await assize(args, { cwd });
  expect(code).toBe(2);
  expect(stdout).toBe("");
  expect(stderr).not.toBe("");
  expect(stderr).not.toMatch(/\n\s+at /);
});

test.each([
  ["a file that is not there", ["run", "none.yaml"], /none\.yaml: there is no such file/],
  ["a folder that holds no run", ["report", "."], /holds no result\.json/],
  ["a set that is no set", ["personas", "show", items], /items\.jsonl: is not JSON/],
  [
    "a model that cannot be reached by any name",
    ["score", items, "--personas", set, "--model", "nobody"],
    /nobody/,
  ],
])("%s is a failure: exit code 1, told in one line", async (_, args, message) => {
  const { code, stderr } = await assize(args, { cwd });
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/\n\s+at /);
  expect(code).toBe(1);
});

test("no name steers the terminal, in errors or results; data stay what they are", async () => {
  const id = "a\u001b[2Jb";
  const row = JSON.stringify({ item: id, dimension: "d", arm: "a", rater: "r", value: 1 });
  writeFileSync(join(cwd, "steering.jsonl"), `${row}\n`);
  writeFileSync(join(cwd, "twice.jsonl"), `${row}\n${row}\n`);
  const [refused, exported] = await Promise.all([
    assize(["analyze", "twice.jsonl"], { cwd }),
    assize(["export", "csv", "steering.jsonl"], { cwd }),
  ]);
  expect(refused.stderr).toContain(String.raw`item "a\u001b[2Jb"`);
  expect(refused.stderr).not.toContain("\u001b");
  expect(exported.stdout).toContain(id);
});

test("a corpus without a readable document is told, with each file's reason", async () => {
  const corpus = join(cwd, "broken");
  mkdirSync(corpus);
  writeFileSync(join(corpus, "bad.pdf"), "%PDF-1.4 nothing more");
  const { code, stderr } = await assize(["ground", corpus, "-o", "x.json"], { cwd });
  expect(code).toBe(1);
  expect(stderr).toContain("bad.pdf");
});

test("a set can be made, shown, checked, and imitated by invention", async () => {
  const corpus = resolve("corpora/support-desk");
  expect((await assize(["ground", corpus, "-o", "desk.json", "--personas", "4"], { cwd })).code).toBe(0);
  const shown = await assize(["personas", "show", "desk.json"], { cwd });
  expect(shown.stdout).toContain("“");
  const checked = await assize(["personas", "check", "desk.json", corpus], { cwd });
  expect(checked.stdout).toContain("holds");
  const elsewhere = await assize(["personas", "check", "desk.json", resolve("corpora/plain-medicine")], {
    cwd,
  });
  expect(elsewhere.code).toBe(1);
  const invented = await assize(
    ["invent", "Judge answers of a help desk.", "-o", "inv.json", "--like", "desk.json"],
    { cwd },
  );
  expect(invented.code).toBe(0);
  const [grounded, made] = ["desk.json", "inv.json"].map((name) =>
    PersonaSet.parse(readValue(join(cwd, name))),
  );
  expect(made?.personas).toHaveLength(grounded?.personas.length ?? 0);
  expect(made?.origin).toBe("invented");
});

const args = ["score", items, "--personas", set, "--rubric", resolve("configs/rubrics/summary.yaml")];

test("score gates on the lower bound of the mean: 0 where it is met, 100 where it is not", async () => {
  const met = await assize([...args, "--min", "fluency=2", "-o", "met"], { cwd });
  expect(met.stderr).toContain("gate fluency, lower bound of the mean at least 2: met");
  expect(met.code).toBe(0);
  const files = ["--junit", "junit.xml", "--markdown", "headline.md"];
  const missed = await assize(
    [...args, "--min", "fluency=5", "--min", "coherence=1", "-o", "missed", ...files],
    {
      cwd,
    },
  );
  expect(missed.stderr).toContain("gate fluency, lower bound of the mean at least 5: not met");
  expect(missed.code).toBe(100);
  expect(readLines(join(cwd, "met", "verdicts.jsonl")).length).toBeGreaterThan(0);
  const junit = readFileSync(join(cwd, "junit.xml"), "utf8");
  expect(junit).toContain('tests="2" failures="1"');
  expect(junit).toContain("fluency: lower bound of the mean at least 5");
  expect(readFileSync(join(cwd, "headline.md"), "utf8")).toContain("### Is it the persona or the noise?");
});

test("export writes a run for other tools: CSV, Markdown, and gates as JUnit XML", async () => {
  const csv = await assize(["export", "csv", "met", "-o", "met.csv"], { cwd });
  expect(csv.stderr).toContain("wrote met.csv");
  const rows: Record<string, string>[] = parseCsv(readFileSync(join(cwd, "met.csv"), "utf8"), {
    columns: true,
  });
  const held = readLines(join(cwd, "met", "ratings.jsonl"));
  expect(rows).toHaveLength(held.length);
  expect(rows.map(({ item, value }) => [item, value])).toEqual(
    held
      .map((row) => Rating.parse(row))
      .map(({ item, value }) => [item, value === null ? "" : String(value)]),
  );
  const markdown = await assize(["export", "markdown", "met"], { cwd });
  expect(markdown.stdout).toContain("### Is it the persona or the noise?");
  const junit = await assize(["export", "junit", "met", "--min", "fluency=5", "-o", "gates.xml"], { cwd });
  expect(junit.code).toBe(100);
  expect(readFileSync(join(cwd, "gates.xml"), "utf8")).toContain(
    '<testsuites name="met" tests="1" failures="1"',
  );
  expect((await assize(["export", "junit", "met", "--min", "fluency=2"], { cwd })).code).toBe(0);
  expect((await assize(["export", "junit", "met"], { cwd })).code).toBe(2);
  expect((await assize(["export", "junit", "met", "--min", "beauty=2"], { cwd })).code).toBe(2);
});

test("compare pairs two runs, gates on the margin, and shows the systems of one", async () => {
  const same = await assize(["compare", "met", "missed", "--no-worse-than", "0.1"], { cwd });
  expect(same.stdout).toMatch(/fluency\s+0\.000/);
  expect(same.stderr).toContain("no dimension is worse by more than 0.1");
  expect(same.code).toBe(0);
  const worse = await assize([...args, "--seed", "2", "--min", "fluency=1", "-o", "other"], { cwd });
  expect(worse.code).toBe(0);
  const margin = ["--no-worse-than", "0", "--junit", "worse.xml"];
  const gated = await assize(["compare", "met", "other", ...margin], { cwd });
  expect(readFileSync(join(cwd, "worse.xml"), "utf8")).toMatch(/tests="4" failures="[1-4]"/);
  expect(gated.stderr).toContain("not met");
  expect(gated.code).toBe(100);
  const systems = await assize(["compare", "met"], { cwd });
  expect(systems.stdout).toMatch(/careful less careless|careful/);
  expect(systems.code).toBe(0);
  expect((await assize(["compare", "met", "--no-worse-than", "0"], { cwd })).code).toBe(2);
});

test("report writes the page anew from the other files", async () => {
  const page = join(cwd, "met", "report.html");
  rmSync(page);
  const { code, stdout } = await assize(["report", "met"], { cwd });
  expect(code).toBe(0);
  expect(stdout.trim()).toBe(page);
  expect(existsSync(page)).toBe(true);
});

test("init writes a study that runs at once, and does not write into a full folder", async () => {
  const made = await assize(["init", "mine"], { cwd });
  expect(made.stdout).toContain("next: assize plan mine/study.yaml");
  expect(made.code).toBe(0);
  const checked = await assize(["validate", "mine/study.yaml"], { cwd });
  expect(checked.stdout).toContain("items: 12");
  expect(checked.code).toBe(0);
  const again = await assize(["init", "mine"], { cwd });
  expect(again.code).toBe(1);
  expect(again.stderr).toContain("--force");
});

test("init takes documents, items and a model of one's own, and says what is missing", async () => {
  const own = join(cwd, "own.jsonl");
  const item = {
    id: "a",
    kind: "dialogue",
    source: "Nurses hand over to doctors. Doctors thank nurses.",
    output: "hi",
  };
  writeFileSync(own, `${JSON.stringify(item)}\n`);
  const corpus = resolve("corpora/support-desk");
  const flags = ["--corpus", corpus, "--items", own, "--model", "openai:gpt-x", "--name", "desk"];
  const made = await assize(["init", "ours", ...flags], { cwd });
  expect(made.stdout).toContain("put your key into the environment variable OPENAI_API_KEY");
  const checked = await assize(["validate", "ours/desk.yaml"], { cwd });
  expect(checked.stdout).toMatch(
    /items: 1\nrubric: rubric.yaml \(groundedness[\s\S]*1 read, 4 to make[\s\S]*asks: openai:gpt-x/,
  );
  expect(existsSync(join(cwd, "ours", "corpora", "support-desk", "complaints.md"))).toBe(true);
  // Items alone: their own sources are the documents.
  const alone = await assize(["init", "alone", "--items", own], { cwd });
  expect(alone.stderr).toContain("grounded in the items' own sources");
  expect((await assize(["validate", "alone/study.yaml"], { cwd })).code).toBe(0);
  expect((await assize(["init", "third", "--corpus", corpus], { cwd })).code).toBe(2);
  const bare = join(cwd, "bare");
  mkdirSync(bare);
  expect((await assize(["init", "empty", "--corpus", bare, "--items", own], { cwd })).stderr).toContain(
    "holds no document",
  );
});

test("doctor names the keys that are set and never shows one", async () => {
  const { code, stdout } = await assize(["doctor"], { cwd, env: { OPENAI_API_KEY: "sk-very-secret" } });
  expect(code).toBe(0);
  expect(stdout).toMatch(/ok\s+OPENAI_API_KEY: set/);
  expect(stdout).not.toContain("sk-very-secret");
});
