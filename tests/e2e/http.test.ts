import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { Rating } from "../../src/domain/rating.ts";
import { StudyResult } from "../../src/domain/result.ts";
import { Manifest } from "../../src/domain/study.ts";
import { FAULTS, type Fault } from "../fakes/faults.ts";
import { type FakeServer, startFakeServer } from "../fakes/openai-server.ts";
import { assize, identicalFiles, readLines, readValue, workFolder } from "./assize.ts";
import { expectValidRun } from "./valid-run.ts";

const work = workFolder();
afterAll(work.remove);
const KEY = "sk-a-secret-that-must-not-leak";
const env = { FAKE_KEY: KEY };

function study(name: string, server: FakeServer, arms: string, rest = "", limit = 4): string {
  const file = join(work.path, name, "study.yaml");
  const text = `version: 1
items: {file: ${resolve("corpora/plain-medicine/items.jsonl")}, limit: ${limit}}
rubric: ${resolve("configs/rubrics/summary.yaml")}
task: Judge plain-language summaries for patients.
arms:
${arms}
panel: 4
models: [{id: m, model: "openai:fake", baseURL: "${server.url}", apiKeyEnv: FAKE_KEY}]
embedder: {model: "openai:embeddings", baseURL: "${server.url}", apiKeyEnv: FAKE_KEY}
${rest}`;
  writeFileSync(file, text);
  return file;
}

function prepared(name: string): string {
  mkdirSync(join(work.path, name), { recursive: true });
  return join(work.path, name);
}

const FIVE_ARMS = `  - {id: none, kind: none}
  - {id: bare-role, kind: bare-role, like: grounded}
  - {id: invented, kind: invented, sets: 1, like: grounded}
  - {id: placebo, kind: placebo, sets: ["${resolve("personas/grounded/support-desk-1.json")}"]}
  - {id: grounded, kind: grounded, sets: ["${resolve("corpora/plain-medicine")}", "${resolve("personas/grounded/plain-medicine-1.json")}"]}`;

const FIVE_PROTOCOLS = `protocols: [independent, self-consistency, read-only, debate, gated]
replicates: 1
budget: {equalTokens: true}`;

/** Tokens of each protocol with a second phase in all, as a multiple of those of `debate`. */
function sharesOfDebate({ conditions }: StudyResult): Readonly<Record<string, number>> {
  const tokens = (protocol: string): number =>
    conditions
      .filter(({ condition }) => condition.protocol === protocol && condition.phase === "final")
      .reduce((sum, { cost }) => sum + (cost?.promptTokens ?? 0) + (cost?.completionTokens ?? 0), 0);
  const compared = ["self-consistency", "read-only", "gated"];
  return Object.fromEntries(compared.map((protocol) => [protocol, tokens(protocol) / tokens("debate")]));
}

test("a study of five arms and five protocols runs over HTTP, chat and embeddings, and a second run asks for nothing", async () => {
  const server = await startFakeServer({ apiKey: KEY });
  const cwd = prepared("five");
  const folder = join(cwd, "run");
  const args = ["run", study("five", server, FIVE_ARMS, FIVE_PROTOCOLS, 2), "-o", folder];
  try {
    const done = await assize(args, { cwd, env });
    expect(done.stderr).toContain("report.html");
    expect(done.code).toBe(0);
    expectValidRun(folder);
    const { chat, embeddings, byKind, authorizations } = server.stats();
    expect(embeddings).toBeGreaterThan(0);
    for (const kind of ["perspectives", "persona", "invent", "assess", "discuss", "final", "synthesis"])
      expect(byKind[kind], kind).toBeGreaterThan(0);
    expect(authorizations).toEqual([`Bearer ${KEY}`]);
    const result = StudyResult.parse(readValue(join(folder, "result.json")));
    expect(new Set(result.conditions.map(({ condition }) => condition.arm)).size).toBe(5);
    expect(new Set(result.conditions.map(({ condition }) => condition.protocol)).size).toBe(5);
    for (const [protocol, share] of Object.entries(sharesOfDebate(result)))
      expect(Math.abs(share - 1), protocol).toBeLessThan(0.1);
    expect(new Set(result.debate?.map(({ condition }) => condition.protocol)).size).toBe(3);

    const before = identicalFiles(folder);
    const again = await assize(args, { cwd, env });
    expect(again.code).toBe(0);
    expect(server.stats().chat).toBe(chat);
    expect(identicalFiles(folder)).toEqual(before);
    const { calls } = Manifest.parse(readValue(join(folder, "manifest.json")));
    expect(calls.made).toBeLessThanOrEqual(chat);
    expect(calls.embeddings?.calls).toBe(embeddings);
    expect(calls.prefixShare).toBeGreaterThan(0.5);
    for (const text of [
      done.stdout,
      done.stderr,
      ...Object.values(before),
      JSON.stringify(readValue(join(folder, "manifest.json"))),
    ])
      expect(text).not.toContain(KEY);
  } finally {
    await server.close();
  }
});

