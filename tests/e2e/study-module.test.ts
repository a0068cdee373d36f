import { cpSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { assize, readValue, workFolder } from "./assize.ts";

const work = workFolder();
afterAll(work.remove);

test("a study may be a TypeScript module, and may import us where we are not installed", async () => {
  cpSync(resolve("configs/rubrics/summary.yaml"), join(work.path, "rubric.yaml"));
  writeFileSync(
    join(work.path, "small.ts"),
    `import { defineConfig } from "assize";
const replicates: number = 2;
export default defineConfig({
  version: 1,
  items: { file: ${JSON.stringify(resolve("corpora/plain-medicine/items.jsonl"))}, limit: 2 },
  rubric: "rubric.yaml",
  task: "Judge summaries.",
  arms: [{ id: "none", kind: "none" }],
  panel: 2,
  replicates,
  model: "lexical",
});
`,
  );
  const { code, stderr } = await assize(["run", "small.ts"], { cwd: work.path });
  expect(stderr).toContain(join("runs", "small", "report.html"));
  expect(code).toBe(0);
  expect(readValue(join(work.path, "runs", "small", "manifest.json"))).toMatchObject({
    study: { replicates: 2, panel: 2, task: "Judge summaries." },
  });
});
