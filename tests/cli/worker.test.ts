import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { run } from "../../src/cli/commands/run.ts";
import { run as worker } from "../../src/cli/commands/worker.ts";
import type { Context } from "../../src/cli/context.ts";
import { workFolder } from "../e2e/assize.ts";
import { startFakeServer } from "../fakes/openai-server.ts";
import { postgresFor } from "../postgres.ts";

const work = workFolder();
afterAll(work.remove);

test("keys are the workers': one that has none leaves its cells to others and says why, and whoever watches needs none", async (test) => {
  const url = await postgresFor(test);
  const server = await startFakeServer({ apiKey: "right-key-1234" });
  writeFileSync(
    join(work.path, "study.yaml"),
    `version: 1
items: {file: "${resolve("corpora/plain-medicine/items.jsonl")}", limit: 1}
rubric: "${resolve("configs/rubrics/summary.yaml")}"
task: Judge.
arms: [{id: none, kind: none}]
panel: 2
replicates: 2
models: [{id: m, model: "openai:fake", baseURL: "${server.url}", apiKeyEnv: WORKERS_KEY}]
`,
  );
  const context = (environment: Context["environment"], signal: AbortSignal): Context => ({
    cwd: work.path,
    environment,
    signal,
    print: () => {},
    remark: () => {},
    isInteractive: false,
  });
  const end = new AbortController();
  const options = { queue: url, heartbeat: "10", quiet: true };
  try {
    const watching = run(context({}, end.signal), ["study.yaml"], { ...options, output: "run" });
    await expect(worker(context({}, end.signal), [], options)).rejects.toThrow("WORKERS_KEY");
    expect(server.stats().chat).toBe(0);
    const working = worker(context({ WORKERS_KEY: "right-key-1234" }, end.signal), [], options);
    expect(await watching).toBe(0);
    expect(server.stats().chat).toBe(4);
    expect(server.stats().authorizations).toEqual(["Bearer right-key-1234"]);
    end.abort();
    expect(await working).toBe(0);
  } finally {
    end.abort();
    await server.close();
  }
});