const EXPECTED: Partial<Record<Fault, string>> = {
  prose: "malformed",
  "off-scale": "malformed",
  "wrong-shape": "malformed",
  empty: "malformed",
  truncated: "malformed",
  refusal: "refused",
  "content-filter": "refused",
};

test.each(Object.entries(EXPECTED))(
  "a reply that is %s becomes a row without a value, %s",
  async (fault, missing) => {
    const kind = FAULTS.find((known) => known === fault);
    const name = `fault-${fault}`;
    const cwd = prepared(name);
    // One persona of four is met by the fault, whatever it is asked.
    const server = await startFakeServer({
      apiKey: KEY,
      chooseFault: ({ request }) => (request?.persona?.endsWith("-1") ? kind : undefined),
    });
    try {
      const arms = `  - {id: grounded, kind: grounded, sets: ["${resolve("personas/grounded/plain-medicine-1.json")}"]}`;
      const folder = join(cwd, "run");
      const done = await assize(["run", study(name, server, arms, "replicates: 2"), "-o", folder], {
        cwd,
        env,
      });
      expect(done.code).toBe(0);
      const rows = readLines(join(folder, "ratings.jsonl")).map((line) => Rating.parse(line));
      const met = rows.filter((row) => row.rater.endsWith("-1"));
      expect(met.length).toBeGreaterThan(0);
      for (const row of met) expect(row).toMatchObject({ value: null, missing });
      for (const row of rows.filter((row) => !row.rater.endsWith("-1"))) expect(row.value).not.toBeNull();
    } finally {
      await server.close();
    }
  },
);

test("a server that cannot be reached is told in one line, with exit code 1 and no key in it", async () => {
  const server = await startFakeServer({ apiKey: KEY });
  const cwd = prepared("gone");
  const arms = "  - {id: none, kind: none}";
  const file = study("gone", server, arms);
  await server.close();
  const done = await assize(["run", file, "-o", join(cwd, "run")], { cwd, env });
  expect(done.code).toBe(1);
  expect(done.stderr).toMatch(/127\.0\.0\.1/);
  expect(done.stderr).not.toContain(KEY);
  expect(done.stderr).not.toMatch(/\n\s+at /);
});

test("a run in which nothing arrives ends with 1, the count and the first reason", async () => {
  const server = await startFakeServer({ apiKey: KEY, faults: { prose: 1 } });
  const cwd = prepared("nothing");
  try {
    const file = study("nothing", server, "  - {id: none, kind: none}", "replicates: 2");
    const done = await assize(["run", file, "-o", join(cwd, "run")], { cwd, env });
    expect(done.stderr).toMatch(
      /no rating arrived: of 128 ratings 128 malformed \(first: the reply is not JSON\)/,
    );
    expect(done.code).toBe(1);
  } finally {
    await server.close();
  }
});

test("a wrong key is told in one line that says what to do, and the key is not shown", async () => {
  const server = await startFakeServer({ apiKey: "another" });
  const cwd = prepared("wrong-key");
  try {
    const done = await assize(
      ["run", study("wrong-key", server, "  - {id: none, kind: none}"), "-o", join(cwd, "run")],
      { cwd, env },
    );
    expect(done.code).toBe(1);
    expect(done.stderr).toContain("FAKE_KEY");
    expect(done.stderr).not.toContain(KEY);
  } finally {
    await server.close();
  }
});
