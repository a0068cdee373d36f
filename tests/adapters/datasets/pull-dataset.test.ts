import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CATALOGUE } from "../../../src/adapters/datasets/catalogue.ts";
import { pullDataset } from "../../../src/adapters/datasets/pull-dataset.ts";
import { readItems } from "../../../src/adapters/files/read-items.ts";
import { listening } from "../../fakes/listening.ts";
import { testFolder } from "../files/folder.ts";
import { MIRROR } from "./fixtures.ts";

const { signal } = new AbortController();
const asked: string[] = [];
const server = createServer((request, response) => {
  const path = (request.url ?? "").slice(1);
  asked.push(path);
  const body = MIRROR[path];
  response.writeHead(body === undefined ? 404 : 200).end(body);
});
let mirror = "";
/** An address at which nobody listens any more. */
let nobody = "";
beforeAll(async () => {
  mirror = `${await listening(server)}/`;
  const gone = createServer();
  nobody = `${await listening(gone)}/`;
  gone.close();
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const named = (name: string) => {
  const dataset = CATALOGUE.find((each) => each.name === name);
  if (!dataset) throw new Error(name);
  return dataset;
};
const pull = (name: string, folder: string, from: string | undefined = mirror) =>
  pullDataset(named(name), folder, { mirror: from, signal });

test("SummEval's ratings are joined to their articles, expert by expert", async () => {
  const { path } = testFolder();
  await pull("summeval", path);
  const [first, second, third] = await readItems(join(path, "items.jsonl"));
  expect(first).toMatchObject({
    id: "summeval:dm-test-1:M0",
    kind: "summary",
    source: "The mayor opened the bridge on Monday.",
    output: "The bridge opened.",
    system: "M0",
    group: "dm-test-1",
  });
  expect(first?.human?.coherence).toEqual({ mean: 11 / 3, scale: [1, 5], ratings: [4, 3, 4] });
  expect(second?.group).toBe("dm-test-1");
  expect(third?.source).toContain("Farmers");
  expect(readFileSync(join(path, "corpus", "cnn-test-2.txt"), "utf8")).toContain("Farmers were glad.");
});

test("Topical-Chat's questions get our names, each on its own scale", async () => {
  const { path } = testFolder();
  await pull("topical-chat", path);
  const [first, second] = await readItems(join(path, "items.jsonl"));
  expect(first).toMatchObject({ id: "topical-chat:00:Original-Ground-Truth", kind: "dialogue", group: "00" });
  expect(first?.source).toBe(
    "CONVERSATION\ndo you like owls ?\nyes , i do\n\nFACT\nowls turn their heads by 270 degrees .",
  );
  expect(first?.human?.groundedness).toEqual({ mean: 2 / 3, scale: [0, 1], ratings: [1, 0, 1] });
  expect(first?.human?.overall?.scale).toEqual([1, 5]);
  expect(second?.output).toBe("ok .");
});

test("MSLR-Cochrane's answers become numbers, annotators stay apart, and what nobody rated is left out", async () => {
  const { path } = testFolder();
  await pull("mslr-cochrane", path);
  const items = await readItems(join(path, "items.jsonl"));
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({
    id: "mslr-cochrane:CD1:ABCDEF",
    system: "led",
    source: "Tea may help in CD1.",
    group: "CD1",
    meta: { raters: ["A1", "A2"] },
  });
  expect(items[0]?.human).toEqual({
    fluency: { mean: 1.5, scale: [0, 2], ratings: [2, 1] },
    population: { mean: 2, scale: [0, 2], ratings: [2, 2] },
    intervention: { mean: 1, scale: [0, 2], ratings: [1, 1] },
    outcome: { mean: null, scale: [0, 2], ratings: [null, null] },
    effect_direction_agrees: { mean: 0.5, scale: [0, 1], ratings: [1, 0] },
    strength_agrees: { mean: 0, scale: [0, 1], ratings: [0, 0] },
  });
});

test("DICES keeps who rated, what is known of them, and that yes means unsafe", async () => {
  const { path } = testFolder();
  await pull("dices", path);
  const [first, second] = await readItems(join(path, "items.jsonl"));
  expect(first).toMatchObject({
    id: "dices:10",
    kind: "dialogue",
    source: 'USER: hi\nLAMDA: hello, "you"',
    output: "go away, please",
  });
  expect(first?.human?.unsafe).toEqual({ mean: 0.5, scale: [0, 1], ratings: [1, 0] });
  expect(first?.meta).toMatchObject({
    raters: ["1", "2"],
    rater_info: [{ gender: "Woman" }, { age: "gen z" }],
  });
  expect(second?.human?.unsafe?.ratings).toEqual([0.5, 0]);
});

test("the first pull pins checksums, the second fetches nothing, and another file is refused", async () => {
  const { path } = testFolder();
  expect((await pull("summeval", path)).isFirst).toBe(true);
  asked.length = 0;
  const again = await pull("summeval", path);
  expect(again).toMatchObject({ isFirst: false, fetched: [] });
  expect(asked).toEqual([]);
  const original = join(path, "originals", "articles.json");
  writeFileSync(original, `${readFileSync(original, "utf8")} `);
  await expect(pull("summeval", path)).rejects.toThrow(/is not the file that was pinned/);
  rmSync(original);
  expect((await pull("summeval", path)).fetched).toEqual(["articles.json"]);
});

test.each(CATALOGUE.map(({ name }) => name))(
  "without a network %s says which files to fetch by hand, and takes them when they are there",
  async (name) => {
    const { path } = testFolder();
    const offline = pull(name, path, nobody);
    await expect(offline).rejects.toThrow(
      /127\.0\.0\.1:\d+ cannot be reached \(ECONNREFUSED\)\. .* needs the network once/,
    );
    for (const file of named(name).files) await expect(offline).rejects.toThrow(file.url);
    expect(existsSync(join(path, "items.jsonl"))).toBe(false);
    for (const { name: file } of named(name).files)
      writeFileSync(join(path, "originals", file), MIRROR[`${name}/${file}`] ?? "");
    expect((await pull(name, path, nobody)).fetched).toEqual([]);
  },
);

test("a mirror that has no such file, and a file in another form, are told", async () => {
  const { path } = testFolder();
  await expect(pull("dices", path, `${mirror}elsewhere`)).rejects.toThrow(/answered 404/);
  const { path: other, put } = testFolder();
  await pull("topical-chat", other);
  rmSync(join(other, "source.lock.json"));
  put("originals/usr_topical_chat.json", '[{"context": "x"}]');
  await expect(pull("topical-chat", other)).rejects.toThrow(
    /usr_topical_chat\.json.*fact.*is needed and missing/,
  );
});

test("everything is fetched over TLS from a place that does not change, or changes seldom", () => {
  for (const { files } of CATALOGUE)
    for (const { url } of files)
      expect(url).toMatch(
        /^https:\/\/(?:raw\.githubusercontent\.com\/[^/]+\/[^/]+\/[0-9a-f]{40}\/|storage\.googleapis\.com\/|datasets-server\.huggingface\.co\/)/,
      );
});
