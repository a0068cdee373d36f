import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { program } from "../../src/cli/program.ts";
import { StudyResult } from "../../src/domain/result.ts";
import { startFakeServer } from "../fakes/openai-server.ts";

const cwd = mkdtempSync(join(tmpdir(), "assize-probe-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

test("a chat model that only reads contributes style only, and its documents what it knows", async () => {
  const server = await startFakeServer({});
  const printed: string[] = [];
  const probe = () =>
    program({
      cwd,
      environment: { OPENAI_API_KEY: "sk-fake-key-of-a-test" },
      signal: new AbortController().signal,
      print: (text) => printed.push(text),
      remark: () => {},
      isInteractive: false,
    }).run([
      ...["--quiet", "personas", "probe", resolve("personas/grounded/plain-medicine-1.json")],
      ...["--model", "openai:fake", "--base-url", server.url, "--questions", "2", "--runs", "2", "--json"],
    ]);
  try {
    expect(await probe()).toBe(0);
    const { chat } = server.stats();
    expect(await probe()).toBe(0);
    expect(server.stats().chat).toBe(chat);
  } finally {
    await server.close();
  }
  const found = printed.map((text) =>
    StudyResult.pick({ knowledge: true, probes: true }).parse(JSON.parse(text)),
  );
  const [pooled] = found[0]?.knowledge ?? [];
  expect(pooled).toMatchObject({ persona: "*", model: "openai:fake", missing: 0, verdict: "style-only" });
  expect(pooled?.groundingGain.value).toBeGreaterThan(0.5);
  expect(pooled?.sentence).toMatch(/^the persona contributed style only/);
  expect(found[1]).toEqual(found[0]);
});
