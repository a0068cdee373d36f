import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test, vi } from "vitest";
import { assessPrompt } from "../../../src/prompts/assess.ts";
import { listeningInTest } from "../../fakes/listening.ts";
import { assessTask, modelFixture } from "../model-fixture.ts";

/** A server that keeps whatever is sent to it and tells of it. */
async function eavesdropper() {
  const heard: string[] = [];
  const server = createServer(async (incoming, response) => {
    heard.push(await text(incoming));
    response.writeHead(202, { "content-type": "application/json" }).end("{}");
    server.emit("heard");
  });
  return { heard, url: await listeningInTest(server), nextWord: () => once(server, "heard") };
}

test("variables that make LangChain upload, log or reroute prompts do nothing to ours", async () => {
  const { heard, url, nextWord } = await eavesdropper();
  const variables = {
    LANGSMITH_TRACING: "true",
    LANGCHAIN_TRACING_V2: "true",
    LANGSMITH_ENDPOINT: url,
    LANGSMITH_API_KEY: "ls-key",
    LANGSMITH_GATEWAY: "true",
    OPENAI_BASE_URL: url,
    OPENAI_API_BASE: url,
    OPENAI_LOG: "debug",
    LANGCHAIN_VERBOSE: "true",
  };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  const printed = (["log", "debug", "info", "error"] as const).map((level) =>
    vi.spyOn(console, level).mockImplementation(() => {}),
  );
  onTestFinished(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });

  const { server, open } = await modelFixture();
  for (const client of ["langchain", "lean"] as const) {
    const model = await open({ client });
    for (const label of ["a", "b"]) {
      const reply = await model.complete(assessPrompt(assessTask("of-ours")), {
        label: `${client} ${label}`,
        seed: 1,
      });
      expect(reply.status).toBe("ok");
    }
  }
  expect(printed.flatMap((spy) => spy.mock.calls)).toEqual([]);
  expect(server.stats().requests).toBe(4);

  // The same variables, asked without our care: what is uploaded now shows that the trap was set.
  const { initChatModel } = await import("langchain/chat_models/universal");
  const careless = await initChatModel("openai:gpt-fake", {
    apiKey: "none",
    configuration: { baseURL: server.url },
  });
  await careless.invoke([["user", '<task kind="synthesis">careless</task>']]);
  while (!heard.join().includes("careless")) await nextWord();
  expect(JSON.stringify(printed.flatMap((spy) => spy.mock.calls))).toContain("careless");
  expect(heard.join()).not.toContain("of-ours");
});
