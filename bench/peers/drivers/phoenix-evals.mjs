import { createOpenAI } from "@ai-sdk/openai";
import { createClassificationEvaluator } from "@arizeai/phoenix-evals";
import { drive, oneByOne } from "../drive.ts";
import { promptOf } from "../material.ts";

globalThis.AI_SDK_LOG_WARNINGS = false;

await drive(async ({ address }) => {
  const judge = createClassificationEvaluator({
    name: "coherence",
    model: createOpenAI({ apiKey: "none", baseURL: `${address}/label/v1` }).chat("bench"),
    choices: { 1: 1, 2: 2, 3: 3, 4: 4, 5: 5 },
    promptTemplate: promptOf({ source: "{{{input}}}", output: "{{{output}}}" }),
    telemetry: { isEnabled: false },
  });
  return {
    rateAll: oneByOne(async ({ source, output }) => (await judge.evaluate({ input: source, output })).score),
  };
});
