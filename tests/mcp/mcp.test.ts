import { cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { workFolder } from "../e2e/assize.ts";
import { expectValidRun } from "../e2e/valid-run.ts";

const work = workFolder();
afterAll(work.remove);
beforeAll(() => {
  for (const folder of ["configs", "corpora", "personas"])
    cpSync(resolve(folder), join(work.path, folder), { recursive: true, dereference: true });
});

/** The server in a folder, as an assistant starts it. */
async function assistant(...flags: readonly string[]): Promise<Client> {
  const client = new Client({ name: "test", version: "1" });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [resolve("bin/assize.cjs"), "mcp", ...flags],
    cwd: work.path,
    stderr: "ignore",
  });
  await client.connect(transport);
  onTestFinished(() => client.close());
  return client;
}

async function call(client: Client, name: string, args: Record<string, unknown>) {
  const { content, isError } = await client.callTool({ name, arguments: args });
  const [first] = Array.isArray(content) ? content : [];
  return { text: first?.type === "text" ? first.text : "", isError: isError === true };
}

test("an assistant lists the tools, runs the quickstart on the baseline and reads what came out", async () => {
  const client = await assistant();
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toEqual(["validate", "plan", "run", "status", "results"]);
  expect(
    tools.filter(({ annotations }) => annotations?.readOnlyHint !== true).map(({ name }) => name),
  ).toEqual(["run"]);

  // The quickstart on three of its items and two of its replicates: all of it takes ten seconds of a core.
  const whole = readFileSync(join(work.path, "configs/quickstart.yaml"), "utf8");
  const fewer = whole
    .replace("items.jsonl }", "items.jsonl, limit: 3 }")
    .replace("replicates: 3", "replicates: 2");
  writeFileSync(join(work.path, "configs/quickstart.yaml"), fewer);
  const study = "configs/quickstart.yaml";
  expect(JSON.parse((await call(client, "validate", { study })).text)).toMatchObject({
    valid: true,
    free: true,
    items: 3,
  });
  const plan = JSON.parse((await call(client, "plan", { study })).text);
  expect(plan.cells).toBe(96);

  const started = JSON.parse((await call(client, "run", { study })).text);
  expect(started.run).toBe("runs/quickstart");
  expect(["waiting", "running"]).toContain(started.state);
  expect((await call(client, "results", { run: started.run })).text).toContain("not done yet");
  // A second call goes on with the same run.
  expect(JSON.parse((await call(client, "run", { study })).text).run).toBe(started.run);
  const state = async () => JSON.parse((await call(client, "status", { run: started.run })).text).state;
  await expect.poll(state, { timeout: 110_000, interval: 250 }).toBe("done");

  expectValidRun(join(work.path, "runs/quickstart"));
  const summary = (await call(client, "results", { run: started.run })).text;
  expect(summary).toContain("Is it the persona or the noise?");
  const result = JSON.parse((await call(client, "results", { run: started.run, part: "result" })).text);
  expect(result).toMatchObject({ version: 1 });
  const page = (await call(client, "results", { run: started.run, part: "verdicts", offset: 1, limit: 2 }))
    .text;
  expect(page.split("\n").map((line) => JSON.parse(line))).toHaveLength(2);

  // Another server knows the run by its folder.
  const later = await assistant();
  expect(JSON.parse((await call(later, "status", { run: started.run })).text).state).toBe("done");
});

const STUDY = `version: 1
items: {file: corpora/plain-medicine/items.jsonl, limit: 1}
rubric: configs/rubrics/summary.yaml
task: Judge.
arms: [{id: none, kind: none}]
`;

test("what is not allowed is refused in words, and nothing is run", async () => {
  const put = (name: string, text: string): string => {
    writeFileSync(join(work.path, name), text);
    return name;
  };
  symlinkSync(resolve("corpora"), join(work.path, "link"));
  const client = await assistant();
  const refused = async (tool: string, args: Record<string, unknown>, message: RegExp): Promise<void> => {
    const { text, isError } = await call(client, tool, args);
    expect(text).toMatch(message);
    expect(isError).toBe(true);
  };
  const paid = put("paid.yaml", `${STUDY}model: openai:gpt-x\n`);
  await refused("run", { study: paid }, /would ask openai:gpt-x.*--allow-spending/);
  const embeds = put("embeds.yaml", `${STUDY}model: lexical\nembedder: openai:e\n`);
  await refused("run", { study: embeds }, /would ask openai:e/);
  await refused("validate", { study: "../study.yaml" }, /leads out of/);
  await refused("validate", { study: "/etc/hostname" }, /leads out of/);
  const out = put("out.yaml", `${STUDY.replace("corpora/", "../../corpora/")}model: lexical\n`);
  await refused("validate", { study: out }, /leads out of/);
  const linked = put("linked.yaml", `${STUDY.replace("corpora/", "link/")}model: lexical\n`);
  await refused("validate", { study: linked }, /leads out of/);
  const free = put("free.yaml", `${STUDY}model: lexical\n`);
  await refused("run", { study: free, output: "../elsewhere" }, /leads out of/);
  await refused("status", { run: "../../etc" }, /leads out of/);
  const module = put("study.mjs", "export default {}");
  await refused("run", { study: module }, /a module runs code/);
  const curious = put("curious.yaml", `${STUDY.replace("Judge.", `"\${HOME}"`)}model: lexical\n`);
  await refused("validate", { study: curious }, /references to the environment/);
  await refused("status", { run: "runs/none" }, /there is no such run/);
  const unknown = put("unknown.yaml", `${STUDY}model: lexical\nreplicats: 3\n`);
  await refused("validate", { study: unknown }, /unknown key "replicats"; did you mean "replicates"/);
});
