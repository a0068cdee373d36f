import { init, LLMClassifierFromTemplate } from "autoevals";
import OpenAI from "openai";
import { drive, oneByOne } from "../drive.ts";
import { promptOf } from "../material.ts";

await drive(async ({ address }) => {
  init({ client: new OpenAI({ apiKey: "none", baseURL: `${address}/choice/v1` }) });
  const judge = LLMClassifierFromTemplate({
    name: "coherence",
    promptTemplate: promptOf({ source: "{{{input}}}", output: "{{{output}}}" }),
    choiceScores: { 1: 1, 2: 2, 3: 3, 4: 4, 5: 5 },
    model: "bench",
    useCoT: true,
  });
  return {
    rateAll: oneByOne(async ({ source, output }) => (await judge({ input: source, output })).score),
  };
});
